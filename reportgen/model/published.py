"""Pooled results known only as printed (published_effects.csv)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.errors import Origin
from reportgen.model.cell import Attribution, Cell

__all__ = ["PublishedEffect"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEffect:
    """A pooled result as somebody printed it. It is shown marked "as published", and enters no total.

    `data` holds the numeric cells that are filled in: ``estimate``, ``ci_low``, ``ci_high``, ``chi2``, ``df``,
    ``p_het``, ``tau2``, ``i2``, ``k``, ``n``. `p_printed` is the P value as text ("0.03", "<0.001"). `favours`
    is ``experimental``, ``comparator`` or empty. Without an estimate, `statement` says what was reported.
    """

    id: str
    outcome: str
    measure: str
    data: Mapping[str, Cell[float]]
    p_printed: str
    favours: str
    statement: str
    origin: Origin = field(compare=False)
    p_origin: Origin | None = field(default=None, compare=False)
    attribution: Attribution = Attribution()
