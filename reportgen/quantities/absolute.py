"""What a relative effect means in absolute terms: risks with and without the intervention, and numbers needed to treat.

The risk without the intervention is assumed: as the review says, or the median over the comparator groups of the
studies behind the estimate. Risks of all participants added up are never used, since they break randomisation.

Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, sections 14.1.5 and 15.4.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from reportgen.document import Number
from reportgen.effects import ArmData
from reportgen.errors import Origin
from reportgen.model import Outcome
from reportgen.pooling import Pooled
from reportgen.quantities.analysis import Analysis
from reportgen.quantities.cells import weakest
from reportgen.quantities.nodes import EffectQuantities
from reportgen.wording import numbers

__all__ = [
    "RATES_WITH",
    "RISKS_WITH",
    "AbsoluteEffect",
    "Assumed",
    "Needed",
    "absolute_effect",
    "assumed_mean",
    "assumed_risk",
    "people",
    "risk_with",
]

Formula = Callable[[float, float], float]

RISKS_WITH: Mapping[str, Formula] = {
    "RR": lambda risk, ratio: risk * ratio,
    "OR": lambda risk, ratio: ratio * risk / (1 - risk + ratio * risk),
    "PETO": lambda risk, ratio: ratio * risk / (1 - risk + ratio * risk),
    "HR": lambda risk, ratio: 1 - (1 - risk) ** ratio,
    "OE": lambda risk, ratio: 1 - (1 - risk) ** ratio,
    "RD": lambda risk, difference: risk + difference,
}
"""The risk with the intervention from the assumed one and an effect as printed; each grows with the effect."""

RATES_WITH: Mapping[str, Formula] = {
    "IRR": lambda rate, ratio: rate * ratio,
    "IRD": lambda rate, difference: rate + difference,
}
"""The same for events per unit of person-time."""

_BASELINE = frozenset({"baseline_mean", "baseline_sd"})

_DIFFERENCES = frozenset({"RD", "IRD"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """A risk, rate or mean without the intervention: a fraction, events per unit of time, or in units of the outcome.

    `source` says whether the review gives it or it is the median over comparator groups, `studies` over how many.
    `means` says what it is the median of: ``final`` means alone where other groups give changes, ``changes`` from
    baseline where all do, else empty.
    """

    value: float
    source: Literal["given", "median"]
    studies: int
    inputs: tuple[Origin, ...]
    provenance: str
    texts: tuple[str, ...] = ()
    means: Literal["", "final", "changes"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """A number needed to treat, rounded up; infinite where risks are equal, and then of neither benefit nor harm."""

    number: Number
    to: Literal["benefit", "harm", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsoluteEffect:
    """Risks per so many people (`people`): without the intervention, with it, and the difference between them.

    `intervention` and `difference` are None where the assumed risk leaves nothing to work with (0 or 1 with a ratio).
    Texts of `difference` have no sign; its values have. `needed` are estimate and limits, None for rates.
    """

    assumed: Assumed
    comparator: Number
    intervention: EffectQuantities | None
    difference: EffectQuantities | None
    needed: tuple[Needed, Needed, Needed] | None


def risk_with(measure: str, risk: float, effect: float) -> float:
    """Return the risk with the intervention, a fraction between 0 and 1, for an effect on the printed scale."""
    if not 0 <= risk <= 1:
        raise ValueError(f"a risk of {risk}")
    return min(max(RISKS_WITH[measure](risk, effect), 0.0), 1.0)


def assumed_risk(analysis: Analysis, outcome: Outcome) -> Assumed | None:
    """Return the risk (for rate measures: the rate) without the intervention; None where nothing gives it."""
    if outcome.assumed_risk is not None and outcome.measure in RISKS_WITH:
        at = f"outcomes.{[one.id for one in analysis.review.outcomes].index(outcome.id)}.assumed_risk"
        place = analysis.review.origins.get(at)
        inputs = (place,) if place else ()
        return Assumed(value=outcome.assumed_risk, source="given", studies=0, inputs=inputs, provenance="reported")
    denominator = "n" if outcome.measure in RISKS_WITH else "time" if outcome.measure in RATES_WITH else ""
    pooled = analysis.pooled.get(outcome.id)
    return _median(pooled, ("events", denominator)) if pooled and denominator else None


def assumed_mean(analysis: Analysis, outcome: Outcome) -> Assumed | None:
    """Return the median of the means of comparator groups, in the unit of the outcome; None where there is none.

    Means and changes from baseline are not mixed: the changes count only where no group gives anything else.
    """
    pooled = analysis.pooled.get(outcome.id)
    if pooled is None or outcome.measure != "MD":
        return None
    final = _median(pooled, ("mean",), lambda arm: not _is_change(arm))
    changes = _median(pooled, ("mean",), _is_change)
    if final is None or changes is None:
        return final or (changes and replace(changes, means="changes"))
    return replace(final, means="final")


def _is_change(arm: ArmData) -> bool:
    """Return whether the mean of a group is that of a change, worked out from what was measured at baseline."""
    return any(cell.name in _BASELINE for cell in _cells(arm, ("mean", "sd")))


def _median(
    pooled: Pooled, columns: tuple[str, ...], counts: Callable[[ArmData], bool] = lambda _: True
) -> Assumed | None:
    """Return the median over the comparator groups of the studies used, of one column or of a ratio of two.

    A group that several results of a study share counts once.
    """
    used = [row for row in pooled.effects.rows if row.state == "used" and row.comparator and counts(row.comparator)]
    groups = {(row.study, _cells(row.comparator, columns) or i): row for i, row in enumerate(used) if row.comparator}
    arms = [(row.comparator, row.provenance) for row in groups.values() if row.comparator]
    arms = [(arm, whence) for arm, whence in arms if all(column in arm.values for column in columns)]
    values = [arm.values[columns[0]] / (arm.values[columns[1]] if len(columns) > 1 else 1.0) for arm, _ in arms]
    if not values:
        return None
    cells = [origin for arm, _ in arms for origin in _cells(arm, columns)]
    return Assumed(
        value=float(median(values)),
        source="median",
        studies=len({row.study for row in used}),
        inputs=tuple(dict.fromkeys((*cells, *pooled.inputs))),  # which studies are used depends on more of their cells
        provenance=weakest(whence for _, whence in arms),
        texts=tuple(arm.texts.get(columns[0], "") for arm, _ in arms),
    )


def _cells(arm: ArmData | None, columns: tuple[str, ...]) -> tuple[Origin, ...]:
    return () if arm is None else tuple(origin for column in columns for origin in arm.inputs.get(column, ()))


def people(analysis: Analysis) -> Number:
    """Return the number of people that risks are given for."""
    place = analysis.review.origins.get("tables.risks_per")
    number = analysis.review.risks_per
    return Number(
        text=numbers.count(number, analysis.style.numbers),
        value=number,
        statistic="people",
        subject="summary-of-findings",
        inputs=(place,) if place else (),
        how="setting",
    )


def absolute_effect(analysis: Analysis, outcome: Outcome, effect: EffectQuantities) -> AbsoluteEffect | None:
    """Return what the effect on an outcome means in absolute terms; None where there is no risk to assume."""
    assumed = assumed_risk(analysis, outcome)
    if assumed is None:
        return None
    make = _Maker(analysis, outcome, assumed, effect)
    comparator = make.number("assumed_risk", assumed.value * make.per, make.alone(assumed.value), assumed.inputs)
    hopeless = not 0 < assumed.value < (1 if outcome.measure in RISKS_WITH else math.inf)
    if hopeless and outcome.measure not in _DIFFERENCES:
        return AbsoluteEffect(assumed=assumed, comparator=comparator, intervention=None, difference=None, needed=None)
    risks = make.risks()
    differences = [risk - assumed.value for risk in risks]
    return AbsoluteEffect(
        assumed=assumed,
        comparator=comparator,
        intervention=make.triple("risk", risks),
        difference=make.triple("risk_difference", differences),
        needed=make.needed(differences) if outcome.measure in RISKS_WITH else None,
    )


class _Maker:
    """Makes the numbers of one absolute effect: same subject, inputs, provenance and way for all of them."""

    def __init__(self, analysis: Analysis, outcome: Outcome, assumed: Assumed, effect: EffectQuantities) -> None:
        self.per = analysis.review.risks_per
        self.style = replace(analysis.style.numbers, effect_decimals=0)
        self.outcome, self.assumed, self.effect = outcome, assumed, effect
        self.inputs = tuple(dict.fromkeys((*assumed.inputs, *effect.estimate.inputs)))
        self.whence = weakest((assumed.provenance, effect.estimate.provenance))

    def number(self, statistic: str, value: float, text: str, inputs: tuple[Origin, ...] | None = None) -> Number:
        """Return a number; without inputs of its own it has those of the assumed risk and of the effect."""
        source = "as given" if self.assumed.source == "given" else "median over comparator groups"
        return Number(
            text=text,
            value=value,
            statistic=statistic,
            subject=f"outcome/{self.outcome.id}/absolute",
            inputs=self.inputs if inputs is None else inputs,
            provenance=self.whence if inputs is None else self.assumed.provenance,
            how=source if inputs is not None else f"{self.outcome.measure} and an assumed risk ({source})",
        )

    def risks(self) -> list[float]:
        """Return the risks (rates) for estimate, lower and upper limit."""
        values = [float(part.value or 0) for part in (self.effect.estimate, self.effect.ci_low, self.effect.ci_high)]
        if self.outcome.measure in RISKS_WITH:
            return [risk_with(self.outcome.measure, self.assumed.value, value) for value in values]
        return [max(RATES_WITH[self.outcome.measure](self.assumed.value, value), 0.0) for value in values]

    def alone(self, risk: float) -> str:
        """Return the text of one risk per so many people."""
        return self.texts(risk * self.per, risk * self.per, risk * self.per)[0]

    def texts(self, *scaled: float) -> tuple[str, ...]:
        """Return the texts of estimate and limits without their signs; whole ones have the style's thousands mark."""
        printed = numbers.effect(scaled[0], scaled[1], scaled[2], 0.0, self.style)
        bare = (text.removeprefix(numbers.MINUS) for text in printed)
        return tuple(numbers.count(int(text), self.style) if text.isdecimal() else text for text in bare)

    def triple(self, statistic: str, values: list[float]) -> EffectQuantities:
        """Return estimate and limits per so many people; the texts have no sign."""
        scaled = [value * self.per for value in values]
        estimate, low, high = (
            self.number(name, value, text)
            for name, value, text in zip((statistic, "ci_low", "ci_high"), scaled, self.texts(*scaled), strict=True)
        )
        return EffectQuantities(estimate=estimate, ci_low=low, ci_high=high)

    def needed(self, differences: list[float]) -> tuple[Needed, Needed, Needed]:
        """Return the numbers needed to treat for the estimate and both limits of the difference between risks."""
        one, two, three = (self._needed(difference) for difference in differences)
        return one, two, three

    def _needed(self, difference: float) -> Needed:
        good = (difference > 0) == (self.outcome.better == "higher")
        text, value = (
            numbers.number_needed(difference, self.style),
            math.inf if difference == 0 else 1 / abs(difference),
        )
        to: Literal["benefit", "harm", ""] = "" if difference == 0 else "benefit" if good else "harm"
        return Needed(number=self.number("number_needed_to_treat", value, text), to=to)
