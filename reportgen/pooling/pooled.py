"""The result of pooling: plain typed values, for one meta-analysis and for an outcome of a review."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from reportgen.effects import Effects
from reportgen.errors import Origin
from reportgen.model import Plan
from reportgen.pooling.plain import plain

__all__ = ["Estimate", "Heterogeneity", "MetaAnalysis", "Pooled", "SubgroupTest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimate with its interval, all on the scale of analysis (natural log for ratios).

    `statistic` is estimate/se, `df` its degrees of freedom (None: normal), `p` its two-sided P value, `interval` the
    entry of `INTERVALS` that was applied.
    """

    estimate: float
    se: float
    ci_low: float
    ci_high: float
    statistic: float
    df: float | None
    p: float
    interval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heterogeneity:
    """How far the studies differ: Cochran's Q with its degrees of freedom and P value; I2 and tau2.

    `i2` is in percent and `i2_from` says from what it was worked out (``Q`` or ``tau2``); both forms are there as
    `i2_q` and `i2_tau2`, and h2 likewise. tau2 (0 in a common-effect model) has its standard error and the limits of
    the Q-profile. The limits of I2 follow from those of tau2, or are test-based where I2 is from Q. `hksj_q` is the
    factor of Hartung, Knapp, Sidik and Jonkman: below 1 their interval can be narrower than Wald's.
    """

    q: float
    df: int
    p: float
    i2: float
    i2_from: str
    i2_q: float
    i2_tau2: float
    h2_q: float
    h2_tau2: float
    tau2: float
    se_tau2: float
    tau2_low: float
    tau2_high: float
    i2_low: float
    i2_high: float
    hksj_q: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SubgroupTest:
    """The test between subgroups: Q of the subgroup summaries, df = groups - 1, P and I2 in percent."""

    q: float
    df: int
    p: float
    i2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaAnalysis:
    """One meta-analysis: its studies, the plan as applied, the summary, and the weights in percent, one a study.

    `k` is the number of studies, `study` their names. `summary` is None without a study, `heterogeneity` below two.
    `prediction` is the interval for the effect in a new study, None where there is none. `notes` are codes of what a
    reader must know (keys of `pooling.NOTES`). `measure` is the effect measure, empty where effects of no declared
    measure were given. `subgroups` are results by subgroup name with the test between them.
    """

    k: int
    study: tuple[str, ...]
    measure: str
    plan: Plan
    summary: Estimate | None
    prediction: tuple[float, float] | None
    heterogeneity: Heterogeneity | None
    weights: tuple[float, ...]
    notes: tuple[str, ...]
    subgroups: tuple[tuple[str, MetaAnalysis], ...] = ()
    subgroup_test: SubgroupTest | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain dictionaries, lists, numbers and texts."""
        found: dict[str, Any] = plain(replace(self, subgroups=(), subgroup_test=None))
        found.pop("subgroups")
        found.pop("subgroup_test")
        if self.subgroups:
            found["subgroups"] = {name: group.as_dict() for name, group in self.subgroups}
            found["subgroup_test"] = plain(self.subgroup_test)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """What came of pooling the effects of one outcome with a plan.

    `summary` is None when no study is estimable. `studies` has one estimate per row of `effects.rows` (its own
    effect with its Wald interval), None where not estimable. `weights` are percentages of the model used, one a row,
    0 for rows not used; they add up to 100. `heterogeneity` is None below two studies. `prediction` and `notes` are
    as in `MetaAnalysis`. `subgroups` are pooled results by subgroup name, empty without subgroups. `inputs` are all
    cells of the rows used.
    """

    effects: Effects
    plan: Plan
    summary: Estimate | None
    studies: tuple[Estimate | None, ...]
    weights: tuple[float, ...]
    heterogeneity: Heterogeneity | None
    inputs: tuple[Origin, ...]
    k: int
    prediction: tuple[float, float] | None = None
    notes: tuple[str, ...] = ()
    subgroups: tuple[tuple[str, Pooled], ...] = ()
    subgroup_test: SubgroupTest | None = None
