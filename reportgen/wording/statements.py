"""Which sentence a result deserves, chosen from plain values: direction, limits, null, number of studies.

Rules: direction comes from which side is better, never from the sign alone; an interval that includes the null
is "no evidence of a difference", never "no effect" or "no difference"; a single study is not called pooled; effect sizes
are never classed by their P value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.wording.phrases import Phrase, capitalised, weave

__all__ = ["Finding", "Verdict", "favoured", "heterogeneity_word", "state_finding", "titled", "verdict"]

Verdict = Literal["favours experimental", "favours comparator", "inconclusive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the choice of words depends on; estimate and limits on the printed scale.

    `title` fits the middle of a sentence ("secure attachment"). `kind` is ``dichotomous`` (the outcome happens more
    or less often) or ``continuous`` (scores are higher or lower). `k` counts the studies behind the estimate.
    """

    title: str
    experimental: str
    comparator: str
    kind: Literal["dichotomous", "continuous"]
    better: Literal["higher", "lower"]
    null: float
    estimate: float
    ci_low: float
    ci_high: float
    k: int | None


def verdict(finding: Finding) -> Verdict:
    """Return whom the interval favours; an interval that reaches the null favours nobody."""
    if finding.ci_low <= finding.null <= finding.ci_high:
        return "inconclusive"
    return favoured(finding)


def favoured(finding: Finding) -> Verdict:
    """Return whom the point estimate favours, whatever the interval says."""
    if finding.estimate == finding.null:
        return "inconclusive"
    higher = finding.estimate > finding.null
    return "favours experimental" if higher == (finding.better == "higher") else "favours comparator"


def state_finding(finding: Finding, statistics: Phrase) -> Phrase:
    """Return one or two sentences on a result; `statistics` goes into the brackets after the claim."""
    subject = _subject(finding)
    if verdict(finding) == "inconclusive":
        sentence = (
            "{subject} no evidence of a difference between {experimental} and {comparator} in {title} ({statistics}); "
            "{reach}."
        )
        return weave(
            sentence,
            subject=subject.replace("favoured", "showed"),
            experimental=finding.experimental,
            comparator=finding.comparator,
            title=finding.title,
            statistics=statistics,
            reach=_reach(finding),
        )
    winner, loser = _sides(finding)
    return weave(
        "{subject} {winner} over {loser}: {happens} with {experimental} than with {comparator} ({statistics}).",
        subject=subject,
        winner=winner,
        loser=loser,
        happens=_happens(finding),
        experimental=finding.experimental,
        comparator=finding.comparator,
        statistics=statistics,
    )


def heterogeneity_word(i2: float) -> str:
    """Return how Cochrane's guide to I2 describes it; the bands overlap, the lower word is taken in an overlap.

    Cochrane Handbook for Systematic Reviews of Interventions, section 10.10.2.
    """
    if i2 <= 40:
        return "heterogeneity that might not be important"
    if i2 <= 60:
        return "moderate heterogeneity"
    if i2 <= 90:
        return "substantial heterogeneity"
    return "considerable heterogeneity"


def _subject(finding: Finding) -> str:
    if finding.k is None:
        return "The pooled result favoured"
    if finding.k == 1:
        return "The one study with data favoured"
    return "The pooled result favoured"


def _sides(finding: Finding) -> tuple[str, str]:
    if verdict(finding) == "favours experimental":
        return finding.experimental, finding.comparator
    return finding.comparator, finding.experimental


def _happens(finding: Finding) -> str:
    higher = finding.estimate > finding.null
    if finding.kind == "dichotomous":
        return f"{finding.title} was {'more' if higher else 'less'} frequent"
    return f"scores for {finding.title} were {'higher' if higher else 'lower'}"


def _reach(finding: Finding) -> str:
    benefit = "a benefit"
    harm = "a harm"
    if finding.ci_low < finding.null < finding.ci_high:
        return f"the interval is compatible with both {benefit} and {harm} of {finding.experimental}"
    side = finding.ci_high if finding.ci_low == finding.null else finding.ci_low
    direction = "higher" if side > finding.null else "lower"
    return f"the interval reaches from no difference to {benefit if direction == finding.better else harm}"


def titled(text: str) -> str:
    """Return a title as it stands at the beginning of a sentence or cell."""
    return capitalised(text)
