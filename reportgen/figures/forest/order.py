"""The order of the studies in a forest plot; subgroups stay together, since each is filled from this order."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

from reportgen.figures.forest.blocks import Forest, ForestBlock
from reportgen.figures.forest.lights import lights_for, worst_rank
from reportgen.quantities import StudyQuantities

__all__ = ["in_order"]

_YEAR = re.compile(r"(?:18|19|20)\d\d")


def in_order(forest: Forest, block: ForestBlock) -> tuple[StudyQuantities, ...]:
    """Return the studies of a block in the order that is asked for.

    Names by the alphabet, years ascending, the largest weight first, effects ascending, the smallest variance first,
    the lowest risk of bias first. Studies that lack what is asked for come last; equal ones stay as entered.
    """
    rows: Sequence[StudyQuantities] = forest.study_rows(block)
    key = _keys(forest, block).get(forest.choices.sort)
    return tuple(rows) if key is None else tuple(sorted(rows, key=key))


def _keys(forest: Forest, block: ForestBlock) -> dict[str, Callable[[StudyQuantities], tuple[float, str]]]:
    def last(value: float | None) -> tuple[float, str]:
        return (math.inf if value is None or math.isnan(value) else value, "")

    def weight(study: StudyQuantities) -> float | None:
        number = study.weight
        return None if number is None or number.value is None else -number.value

    by_risk = forest.choices.sort == "risk-of-bias"
    lights = lights_for(forest.review, (block.outcome.id,)) if by_risk else None

    def rank(study: StudyQuantities) -> float | None:
        return worst_rank(lights, study.row.study, block.outcome.id)

    return {
        "name": lambda study: (0.0, study.name.text.casefold()),
        "year": lambda study: last(_year(forest, study)),
        "weight": lambda study: last(weight(study)),
        "effect": lambda study: last(study.row.y),
        "precision": lambda study: last(study.row.v),
        "risk-of-bias": lambda study: last(rank(study)),
    }


def _year(forest: Forest, study: StudyQuantities) -> float | None:
    """Return the year of a study, from its column or else from its name."""
    cell = forest.studies[study.row.study].characteristics.get("year")
    for text in (cell.text if cell is not None else "", study.row.study):
        if found := _YEAR.findall(text):
            return float(found[-1])
    return None
