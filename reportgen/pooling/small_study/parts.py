"""What a test of small-study effects is, what it reads, and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from reportgen.pooling.parts import Array, Sample
from reportgen.pooling.plain import plain

__all__ = ["Finding", "Options", "SmallStudyResult", "SmallStudyTest"]


class Options(NamedTuple):
    """What can be chosen of a test; each test reads what it knows.

    predictor: of Egger's regression, ``se``, ``v`` or ``inverse-n``. tau2: key of `ESTIMATORS` for tests with additive
    between-study variance. model: ``random``, or ``common`` for no such variance. score_variance: of Harbord's test
    for risk ratios, ``exact`` or ``equal-arms``. n: participants of each study, (k,), None where not known. level: of
    the interval of the bias, 0.95 for 95 %.
    """

    predictor: str = "se"
    tau2: str = "REML"
    model: str = "random"
    score_variance: str = "exact"
    n: Array | None = None
    level: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a test finds in k studies.

    bias: the tested coefficient, with its standard error (for rank tests Kendall's score and its standard deviation).
    df: degrees of freedom of t, None where the statistic is normal or the P value exact. intercept: the effect that the
    line gives where the predictor is 0, on the scale of analysis, with its standard error. tau2: additive between-study
    variance, tau: Kendall's rank correlation; None for tests without.
    """

    k: int
    bias: float
    se_bias: float
    statistic: float
    df: float | None
    p: float
    intercept: float | None = None
    se_intercept: float | None = None
    tau2: float | None = None
    tau: float | None = None
    distribution: Literal["t", "normal", "exact"] = "t"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallStudyTest:
    """A test of whether the effects of small studies differ from those of large ones.

    measures: effect measures it is made for, None for all. columns: sets of study data it reads beyond effects and
    variances, any one of which is enough; none for tests that read no more. reads_n: whether it needs the participants
    of each study. takes_predictor: whether its predictor can be chosen. `run(sample, options)` takes a sample with
    B = 1 of three studies or more and raises a `DataError` where the test cannot be applied to them.
    """

    id: str
    title: str
    label: str
    measures: frozenset[str] | None
    columns: tuple[tuple[str, ...], ...]
    reads_n: bool = False
    takes_predictor: bool = False
    run: Callable[[Sample, Options], Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallStudyResult:
    """The result of a test of small-study effects, on the scale of analysis.

    test, title: key and name in `SMALL_STUDY_TESTS`; predictor: of Egger's regression, empty for the others; k: number
    of studies that entered; measure: effect measure, empty where none was declared. bias, se_bias, statistic, df, p,
    intercept, se_intercept, tau2, tau, distribution: as in `Finding`. ci_low, ci_high: the interval of the bias, None
    for rank tests. notes: keys of `SMALL_STUDY_NOTES`.
    """

    test: str
    title: str
    predictor: str
    k: int
    measure: str
    bias: float
    se_bias: float
    ci_low: float | None
    ci_high: float | None
    statistic: float
    df: float | None
    p: float
    distribution: str
    intercept: float | None
    se_intercept: float | None
    tau2: float | None
    tau: float | None
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain dictionaries, lists, numbers and texts; None where a number is not known."""
        return dict(plain(self))
