"""The results that RevMan Web stores beside the data, by the names that all formats use."""

from __future__ import annotations

import math
from collections.abc import Mapping

from reportgen.exchange.analyses import SourceKind, SourceValues
from reportgen.exchange.revman_web.records import Record

__all__ = ["stored_effect", "stored_pooled", "stored_test"]

_EFFECT: Mapping[str, tuple[str, ...]] = {
    "estimate": ("Mean",),
    "ci_low": ("CI start",),
    "ci_high": ("CI end",),
    "weight": ("Weight",),
}
_POOLED: Mapping[str, tuple[str, ...]] = {
    **_EFFECT,
    "prediction_low": ("PI start",),
    "prediction_high": ("PI end",),
    "chi2": ("Heterogeneity Chi²",),
    "df": ("Heterogeneity df",),
    "p_het": ("Heterogeneity P",),
    "i2": ("Heterogeneity I²",),
    "tau2": ("Heterogeneity Tau²",),
    "tau2_low": ("Tau² CI start",),
    "tau2_high": ("Tau² CI end",),
    "p": ("Effect P",),
    "events_experimental": ("Experimental cases",),
    "events_comparator": ("Control cases",),
    "n_experimental": ("Experimental N",),
    "n_comparator": ("Control N",),
}
_TEST: Mapping[str, tuple[str, ...]] = {
    "chi2": ("Subgroup Chi²",),
    "df": ("Subgroup df",),
    "p": ("Subgroup P",),
    "i2": ("Subgroup I²",),
}
_COUNTS = ("events_experimental", "events_comparator", "n_experimental", "n_comparator")


def stored_effect(record: Record, kind: SourceKind) -> SourceValues:
    """Return the effect of one study.

    A weight of 0 stands where a total is switched off, and says nothing. The standard error of data that are not
    given as effects was worked out from them; of the others it is part of the data. An effect that is left empty, or
    whose limits coincide, is not estimable if nobody or everybody had the event, and was not worked out otherwise.
    """
    values = _numbers(record, _EFFECT)
    if kind != "generic" and (se := record.number("GIV SE")):
        values["se"] = se
    if not values.get("weight"):
        values.pop("weight", None)
    if _has_width(values):
        return SourceValues(values=values, origin=record.origin("Mean"))
    estimable = not (kind == "dichotomous" and _one_sided(record))
    return SourceValues(values={"estimate": math.nan}, estimable=estimable, origin=record.origin("Mean"))


def stored_pooled(record: Record, kind: SourceKind) -> SourceValues | None:
    """Return a total or subtotal; None where the source leaves it empty.

    With Hartung, Knapp, Sidik and Jonkman's interval the test statistic is a t, else a z. Events of data that have
    none, and the participants of data without them, are zeros that say nothing. An interval without width is how an
    empty result is written: nothing was worked out if it has degrees of freedom, else it is not estimable.
    """
    values = _numbers(record, _POOLED)
    if not values.get("weight"):
        values.pop("weight", None)
    statistic = record.number("Effect Z")
    if not statistic:
        statistic = record.number("Effect T") or statistic
    if statistic is not None:
        values["z"] = abs(statistic)
    for name in _COUNTS:
        counted = kind == "dichotomous" or (kind == "continuous" and name.startswith("n_"))
        if not counted and not values.get(name):
            values.pop(name, None)
    origin = record.origin("Mean")
    if not {"estimate", "ci_low", "ci_high", "chi2", "z", "p"} & values.keys():
        return None
    if _has_width(values):
        return SourceValues(values=values, origin=origin)
    counts = {name: value for name, value in values.items() if name in _COUNTS}
    estimable = values.get("df", 0) > 0
    return SourceValues(values={**counts, "estimate": math.nan}, estimable=estimable, origin=origin)


def stored_test(record: Record) -> SourceValues | None:
    """Return the test for subgroup differences; None where the source leaves it empty."""
    values = _numbers(record, _TEST)
    return SourceValues(values=values, origin=record.origin("Subgroup Chi²")) if "chi2" in values else None


def _numbers(record: Record, names: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    found = {name: record.number(*columns) for name, columns in names.items()}
    return {name: value for name, value in found.items() if value is not None}


def _has_width(values: Mapping[str, float]) -> bool:
    low, high = values.get("ci_low"), values.get("ci_high")
    return "estimate" in values and low is not None and high is not None and low != high


def _one_sided(record: Record) -> bool:
    """Return whether nobody had the event, or everybody, on both sides."""
    events = [record.number(f"{side} cases") or 0.0 for side in ("Experimental", "Control")]
    numbers = [record.number(f"{side} N") or 0.0 for side in ("Experimental", "Control")]
    return events in ([0.0, 0.0], numbers)
