"""The columns of RevMan's results study by study, by the names of our data."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects import MEASURES

__all__ = ["ARM_COLUMNS", "EFFECT_COLUMNS", "MEASURE_WORDS", "RATIO_COLUMNS", "result_name", "words_of_measure"]

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

_WORDS: Mapping[str, str] = {
    "RR": "Risk Ratio",
    "OR": "Odds Ratio",
    "RD": "Risk Difference",
    "PETO": "Peto Odds Ratio",
    "MD": "Mean Difference",
    "SMD": "Std. Mean Difference",
    "HR": "Hazard Ratio",
    "OE": "Hazard Ratio",
    "GEN": "Effect",
    "GENLOG": "Ratio",
    "ROM": "Ratio of Means",
    "IRR": "Rate Ratio",
    "IRD": "Rate Difference",
}


def result_name(title: str, subgroup: str = "", when: str = "") -> str:
    """Return the name that results of an outcome stand under; only one of RevMan's results can be of one name."""
    return title + (f", {when}" if when else "") + (f": {subgroup}" if subgroup else "")


def words_of_measure(measure: str) -> str:
    """Return RevMan's words for an effect measure; for one that it does not have, its title here."""
    return _WORDS.get(measure, MEASURES[measure].title)


MEASURE_WORDS: Mapping[str, str] = {words_of_measure(name): name for name in MEASURES if name != "OE"}
"""The measures by these words; hazard ratios are taken for such, however they are given."""
