"""Which sentence a result deserves, chosen from plain values: direction, limits, null, number of studies.

Rules: direction comes from which side is better, never from the sign alone; what is estimated in one group (a
proportion) has none; an interval that includes the null is "no evidence of a difference", never "no effect" or "no
difference"; a single study is not called pooled; effect sizes are never classed by their P value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.wording.phrases import Phrase, capitalised, weave

__all__ = [
    "OFTEN",
    "Finding",
    "Kind",
    "Verdict",
    "direction_in_doubt",
    "favoured",
    "heterogeneity_word",
    "state_finding",
    "verdict",
]

Verdict = Literal["favours experimental", "favours comparator", "inconclusive", "without direction"]
"""Whom a result favours; ``without direction`` where its measure compares nothing."""

Kind = Literal[
    "dichotomous",
    "continuous",
    "rates",
    "time-to-event",
    "proportion",
    "rate",
    "correlation",
    "generic",
]


OFTEN = frozenset({"dichotomous", "rates", "time-to-event"})
"""Kinds of data in which an outcome happens more or less often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the choice of words depends on; estimate and limits on the printed scale.

    `title` fits the middle of a sentence ("secure attachment"), and is empty where the outcome was named before. `kind`
    is that of the measure: with ``dichotomous`` data, rates and times the outcome happens more or less often, with
    others `noun` ("scores", "values") is what is higher or lower. `null` is None where nothing is compared; `measure`
    is then what was estimated ("proportion"). `k` counts the results of studies behind the estimate, None where that is
    not known. `published` says that the result is known from print only; `favours` is then the side that the print
    says it favours, if it says so.
    """

    title: str
    experimental: str
    comparator: str
    kind: Kind
    better: Literal["higher", "lower"]
    null: float | None
    estimate: float
    ci_low: float
    ci_high: float
    k: int | None
    noun: str = "scores"
    measure: str = "estimate"
    published: bool = False
    favours: Literal["", "experimental", "comparator"] = ""


def verdict(finding: Finding) -> Verdict:
    """Return whom the interval favours; an interval that reaches the null favours nobody."""
    if finding.null is None:
        return "without direction"
    if finding.ci_low <= finding.null <= finding.ci_high:
        return "inconclusive"
    return favoured(finding)


def favoured(finding: Finding) -> Verdict:
    """Return whom the point estimate favours, whatever the interval says."""
    if finding.favours:
        return "favours experimental" if finding.favours == "experimental" else "favours comparator"
    return _by_direction(finding)


def direction_in_doubt(finding: Finding) -> bool:
    """Return whether the print says that another side is favoured than the estimate and the better direction say."""
    return favoured(finding) != _by_direction(finding)


def state_finding(finding: Finding, statistics: Phrase = ()) -> Phrase:
    """Return a sentence on a result; `statistics`, if there are any, go into brackets after the claim."""
    if finding.null is None:
        return _state_estimate(finding, statistics)
    if verdict(finding) == "inconclusive":
        return weave(
            "{subject} showed no evidence of a difference between {experimental} and {comparator}{place}"
            "{statistics}{reach}.",
            subject=_subject(finding),
            experimental=finding.experimental,
            comparator=finding.comparator,
            place=_place(finding),
            statistics=_bracketed(statistics),
            reach=_reach(finding),
        )
    winner, loser = _sides(finding)
    return weave(
        "{subject} favoured {winner} over {loser}{happens}{statistics}.",
        subject=_subject(finding),
        winner=winner,
        loser=loser,
        happens=_happens(finding),
        statistics=_bracketed(statistics),
    )


def _state_estimate(finding: Finding, statistics: Phrase) -> Phrase:
    """Return a sentence on a result that compares nothing: what was estimated, in brackets how large it is."""
    name = finding.measure
    if finding.k != 1:
        name = f"pooled {name}"
    studies = "the one study with data" if finding.k == 1 else "the studies"
    return weave(
        "{studies} gave a {name}{published}{statistics}.",
        studies=f"For {finding.title}, {studies}" if finding.title else capitalised(studies),
        name=name,
        published=", as published" if finding.published else "",
        statistics=_bracketed(statistics),
    )


def _bracketed(statistics: Phrase) -> Phrase:
    return weave(" ({statistics})", statistics=statistics) if statistics else ()


def heterogeneity_word(i2: float) -> str:
    """Return how Cochrane's guide to I2 describes it; the bands overlap, the lower word is taken in an overlap.

    Cochrane Handbook for Systematic Reviews of Interventions, section 10.10.2. An I2 of zero is no sign of it.
    """
    if i2 <= 0:
        return "no sign of heterogeneity"
    if i2 <= 40:
        return "heterogeneity that might not be important"
    if i2 <= 60:
        return "moderate heterogeneity"
    if i2 <= 90:
        return "substantial heterogeneity"
    return "considerable heterogeneity"


def _subject(finding: Finding) -> str:
    if finding.k == 1:
        return "The one study with data, as published," if finding.published else "The one study with data"
    return "The pooled result, as published," if finding.published else "The pooled result"


def _by_direction(finding: Finding) -> Verdict:
    if finding.null is None:
        return "without direction"
    if finding.estimate == finding.null:
        return "inconclusive"
    higher = finding.estimate > finding.null
    return "favours experimental" if higher == (finding.better == "higher") else "favours comparator"


def _sides(finding: Finding) -> tuple[str, str]:
    if verdict(finding) == "favours experimental":
        return finding.experimental, finding.comparator
    return finding.comparator, finding.experimental


def _happens(finding: Finding) -> str:
    """Return what happened more where; worded without a verb, so that it fits titles in the plural ("deaths").

    Nothing if the print says that the other side is favoured: then the direction of the scale is in doubt. In that
    case the name of the outcome alone is added. Nothing either if the outcome was named before.
    """
    if not finding.title or direction_in_doubt(finding):
        return _place(finding)
    higher = finding.null is not None and finding.estimate > finding.null
    if finding.kind in OFTEN:
        what = f"{finding.title} {'more' if higher else 'less'} frequent"
    else:
        what = f"{finding.noun} for {finding.title} {'higher' if higher else 'lower'}"
    return f", with {what} under {finding.experimental} than under {finding.comparator}"


def _place(finding: Finding) -> str:
    """Return in what a difference is, unless that was said before."""
    return f" in {finding.title}" if finding.title else ""


def _reach(finding: Finding) -> str:
    if finding.null is None:
        return ""
    if finding.ci_low < finding.null < finding.ci_high:
        return f"; the interval is compatible with both a benefit and a harm of {finding.experimental}"
    far = finding.ci_high if finding.ci_low == finding.null else finding.ci_low
    if far == finding.null:
        return ""
    direction = "higher" if far > finding.null else "lower"
    side = "a benefit" if direction == finding.better else "a harm"
    return f"; the interval reaches from no difference to {side} of {finding.experimental}"
