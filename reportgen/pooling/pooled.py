"""The result of pooling one outcome."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.effects import Effects
from reportgen.errors import Origin
from reportgen.model import Plan

__all__ = ["Estimate", "Heterogeneity", "Pooled", "SubgroupTest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimate with its interval, all on the scale of analysis (natural log for ratios).

    z is the Wald statistic, p its two-sided P value.
    """

    estimate: float
    se: float
    ci_low: float
    ci_high: float
    z: float
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heterogeneity:
    """Cochran's Q with its degrees of freedom and P value; I2 in percent and how it was got; tau2 (0 if common)."""

    q: float
    df: int
    p: float
    i2: float
    i2_from: str
    tau2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SubgroupTest:
    """The test between subgroups: Q of the subgroup summaries, df = groups - 1, P and I2 in percent."""

    q: float
    df: int
    p: float
    i2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """What came of pooling the effects of one outcome with a plan.

    `summary` is None when no study is estimable. `studies` has one estimate per row of `effects.rows` (its own
    effect with its Wald interval), None where not estimable. `weights` are percentages of the model used, one a row,
    0 for rows not used; they add up to 100. `heterogeneity` is None below two studies. `subgroups` are pooled
    results by subgroup name (own tau2 each), empty without subgroups. `inputs` are all cells of the rows used.
    """

    effects: Effects
    plan: Plan
    summary: Estimate | None
    studies: tuple[Estimate | None, ...]
    weights: tuple[float, ...]
    heterogeneity: Heterogeneity | None
    inputs: tuple[Origin, ...]
    k: int
    subgroups: tuple[tuple[str, Pooled], ...] = ()
    subgroup_test: SubgroupTest | None = None
