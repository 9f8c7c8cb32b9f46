"""The effect measure of an outcome, from the words of its source."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportgen.exchange.analyses.source_values import SourceKind, SourceOutcome

__all__ = ["as_hazard_ratio", "measure_of"]

_DICHOTOMOUS: Mapping[str, str] = {
    "rr": "RR",
    "risk ratio": "RR",
    "relative risk": "RR",
    "or": "OR",
    "odds ratio": "OR",
    "rd": "RD",
    "risk difference": "RD",
    "peto or": "PETO",
    "peto odds ratio": "PETO",
}
_CONTINUOUS: Mapping[str, str] = {
    "md": "MD",
    "mean difference": "MD",
    "wmd": "MD",
    "weighted mean difference": "MD",
    "smd": "SMD",
    "std mean difference": "SMD",
    "standardised mean difference": "SMD",
    "standardized mean difference": "SMD",
}
_NAMES: Mapping[SourceKind, Mapping[str, str]] = {"dichotomous": _DICHOTOMOUS, "continuous": _CONTINUOUS}


def measure_of(outcome: SourceOutcome) -> str | None:
    """Return the key of the measure in `reportgen.effects.MEASURES`; None where the source's word is no measure.

    Generic data are hazard ratios where the words say so and the data are logarithms, other ratios on a log scale, and
    plain effects otherwise. Observed less expected events give hazard ratios, or ratios of another name.
    """
    if outcome.kind == "dichotomous" and outcome.method == "peto":
        return "PETO"
    if outcome.kind in _NAMES:
        return _NAMES[outcome.kind].get(_bare(outcome.measure))
    if outcome.kind == "o-minus-e":
        return "OE" if as_hazard_ratio(outcome) else "GENLOG"
    if not outcome.log_data:
        return "GEN"
    return "HR" if as_hazard_ratio(outcome) else "GENLOG"


def as_hazard_ratio(outcome: SourceOutcome) -> bool:
    """Return whether log-scale data are called hazard ratios; O - E without a word of its own are."""
    words = _bare(outcome.measure).split()
    return "hazard" in words or "hr" in words or (outcome.kind == "o-minus-e" and not words)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", text.casefold()))
