"""The settings of a synthesis: which model, method, estimator and interval an outcome is pooled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.errors import Origin

__all__ = ["Plan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How an outcome is pooled; the names are keys of the registries of `effects` and `pooling`.

    model: ``common`` or ``random``; method: ``inverse-variance`` or ``mantel-haenszel``;
    tau2: an estimator (``DL``); interval: ``wald``; level: confidence level, 0.95 for 95 %;
    zero_cells: the rule for studies with an empty cell (``revman``: 0.5 to all four cells of such a study, also
    in the Mantel-Haenszel sums; studies without events, or with events only, in both arms are left out).
    `origins` says where each setting was written, by its name; a setting left at its default has none.
    """

    model: str = "random"
    method: str = "inverse-variance"
    tau2: str = "DL"
    interval: str = "wald"
    level: float = 0.95
    zero_cells: str = "revman"
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False)
