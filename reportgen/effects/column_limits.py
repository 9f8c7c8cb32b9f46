"""Which values a column may hold: counts, deviations, person-time, correlations."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from reportgen.effects.arrays import Array, Mask

__all__ = ["base_name", "impossible_values", "issue_code", "unfit_values"]

_ABOVE_ZERO = {
    "n": "no participants",
    "sd": "a standard deviation that is not above zero",
    "se": "a standard error that is not above zero",
    "time": "no person-time",
    "variance": "a variance that is not above zero",
}
_CODES = {
    "events": "events-are-not-negative",
    "n": "n-is-positive",
    "time": "time-is-positive",
    "r": "correlation-is-possible",
}
_NEVER_BELOW_ZERO = frozenset({"events", *_ABOVE_ZERO})


def base_name(column: str) -> str:
    """Return the name of a column without the number of its arm: ``n`` of ``n_1``."""
    return column[:-2] if column.endswith(("_1", "_2")) else column


def unfit_values(columns: Mapping[str, Array], names: Collection[str], *, empty_arms: bool = False) -> dict[str, Mask]:
    """Return by reason which studies have a value in the named columns that no effect can be worked out from.

    `empty_arms` lets arms without participants pass.

    Raises:
        KeyError: a column is not there.
    """
    found: dict[str, Mask] = {}
    for name in names:
        values, base = columns[name], base_name(name)
        found[f"{name} not reported"] = np.isnan(values)
        _add(found, "an infinite value", np.isinf(values))
        if base in _ABOVE_ZERO:
            _add(found, _ABOVE_ZERO[base], values < 0 if base == "n" and empty_arms else values <= 0)
        elif base == "events":
            _add(found, "a negative number of events", values < 0)
            total = columns.get(name.replace("events", "n")) if name.replace("events", "n") in names else None
            if total is not None:
                _add(found, "more events than participants", values > total)
        elif base == "r":
            _add(found, "a correlation that is not between -1 and 1", np.abs(values) >= 1)
    return found


def issue_code(column: str, expected: str) -> str:
    """Return the code of the issue that a value of this column is when it is not as `impossible_values` expects."""
    if expected == "a finite number":
        return "number-is-finite"
    if expected.startswith("at most"):
        return "events-are-at-most-n"
    return _CODES.get(base_name(column), "sd-is-positive")


def impossible_values(columns: Mapping[str, Array]) -> dict[tuple[str, str], Mask]:
    """Return by column and expectation which values no study can have; NaN, a value not known, is none of them."""
    found: dict[tuple[str, str], Mask] = {}
    for name, values in columns.items():
        base = base_name(name)
        found[name, "a finite number"] = np.isinf(values)
        if base in _NEVER_BELOW_ZERO:
            found[name, "a number that is not below 0"] = values < 0
        if base == "events" and (total := columns.get(name.replace("events", "n"))) is not None:
            found[name, "at most as many events as participants"] = (
                (values > total) & np.isfinite(values) & (total >= 0)
            )
        if base == "r":
            found[name, "a correlation from -1 to 1"] = (np.abs(values) > 1) & np.isfinite(values)
    return {key: mask for key, mask in found.items() if mask.any()}


def _add(found: dict[str, Mask], reason: str, mask: Mask) -> None:
    found[reason] = found[reason] | mask if reason in found else mask
