"""The results that RevMan Web stores beside the data, by the names that all formats use."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.exchange.analyses import SIDES, SourceKind, SourceValues
from reportgen.exchange.revman.records import Record
from reportgen.model import Cell

__all__ = ["WEB", "StoredColumns", "stored_effect", "stored_pooled", "stored_test"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredColumns:
    """The columns that hold stored values, by the names of these; `statistics` are those of the test of the effect.

    `pooled` includes what `effect` has.
    """

    effect: Mapping[str, tuple[str, ...]]
    pooled: Mapping[str, tuple[str, ...]]
    test: Mapping[str, tuple[str, ...]]
    statistics: tuple[str, ...]


_EFFECT: Mapping[str, tuple[str, ...]] = {
    "estimate": ("Mean",),
    "ci_low": ("CI start",),
    "ci_high": ("CI end",),
    "weight": ("Weight",),
}

WEB = StoredColumns(
    effect={**_EFFECT, "se": ("GIV SE",)},
    pooled={
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
    },
    test={
        "chi2": ("Subgroup Chi²",),
        "df": ("Subgroup df",),
        "p": ("Subgroup P",),
        "i2": ("Subgroup I²",),
    },
    statistics=("Effect Z", "Effect T"),
)
"""The columns of RevMan Web's data package."""

_COUNTS = ("events_experimental", "events_comparator", "n_experimental", "n_comparator")


def stored_effect(
    record: Record, kind: SourceKind, data: Mapping[str, Cell[float]], columns: StoredColumns = WEB
) -> SourceValues:
    """Return the effect of one study with these data.

    A weight of 0 stands where a total is switched off, and says nothing. The standard error of data that are not
    given as effects was worked out from them; of the others it is part of the data. An effect that is left empty, or
    whose limits coincide, is not estimable if nobody or everybody had the event, and was not worked out otherwise.
    """
    values = _numbers(record, columns.effect)
    origin = record.origin(*columns.effect["estimate"])
    for name in ("weight", "se"):
        if not values.get(name) or (name == "se" and kind == "generic"):
            values.pop(name, None)
    if _has_width(values):
        return SourceValues(values=values, origin=origin)
    estimable = not (kind == "dichotomous" and _one_sided(data))
    return SourceValues(values={"estimate": math.nan}, estimable=estimable, origin=origin)


def stored_pooled(record: Record, kind: SourceKind, columns: StoredColumns = WEB) -> SourceValues | None:
    """Return a total or subtotal; None where the source leaves it empty.

    With Hartung, Knapp, Sidik and Jonkman's interval the test statistic is a t, else a z; the other is empty or 0.
    Events of data that have none, and participants of data without them, are zeros that say nothing. An interval
    without width is how an empty result is written: nothing was worked out if it has degrees of freedom, else it is
    not estimable.
    """
    values = _numbers(record, columns.pooled)
    if not values.get("weight"):
        values.pop("weight", None)
    statistics = [record.number(name) for name in columns.statistics]
    told = [abs(statistic) for statistic in statistics if statistic is not None]
    if told:
        values["z"] = max(told)
    for name in _COUNTS:
        counted = kind == "dichotomous" or (kind == "continuous" and name.startswith("n_"))
        if not counted and not values.get(name):
            values.pop(name, None)
    origin = record.origin(*columns.effect["estimate"])
    if not {"estimate", "ci_low", "ci_high", "chi2", "z", "p"} & values.keys():
        return None
    if _has_width(values):
        return SourceValues(values=values, origin=origin)
    counts = {name: value for name, value in values.items() if name in _COUNTS}
    estimable = values.get("df", 0) > 0
    return SourceValues(values={**counts, "estimate": math.nan}, estimable=estimable, origin=origin)


def stored_test(record: Record, columns: StoredColumns = WEB) -> SourceValues | None:
    """Return the test for subgroup differences; None where the source leaves it empty."""
    values = _numbers(record, columns.test)
    if "chi2" not in values:
        return None
    return SourceValues(values=values, origin=record.origin(*columns.test["chi2"]))


def _numbers(record: Record, names: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    found = {name: record.number(*columns) for name, columns in names.items()}
    return {name: value for name, value in found.items() if value is not None}


def _has_width(values: Mapping[str, float]) -> bool:
    low, high = values.get("ci_low"), values.get("ci_high")
    return "estimate" in values and low is not None and high is not None and low != high


def _one_sided(data: Mapping[str, Cell[float]]) -> bool:
    """Return whether nobody had the event, or everybody, on both sides."""
    events, numbers = (
        [cell.value if (cell := data.get(f"{name}_{side}")) else None for side in SIDES] for name in ("events", "n")
    )
    return events == [0, 0] or (None not in events and events == numbers)
