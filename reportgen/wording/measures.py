"""Effect measures in running text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from reportgen.wording.phrases import Phrase, listed, weave

__all__ = ["Described", "describe_measures", "measure_label", "measure_name", "measure_names"]

_USED_FOR: Mapping[str, str] = {
    "dichotomous": "for dichotomous outcomes",
    "continuous": "for continuous outcomes",
    "rates": "for event rates of two groups",
    "time-to-event": "for times to an event",
    "proportion": "for proportions in one group",
    "rate": "for event rates in one group",
    "correlation": "for correlations",
}
"""What measures of a kind are used for, in the order in which they are told."""

_NAMES = ("Cohen", "Fisher", "Freeman", "Glass", "Hedges", "Peto")
"""Whose names keep their capital in the middle of a sentence."""


_LABELS: Mapping[str, str] = {
    "AS": "arcsine difference",
    "COR": "r",
    "D": "d",
    "GEN": "effect",
    "GENLOG": "ratio",
    "GLASS": "Δ",
    "IR": "rate",
    "IRFT": "rate",
    "IRLN": "rate",
    "IRS": "rate",
    "IRSD": "difference of square-root rates",
    "OE": "HR",
    "PAS": "proportion",
    "PETO": "Peto OR",
    "PFT": "proportion",
    "PLN": "proportion",
    "PLO": "proportion",
    "PR": "proportion",
    "ZCOR": "r",
}
"""What stands before an estimate, for measures whose key is no abbreviation that readers know."""


class Described(Protocol):
    """What the words need of an effect measure."""

    @property
    def id(self) -> str:
        """Return the key, which is the abbreviation: RR."""

    @property
    def title(self) -> str:
        """Return the name: Risk ratio."""

    @property
    def kind(self) -> str:
        """Return the kind of data (``dichotomous``)."""


def measure_label(id_: str) -> str:
    """Return what is set before an estimate: "RR", "proportion"."""
    return _LABELS.get(id_, id_)


def measure_name(title: str) -> str:
    """Return the name of a measure in the middle of a sentence: "risk ratio", "Peto odds ratio"."""
    return title if title.startswith(_NAMES) else title[:1].lower() + title[1:]


def measure_names(title: str) -> str:
    """Return the name in the plural: "risk ratios", "ratios of means", "proportions (logit)"."""
    head, tail = re.fullmatch(r"(.*?)( of .*| \(.*)?", measure_name(title), re.DOTALL).groups("")  # type: ignore[union-attr]
    return f"{head}s{tail}"


def describe_measures(measures: Sequence[Described]) -> Phrase:
    """Return which measures were used for which kind of outcome, as one sentence; nothing without measures."""
    parts: list[Phrase] = []
    for kind, used in _USED_FOR.items():
        names = [_with_label(measure) for measure in measures if measure.kind == kind]
        if names:
            parts.append(weave("the {names} {used}", names=listed(names), used=used))
    if given := [measure_names(measure.title) for measure in measures if measure.kind == "generic"]:
        parts.append(weave("{names} as given with their standard errors", names=listed(given)))
    return weave("Effects are expressed as {parts}.", parts=listed(parts)) if parts else ()


def _with_label(measure: Described) -> str:
    name, label = measure_name(measure.title), measure_label(measure.id)
    return name if label in name or label.islower() else f"{name} ({label})"
