"""Effects that a row of results.csv gives as such, in place of arm data."""

from __future__ import annotations

import math
from statistics import NormalDist

from reportgen.effects.effects import Scale
from reportgen.effects.measure import StudyEffect
from reportgen.effects.sides import read_number
from reportgen.errors import Origin
from reportgen.model import Result

__all__ = ["given_effect"]


def given_effect(row: Result, *, scale: Scale, level: float) -> tuple[StudyEffect, tuple[Origin, ...]]:
    """Return the effect that a row gives, on the scale of analysis, and the cells it was read from.

    ``estimate``, ``ci_low`` and ``ci_high`` stand in natural units and are turned into logs for ratio measures;
    ``se`` stands on the scale of analysis. A standard error goes before limits; limits are taken as a normal
    interval of the given level, so that SE = (high - low) / (2 z).

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 6.3.1 and 6.3.2.
    """
    names = ("estimate", "se") if read_number(row, "se") is not None else ("estimate", "ci_low", "ci_high")
    inputs = tuple(row.data[name].origin for name in names if name in row.data)
    numbers = [read_number(row, name) for name in names]
    present = [number for number in numbers if number is not None]
    if len(present) < len(names):
        return _nothing("neither a standard error nor an interval reported"), inputs
    if scale == "log":
        ratios = present[:1] if len(names) == 2 else present  # an SE is on the log scale already
        if min(ratios) <= 0:
            return _nothing("a ratio that is not above zero"), inputs
        present = [math.log(ratio) for ratio in ratios] + present[len(ratios) :]
    return StudyEffect(y=present[0], v=_variance(present[1:], level)), inputs


def _variance(spread: list[float], level: float) -> float:
    if len(spread) == 1:
        return spread[0] * spread[0]
    se = (spread[1] - spread[0]) / (2 * NormalDist().inv_cdf((1 + level) / 2))
    return se * se


def _nothing(reason: str) -> StudyEffect:
    return StudyEffect(y=math.nan, v=math.nan, reason=reason)
