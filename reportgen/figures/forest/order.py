"""The order of the studies in a forest plot; subgroups stay together, since each is filled from this order."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from reportgen.figures.forest.blocks import Forest, ForestBlock
from reportgen.quantities import StudyQuantities, risk_rank, rows_of_outcome, year_of

__all__ = ["in_order"]


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

    def year(study: StudyQuantities) -> float | None:
        found = year_of(forest.studies[study.row.study])
        return None if found is None else float(found.text)

    judged = rows_of_outcome(forest.review, block.outcome.id) if forest.choices.sort == "risk-of-bias" else ()
    ranks = {row.study: risk_rank(row) for row in judged}
    return {
        "name": lambda study: (0.0, study.name.text.casefold()),
        "year": lambda study: last(year(study)),
        "weight": lambda study: last(weight(study)),
        "effect": lambda study: last(study.row.y),
        "precision": lambda study: last(study.row.v),
        "risk-of-bias": lambda study: last(ranks.get(study.row.study)),
    }
