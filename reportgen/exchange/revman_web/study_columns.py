"""The columns of RevMan's results study by study, by the names of our data."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ARM_COLUMNS", "EFFECT_COLUMNS", "RATIO_COLUMNS", "result_name"]

ARM_COLUMNS: Mapping[str, str] = {
    "events": "Cases",
    "n": "Sample size",
    "mean": "Mean",
    "sd": "SD",
    "se": "SE",
    "ci_low": "CI start",
    "ci_high": "CI end",
    "t": "t-test",
    "p": "P value",
}
"""Columns of a row that is of one arm."""

EFFECT_COLUMNS: Mapping[str, str] = {
    "estimate": "Mean",
    "n": "Sample size",
    "se": "SE",
    "ci_low": "CI start",
    "ci_high": "CI end",
    "t": "t-test",
    "p": "P value",
}
"""Columns of a row with a reference arm, for effects that are no ratios."""

RATIO_COLUMNS: Mapping[str, str] = {
    **EFFECT_COLUMNS,
    "estimate": "Exp mean",
    "ci_low": "Exp CI start",
    "ci_high": "Exp CI end",
}
"""Columns of a row with a reference arm, for ratios: what is not "Exp" is on the scale of logarithms."""


def result_name(title: str, subgroup: str = "", when: str = "") -> str:
    """Return the name that results of an outcome stand under; only one of RevMan's results can be of one name."""
    return title + (f", {when}" if when else "") + (f": {subgroup}" if subgroup else "")
