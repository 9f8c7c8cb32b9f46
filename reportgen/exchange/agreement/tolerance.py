"""When a stored number and ours are the same, to all digits or to those that are printed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.exchange.imported import Stored

__all__ = ["COUNTED", "Difference", "differences", "same", "same_as_printed"]

_RELATIVE: Mapping[str, float] = {"estimate": 1e-6, "se": 1e-6, "p": 1e-4, "p_het": 1e-4}
_RELATIVE_ELSE = 1e-5
_ABSOLUTE: Mapping[str, float] = {
    "weight": 1e-4,
    "i2": 1e-4,
    "chi2": 1e-8,
    "tau2": 1e-9,
    "tau2_low": 1e-6,
    "tau2_high": 1e-6,
    "p": 1e-9,
    "p_het": 1e-9,
    "z": 1e-9,
}
_ABSOLUTE_ELSE = 1e-9

_PRINTED: Mapping[str, int] = {"weight": 1, "i2": 0, "tau2": 2, "chi2": 2, "z": 2, "p": 2, "p_het": 2}
"""Decimals that RevMan prints; effects and limits have 2."""

COUNTED = frozenset({"studies", "events_experimental", "events_comparator", "n_experimental", "n_comparator"})
"""Values that say of how many a result is, not what it is."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value, by its name in `STORED_VALUES`, that is stored as one number and comes out as another here.

    `ours` is None where nothing comes out here.
    """

    name: str
    stored: float
    ours: float | None


def same(name: str, stored: float, ours: float) -> bool:
    """Return whether two numbers are one and the same but for the last digits of floating-point arithmetic."""
    if math.isnan(stored) or math.isnan(ours):
        return False
    if stored == ours:
        return True
    relative = _RELATIVE.get(name, _RELATIVE_ELSE)
    return math.isclose(stored, ours, rel_tol=relative, abs_tol=_ABSOLUTE.get(name, _ABSOLUTE_ELSE))


def same_as_printed(name: str, stored: float, ours: float) -> bool:
    """Return whether two numbers are the same to the digits that RevMan prints, give or take one in the last."""
    if same(name, stored, ours):
        return True
    if name in COUNTED | {"df"} or not (math.isfinite(stored) and math.isfinite(ours)):
        return False
    half = 0.5 * 10.0 ** -_PRINTED.get(name, 2)
    if name in {"p", "p_het"} and min(stored, ours) < 0.1:  # small P values are printed to one digit that counts
        return math.isclose(stored, ours, rel_tol=0.05)
    return abs(stored - ours) <= half * (1 + 1e-9)


def differences(stored: Stored, ours: Mapping[str, float], *, printed: bool = False) -> Iterator[Difference]:
    """Yield the stored values that are not ours; `printed` compares the printed digits only.

    Values that say nothing are passed over: heterogeneity of a single study is rounding noise, and numbers of
    participants that are not known here cannot be compared.
    """
    agree = same_as_printed if printed else same
    alone = ours.get("df") == 0 and stored.kind in {"total", "subgroup"}
    for name, value in stored.values.items():
        if alone and name in {"i2", "p_het", "chi2", "tau2"}:
            continue
        mine = ours.get(name)
        if mine is None and name in COUNTED:
            continue
        if mine is None or not agree(name, value, mine):
            yield Difference(name, value, mine)
