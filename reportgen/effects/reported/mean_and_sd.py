"""Mean and SD of a group that is reported by its quantiles, with the method and what the test of skewness says."""

from __future__ import annotations

from reportgen.effects.reported.derivation import Derivation, finite
from reportgen.effects.reported.mean_from_quantiles import mean_from_quantiles
from reportgen.effects.reported.quantiles import Quantiles, Summary
from reportgen.effects.reported.sd_from_quantiles import sd_from_quantiles
from reportgen.effects.reported.skewness import skewness_test

__all__ = ["SKEWED_NOTE", "mean_and_sd_from_quantiles", "sd_beside_a_mean"]

SKEWED_NOTE = "the quantiles suggest skewed data (test of Shi and others 2023), for which mean and SD are rough"
"""What is said where the test rejects; the numbers are given all the same."""

_SOURCE: dict[Summary, str] = {
    "range": "minimum and maximum",
    "quartiles": "quartiles",
    "five numbers": "quartiles, minimum and maximum",
}
_WITH_MEDIAN: dict[Summary, str] = {
    "range": "median, minimum and maximum",
    "quartiles": "median and quartiles",
    "five numbers": "median, quartiles, minimum and maximum",
}
_SD_METHOD: dict[Summary, str] = {"range": "Wan 2014", "quartiles": "Wan 2014", "five numbers": "Shi 2020"}
_SECTIONS: dict[Summary, tuple[str, ...]] = {
    "range": ("6.5.2.6",),
    "quartiles": ("6.5.2.5",),
    "five numbers": ("6.5.2.5", "6.5.2.6"),
}


def mean_and_sd_from_quantiles(quantiles: Quantiles) -> Derivation:
    """Return ``mean`` (Luo 2018) and ``sd`` (Wan 2014, or Shi 2020 with all five numbers), in the unit of the outcome.

    Where the test of skewness rejects, the numbers are given with a note.

    Raises:
        NotDerivableError: the median is not given, or the quantiles have no width.
    """
    summary = quantiles.summary
    values = finite({"mean": mean_from_quantiles(quantiles), "sd": sd_from_quantiles(quantiles)})
    return Derivation(
        values=values,
        how=f"mean (Luo 2018) and SD ({_SD_METHOD[summary]}) from the {_WITH_MEDIAN[summary]}",
        sections=_SECTIONS[summary],
        notes=_notes(quantiles),
    )


def sd_beside_a_mean(quantiles: Quantiles) -> Derivation:
    """Return ``sd`` only, for a group whose mean is reported, by the same estimators.

    Raises:
        NotDerivableError: the quantiles have no width.
    """
    summary = quantiles.summary
    return Derivation(
        values=finite({"sd": sd_from_quantiles(quantiles)}),
        how=f"SD ({_SD_METHOD[summary]}) from the {_SOURCE[summary]}",
        sections=_SECTIONS[summary],
        notes=() if quantiles.median is None else _notes(quantiles),
    )


def _notes(quantiles: Quantiles) -> tuple[str, ...]:
    return (SKEWED_NOTE,) if skewness_test(quantiles).skewed else ()
