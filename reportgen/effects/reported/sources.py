"""Where the mean and the SD of a group can come from, in the order in which they are looked for.

What is exact but for rounding goes before what is estimated: standard error, interval, t, P, then the quantiles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from reportgen.effects.reported.change_scores import mean_of_change, sd_of_change
from reportgen.effects.reported.derivation import Derivation
from reportgen.effects.reported.given import Given
from reportgen.effects.reported.mean_and_sd import mean_and_sd_from_quantiles, sd_beside_a_mean
from reportgen.effects.reported.quantiles import Quantiles
from reportgen.effects.reported.sd_from_mean import sd_from_ci, sd_from_p, sd_from_se, sd_from_t

__all__ = ["MEAN_SOURCES", "SD_SOURCES", "Source"]

Derive: TypeAlias = Callable[[Given, float], Derivation]


@dataclass(frozen=True, slots=True)
class Source:
    """A way to numbers that a row does not give: what it needs, what else it reads where given, and the function.

    `derive` takes what the row gives and the level of intervals; it raises `NotDerivableError`.
    """

    needs: tuple[str, ...]
    derive: Derive
    reads: tuple[str, ...] = ()


def _from_se(given: Given, _level: float) -> Derivation:
    return sd_from_se(given.values["se"], given.values["n"])


def _from_ci(given: Given, level: float) -> Derivation:
    return sd_from_ci(given.values["ci_low"], given.values["ci_high"], given.values["n"], level=level)


def _from_t(given: Given, _level: float) -> Derivation:
    return sd_from_t(given.values["mean"], given.values["t"], given.values["n"])


def _from_p(given: Given, _level: float) -> Derivation:
    return sd_from_p(given.values["mean"], given.values["p"], given.values["n"], is_bound=given.p_is_bound)


def _of_change(given: Given, _level: float) -> Derivation:
    sds = given.values["baseline_sd"], given.values["final_sd"]
    return sd_of_change(*sds, correlation=given.values["correlation"])


def _beside_a_mean(given: Given, _level: float) -> Derivation:
    return sd_beside_a_mean(_quantiles(given))


def _mean_of_change(given: Given, _level: float) -> Derivation:
    return mean_of_change(given.values["baseline_mean"], given.values["final_mean"])


def _mean_and_sd(given: Given, _level: float) -> Derivation:
    found = mean_and_sd_from_quantiles(_quantiles(given))
    if not given.has("sd"):
        return found
    how = "mean (Luo 2018)" + found.how[found.how.index(" from the ") :]
    return replace(found, values={"mean": found.values["mean"]}, how=how)


def _quantiles(given: Given) -> Quantiles:
    read = given.values.get
    return Quantiles(
        n=given.values["n"],
        median=read("median"),
        q1=read("q1"),
        q3=read("q3"),
        minimum=read("min"),
        maximum=read("max"),
    )


_FIVE = ("median", "q1", "q3", "min", "max")

SD_SOURCES: Mapping[str, Source] = {
    "standard error": Source(("se", "n"), _from_se),
    "interval": Source(("ci_low", "ci_high", "n"), _from_ci),
    "t statistic": Source(("mean", "t", "n"), _from_t),
    "P value": Source(("mean", "p", "n"), _from_p),
    "change from baseline": Source(("baseline_sd", "final_sd", "correlation"), _of_change),
    "quartiles": Source(("mean", "q1", "q3", "n"), _beside_a_mean, _FIVE),
    "range": Source(("mean", "min", "max", "n"), _beside_a_mean, _FIVE),
}
"""Where the SD of a group can come from, its mean being given."""

MEAN_SOURCES: Mapping[str, Source] = {
    "change from baseline": Source(("baseline_mean", "final_mean"), _mean_of_change),
    "quartiles": Source(("median", "q1", "q3", "n"), _mean_and_sd, _FIVE),
    "range": Source(("median", "min", "max", "n"), _mean_and_sd, _FIVE),
}
"""Where the mean of a group can come from; the quantiles give the SD with it."""
