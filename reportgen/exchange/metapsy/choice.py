"""Which of several measurements of a study enters an outcome: the one that the database marks, else one by rules."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

from reportgen.exchange.metapsy.contrasts import Contrast
from reportgen.exchange.metapsy.fields import known_text

__all__ = ["RULES", "chosen", "usual_instruments"]

RULES = (
    "the row that the database marks as primary, else one after treatment, else the earliest; "
    "of several instruments the one that most studies of the database used, else the first in the table"
)
"""The rules in words."""


def usual_instruments(contrasts: Sequence[Contrast]) -> Counter[str]:
    """Return in how many studies each instrument was used."""
    return Counter(instrument for _, instrument in {(one.study, one.instrument.casefold()) for one in contrasts})


def chosen(contrasts: Sequence[Contrast], usual: Counter[str]) -> tuple[Contrast, ...]:
    """Return the rows of a study (at least one) that enter an outcome: one measurement, a row a pair of arms."""
    rows: Sequence[Contrast] = contrasts
    for wanted in (_primary, _first_calculation, _post):
        rows = [one for one in rows if wanted(one)] or rows
    rows = _earliest(rows)
    best = max(rows, key=_rank(rows, usual))
    kept = [one for one in rows if one.measured == best.measured]
    pairs: dict[tuple[str, str], Contrast] = {}
    for one in kept:
        pairs.setdefault((one.arms[0].id, one.arms[1].id), one)
    return tuple(pairs.values())


def _primary(one: Contrast) -> bool:
    return known_text(one.record, "primary") == "1"


def _first_calculation(one: Contrast) -> bool:
    return known_text(one.record, "primary_calc") == "1"


def _post(one: Contrast) -> bool:
    return one.time.startswith("post")


def _earliest(rows: Sequence[Contrast]) -> Sequence[Contrast]:
    """Return the rows of the first time point, by the weeks where they are known, else by its name."""
    first = min(((math.inf if one.weeks is None else one.weeks), one.time) for one in rows)
    return [one for one in rows if ((math.inf if one.weeks is None else one.weeks), one.time) == first]


def _rank(rows: Sequence[Contrast], usual: Counter[str]) -> Callable[[Contrast], tuple[bool, int, int]]:
    """Return what is largest for the instrument that most used; an outcome with means goes before one with events."""
    places = {id(one): index for index, one in enumerate(rows)}
    return lambda one: (one.kind == "continuous", usual[one.instrument.casefold()], -places[id(one)])
