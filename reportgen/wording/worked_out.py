"""What was worked out from other numbers that papers report, in sentences of the methods section."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from reportgen.wording.cited import Cite, cited
from reportgen.wording.phrases import Phrase

__all__ = ["describe_worked_out"]

_QUANTILES = "Means and SDs of groups reported by medians were estimated from "
_TESTED = ", and their quantiles tested for skewness [@shi-2023]."

_SENTENCES: Mapping[tuple[str, ...], str] = {
    (
        "6.5.2.2",
    ): "SDs that were not reported were worked out from standard errors, confidence intervals, t statistics or "
    "P values of the means [@handbook-2024].",
    (
        "6.5.2.3",
    ): "Where only a t statistic or P value of the difference in means was reported, both groups were given the "
    "SD that goes with it [@handbook-2024].",
    ("6.5.2.5",): f"{_QUANTILES}quartiles [@luo-2018; @wan-2014]{_TESTED}",
    ("6.5.2.6",): f"{_QUANTILES}minima and maxima [@luo-2018; @wan-2014]{_TESTED}",
    ("6.5.2.5", "6.5.2.6"): f"{_QUANTILES}quartiles, minima and maxima [@luo-2018; @wan-2014; @shi-2020]{_TESTED}",
    (
        "6.5.2.8",
    ): "SDs of changes from baseline were worked out from those at baseline and at the end, with a correlation "
    "[@handbook-2024].",
    (
        "6.3.1",
        "6.3.2",
    ): "Standard errors of effects that were not reported were worked out from test statistics, P values "
    "or intervals by Student's t [@handbook-2024].",
    ("23.1",): "Trials that randomised clusters and did not allow for them were adjusted by the design effect "
    "[@handbook-2024].",
    ("23.2.7",): "Cross-over trials were analysed as paired, with the correlation between the two measurements "
    "[@handbook-2024].",
    ("23.3.4",): "Groups that several comparisons share were divided among these [@handbook-2024].",
}
"""A sentence by the sections of the Cochrane Handbook that it tells of."""

_OF_QUANTILES = frozenset({"6.5.2.5", "6.5.2.6"})


def describe_worked_out(sections: Collection[str], cite: Cite) -> tuple[Phrase, ...]:
    """Return a sentence for each way in which numbers were worked out, by the sections of the Cochrane Handbook."""
    used = frozenset(sections)
    told = [text for key, text in _SENTENCES.items() if _tells(frozenset(key), used)]
    return tuple(cited(text, cite) for text in told)


def _tells(key: frozenset[str], used: frozenset[str]) -> bool:
    """Return whether the sentence is the one to say: of quantiles only that on all kinds in use."""
    if key & _OF_QUANTILES:
        return key == used & _OF_QUANTILES
    return bool(key & used)
