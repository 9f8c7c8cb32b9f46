"""The risks of each study in both groups, and the curve on which a pooled effect puts them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.document import Number
from reportgen.effects import ArmData
from reportgen.figures.asked import Asked, refused
from reportgen.quantities import StudyQuantities, arm_risk

__all__ = ["Risks", "curve_of", "risks_of"]


def _by_odds(effect: float, risk: float) -> float:
    if risk >= 1:
        return 1.0
    odds = math.exp(min(effect, 700.0)) * risk / (1 - risk)
    return odds / (1 + odds)


_CURVES: Mapping[str, Callable[[float, float], float]] = {
    "RR": lambda effect, risk: math.exp(min(effect, 700.0)) * risk,
    "OR": _by_odds,
    "PETO": _by_odds,
    "RD": lambda effect, risk: risk + effect,
    "AS": lambda effect, risk: math.sin(min(max(math.asin(math.sqrt(risk)) + effect, 0.0), math.pi / 2)) ** 2,
}
"""The risk with the experimental intervention, from an effect on the scale of analysis and the risk without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risks:
    """The studies that give events of both groups, each with its two risks; `left_out` names the others.

    The risks of a study are (experimental, comparator), as shares; `weights` are inverse variances.
    """

    asked: Asked
    studies: tuple[tuple[StudyQuantities, Number, Number], ...]
    weights: tuple[float, ...]
    left_out: tuple[str, ...]


def risks_of(asked: Asked) -> Risks:
    """Return the risks of the studies used.

    Raises:
        DataError: a measure that compares no risks, or no study that gives the events of both groups.
    """
    if asked.measure.id not in _CURVES:
        name = asked.measure.title.lower()
        found_one = f"the outcome {asked.outcome.id!r}, {'an' if name[0] in 'aeio' else 'a'} {name}"
        raise refused(asked.plan, found_one, f"one of {', '.join(_CURVES)}")
    found: list[tuple[StudyQuantities, Number, Number]] = []
    weights: list[float] = []
    left_out: list[str] = []
    for study in asked.studies:
        one, other = study.row.experimental, study.row.comparator
        if not (_has_risk(one) and _has_risk(other)):
            left_out.append(study.row.study)
            continue
        pair = (arm_risk(study, "experimental"), arm_risk(study, "comparator"))
        found.append((study, *pair))
        weights.append(1 / study.row.v)
    if not found:
        raise refused(asked.plan, "no study with the events of both groups", "one or more")
    return Risks(asked=asked, studies=tuple(found), weights=tuple(weights), left_out=tuple(left_out))


def curve_of(asked: Asked) -> Callable[[float], float]:
    """Return the risk that the pooled effect gives at a risk in the comparator group."""
    effect = asked.total("a L'Abbé plot").estimate
    curve = _CURVES[asked.measure.id]
    return lambda risk: curve(effect, risk)


def _has_risk(arm: ArmData | None) -> bool:
    return arm is not None and "events" in arm.values and arm.values.get("n", 0) > 0
