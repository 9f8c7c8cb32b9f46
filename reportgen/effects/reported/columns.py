"""The columns of results.csv for what papers report instead."""

from __future__ import annotations

__all__ = ["ARM_REPORTS", "DESIGN_COLUMNS", "EFFECT_REPORTS", "REPORTED_COLUMNS"]

ARM_REPORTS = (
    "se",
    "ci_low",
    "ci_high",
    "t",
    "p",
    "median",
    "q1",
    "q3",
    "min",
    "max",
    "baseline_mean",
    "baseline_sd",
    "final_mean",
    "final_sd",
)
"""What the row of an arm may give in place of ``mean`` and ``sd``."""

EFFECT_REPORTS = ("t", "df", "p")
"""What a row with an effect may give in place of ``se`` or limits."""

DESIGN_COLUMNS = ("icc", "cluster_size", "correlation", "shared_by")
"""What the design of a trial asks to be allowed for."""

REPORTED_COLUMNS = tuple(dict.fromkeys((*ARM_REPORTS, *EFFECT_REPORTS, *DESIGN_COLUMNS)))
"""All of them, each once."""
