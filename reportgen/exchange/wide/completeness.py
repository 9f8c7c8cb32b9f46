"""Which kinds of data a set of columns gives in full, which measures they serve, and what is missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from reportgen.effects import MEASURES
from reportgen.exchange.wide.compound import base_of, kind_of_cells
from reportgen.exchange.wide.fields import SIDES

__all__ = ["EXPECTED", "KINDS", "fields_wanted", "kinds_of", "measures_of_kind", "serves"]

_MEANS_SPREAD = frozenset({"sd", "se", "ci_low", "q1", "t", "p", "min", "baseline_sd"})

KINDS: Mapping[str, str] = {
    "dichotomous": "events and participants of two arms",
    "continuous": "means, standard deviations and participants of two arms",
    "rates": "events and person-time of two arms",
    "proportion": "events and participants of one group",
    "rate": "events and person-time of one group",
    "correlation": "correlations and participants",
    "effect": "effects with standard errors or limits",
    "log-rank": "events observed less those expected, with the variance",
}
"""Kinds of data a table can give, those that say most in front."""

EXPECTED = (
    "events or means with participants of two arms, person-time, events of one group, correlations, or effects with "
    "standard errors or limits"
)
"""What a table must have columns for."""


def kinds_of(columns: Mapping[str, int], cells: Sequence[Sequence[str]] = ()) -> tuple[str, ...]:
    """Return the kinds of data that the columns give in full; `cells` by column tell of several numbers in a cell."""
    given = set(columns)
    for name, index in columns.items():
        kind = kind_of_cells(cells[index]) if 0 <= index < len(cells) else ""
        base, tail = base_of(name)
        if kind == "events" and base == "events":
            given.add(f"n{tail}")
        elif kind == "mean" and base == "mean":
            given.add(f"sd{tail}")
        elif kind == "estimate" and base in {"estimate", "y"}:
            given |= {"ci_low", "ci_high"}
    found = {
        "dichotomous": _both(given, {"events"}, {"n", "non_events"}),
        "continuous": _both(given, {"n"}, {"mean", "median", "final_mean"}, _MEANS_SPREAD),
        "rates": _both(given, {"events"}, {"time"}),
        "proportion": "events" in given and bool({"n", "non_events"} & given),
        "rate": {"events", "time"} <= given,
        "correlation": {"r", "n"} <= given,
        "effect": bool({"estimate", "y"} & given)
        and (bool({"se", "y_variance", "p", "t"} & given) or {"ci_low", "ci_high"} <= given or "ci" in given),
        "log-rank": {"o_minus_e", "variance"} <= given,
    }
    return tuple(kind for kind in KINDS if found[kind])


def _both(given: Collection[str], *choices: Collection[str]) -> bool:
    return all(any(f"{name}_{side}" in given for name in names) for names in choices for side in SIDES)


def measures_of_kind(kind: str) -> tuple[str, ...]:
    """Return the measures that a kind of data serves."""
    if kind == "effect":
        return tuple(key for key, measure in MEASURES.items() if measure.sides != 1)
    if kind == "log-rank":
        return tuple(key for key, measure in MEASURES.items() if measure.kind == "time-to-event")
    return tuple(key for key, measure in MEASURES.items() if measure.kind == kind)


def serves(measure: str, kinds: Collection[str]) -> bool:
    """Return whether one of the kinds of data serves a measure."""
    return any(measure in measures_of_kind(kind) for kind in kinds)


def fields_wanted(measure: str) -> tuple[str, ...]:
    """Return the keys of `FIELDS` that give a measure all it reads, in its usual form."""
    known = MEASURES[measure]
    if known.sides == 2:
        return tuple(f"{name}_{side}" for side in SIDES for name in known.arm_columns)
    return known.arm_columns
