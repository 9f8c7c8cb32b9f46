"""Which sentence a result deserves once its certainty is judged: a verb for the certainty, a word for the size.

The size comes from thresholds that the reviewers set, never from a P value or from whether an interval includes no
effect; without thresholds no word for the size is used.

Reference: Santesso and others, GRADE guidelines 26, J Clin Epidemiol 2020;119:126, doi 10.1016/j.jclinepi.2019.10.014.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Literal

from reportgen.model import CertaintyWord, Thresholds
from reportgen.wording.cited import Cite, cited
from reportgen.wording.phrases import Phrase, capitalised, weave
from reportgen.wording.statements import Finding, direction_in_doubt, state_finding

__all__ = [
    "DEFINITIONS",
    "SYMBOLS",
    "Size",
    "certainty_phrase",
    "describe_rating",
    "size_of_effect",
    "state_with_certainty",
    "takes_plural",
    "thresholds_rise",
]

Size = Literal["large", "moderate", "small", "trivial"]

SYMBOLS: Mapping[CertaintyWord, str] = {"high": "⊕⊕⊕⊕", "moderate": "⊕⊕⊕⊝", "low": "⊕⊕⊝⊝", "very low": "⊕⊝⊝⊝"}

DEFINITIONS: Mapping[CertaintyWord, str] = {
    "high": "we are very sure that the true effect is close to the estimate",
    "moderate": "the true effect is probably close to the estimate, but it may be clearly different",
    "low": "the true effect may be clearly different from the estimate",
    "very low": "we know hardly anything of the true effect, which is likely to be clearly different from the estimate",
}
"""What the levels of certainty mean, in our words."""

VERY_UNCERTAIN = "the evidence is very uncertain about the effect of {x} on {o}"

CLAIMS: Mapping[Size, str] = {
    "large": "{x} {result} in a large {change} in {o}",
    "moderate": "{x} {move} {o}",
    "small": "{x} {move} {o} slightly",
    "trivial": "{x} {result} in little to no difference in {o}",
}
"""What is claimed of a size; the verbs differ by certainty."""

_UNNAMED = "this outcome"
_SINGULAR_ENDINGS = ("ss", "us", "is", "ness")
_HEAD = re.compile(
    r" (?:about|after|as|at|before|between|by|during|for|from|in|of|on|over|plus|through|to|using|versus|via|with|"
    r"within|without) |\(|,",
    re.IGNORECASE,
)
"""Where the head of a name ends: what follows one of these words does not govern the verb."""


def certainty_phrase(certainty: CertaintyWord) -> str:
    """Return what stands last in the brackets of a sentence: "low-certainty evidence"."""
    return f"{certainty}-certainty evidence"


def describe_rating(cite: Cite, *, sized: bool) -> Phrase:
    """Return how certainty was judged and is worded; `sized` if thresholds say what a large effect is."""
    return cited(
        "The certainty of the evidence was judged as high, moderate, low or very low with the GRADE approach "
        "[@guyatt-2008]. The words for results follow from it{sizes} [@santesso-2020].",
        cite,
        sizes=" and from thresholds for the size of effects" if sized else "",
    )


def size_of_effect(finding: Finding, thresholds: Thresholds | None) -> Size | None:
    """Return the class of the size of an effect by the thresholds on its printed scale; None where they cannot tell.

    Of ratios the distance from no effect counts, on either side: thresholds of 0.8 and of 1.25 are the same.
    """
    if thresholds is None or finding.null is None or not thresholds_rise(thresholds, finding.null):
        return None
    size = _distance(finding.estimate, finding.null)
    if size is None:
        return None
    small, moderate, large = _distances(thresholds, finding.null)
    # the last digits of a logarithm do not make an effect smaller than the threshold it equals
    near = size * (1 + 1e-12)
    return "large" if near >= large else "moderate" if near >= moderate else "small" if near >= small else "trivial"


def thresholds_rise(thresholds: Thresholds, null: float) -> bool:
    """Return whether thresholds tell sizes apart: each differs from `null` (no effect as printed), none gets nearer."""
    found = _distances(thresholds, null)
    return len(found) == 3 and 0 < found[0] <= found[1] <= found[2]


def _distances(thresholds: Thresholds, null: float) -> list[float]:
    given = (thresholds.small, thresholds.moderate, thresholds.large)
    return [found for value in given if (found := _distance(value, null)) is not None]


def _distance(value: float, null: float) -> float | None:
    if null == 0:
        return abs(value)
    return abs(math.log(value / null)) if value > 0 and math.isfinite(value) else None


def state_with_certainty(
    finding: Finding, certainty: CertaintyWord, size: Size | None, statistics: Phrase = (), *, compared: bool = True
) -> Phrase:
    """Return a sentence on a result of two sides, in the words that its certainty and size allow.

    `statistics` goes into brackets after the claim; `compared` adds what it is compared with. An effect without a size
    whose interval includes no difference has this said. Where the print says that another side is favoured than the
    direction of the outcome would have it, nothing is said to be increased or reduced.
    """
    if certainty != "very low" and direction_in_doubt(finding):
        return state_finding(finding, statistics)
    against = f" compared with {finding.comparator}" if compared else ""
    return weave(
        "{claim}{against}{published}{statistics}{reach}.",
        claim=_claim(finding, certainty, size),
        against=against,
        published=", as published" if finding.published else "",
        statistics=weave(" ({statistics})", statistics=statistics) if statistics else None,
        reach=_reach(finding, certainty, size),
    )


def _claim(finding: Finding, certainty: CertaintyWord, size: Size | None) -> str:
    names = {"x": finding.experimental, "o": finding.title or _UNNAMED}
    if certainty == "very low":
        return capitalised(_filled(VERY_UNCERTAIN, names))
    null = finding.null or 0.0
    chosen: Size = "trivial" if size is None and finding.estimate == null else size or "moderate"
    up = finding.estimate > null
    plural = certainty == "low" or takes_plural(finding.experimental)
    before = {"high": "", "moderate": "probably ", "low": "may "}[certainty]
    verbs = {"result": "result", "move": "increase" if up else "reduce"}
    conjugated = {name: before + verb + ("" if plural else "s") for name, verb in verbs.items()}
    change = "increase" if up else "reduction"
    return capitalised(_filled(CLAIMS[chosen], names | conjugated | {"change": change}))


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    """Return the pattern with its words; braces in the words are left as they are."""
    return re.sub(r"\{(\w+)\}", lambda found: words[found[1]], pattern)


def _reach(finding: Finding, certainty: CertaintyWord, size: Size | None) -> str:
    null = finding.null or 0.0
    if certainty == "very low" or size is not None or finding.estimate == null:
        return ""
    return ", although the interval includes no difference" if finding.ci_low <= null <= finding.ci_high else ""


def takes_plural(name: str) -> bool:
    """Return whether a name of an intervention takes a verb in the plural: "antibiotics", "rest and ice".

    What follows "with", "by" and the like does not count, nor do abbreviations in capitals that end in S.
    """
    head = _HEAD.split(name.strip(), maxsplit=1)[0].strip()
    if re.search(r"\band\b|&", head):
        return True
    last = head.split()[-1] if head.split() else ""
    return last.endswith("s") and not last.endswith(_SINGULAR_ENDINGS) and len(last) > 2
