"""What a derivation returns, and how it says that it cannot be had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Derivation", "NotDerivableError", "finite"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """Numbers worked out from what a paper reports in their place.

    `values` maps columns (``mean``, ``sd``, ``se``, ``n``, ``events`` …) to the derived numbers, in the units of what
    was reported. `how` is a phrase for a footnote ("SD from the standard error of the mean"), `sections` are those of
    the Cochrane Handbook, version 6.5, that it rests on, `notes` what a reader must know besides (skewed, a P value
    that was only a bound). `of` names whose data they are, the label of an arm, and is empty for an effect.
    """

    values: Mapping[str, float]
    how: str
    sections: tuple[str, ...]
    notes: tuple[str, ...] = ()
    of: str = ""


class NotDerivableError(ValueError):
    """Nothing can be worked out from these numbers; the text is the reason, fit for print after a colon."""


def finite(values: Mapping[str, float]) -> Mapping[str, float]:
    """Return the derived numbers, or raise `NotDerivableError` where one is beyond double precision."""
    for name, value in values.items():
        if not -1e300 < value < 1e300:
            raise NotDerivableError(f"{name} would be beyond all measure")
    return values
