"""What a method, an estimator and an interval of pooling are, and the values they hand on.

All arrays hold B meta-analyses side by side: of shape (K, B) where a value belongs to a study, (B,) where it belongs
to a meta-analysis. One meta-analysis is B = 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from reportgen.model import Plan
from reportgen.pooling.design import Array, Design

__all__ = [
    "Array",
    "Centre",
    "Estimator",
    "Fit",
    "Interval",
    "Method",
    "Model",
    "Prediction",
    "Sample",
    "Spread",
    "Words",
]

Words: TypeAlias = NDArray[np.str_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The studies that are pooled, on the scale of analysis.

    y, v: effects less `offset`, and their variances, of shape (K, B); where a meta-analysis has fewer than K studies,
    y is 0 and v infinite. k: number of studies, (B,). offset: what was taken off y so that sums lose no digits, (B,).
    counts: study data by column (``events_1`` …), (K, B), for methods that read them; 0 where padded.
    measure: key of `effects.MEASURES`, empty for effects of no declared measure. study: names, for B = 1, or none.
    """

    y: Array
    v: Array
    k: NDArray[np.int64]
    offset: Array
    counts: Mapping[str, Array] = field(default_factory=dict)
    measure: str = ""
    study: tuple[str, ...] = ()

    @property
    def used(self) -> NDArray[np.bool_]:
        """Return where there is a study, (K, B)."""
        return np.isfinite(self.v)


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A common-effect estimate (less the offset) and its standard error, (B,); weights of any scale, (K, B)."""

    estimate: Array
    se: Array
    weights: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The estimate of a model (less the offset) with its Wald standard error and tau2, (B,); its weights, (K, B).

    `hksj_q` is Σw(y - estimate)²/(k - 1) with these weights, the factor of Hartung, Knapp, Sidik and Jonkman; NaN
    below two studies.
    """

    estimate: Array
    se: Array
    weights: Array
    tau2: Array
    hksj_q: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The standard error that an interval rests on and its degrees of freedom (infinite: normal), (B,).

    `applied` names the entry of `INTERVALS` that was applied, (B,), since rules choose between entries.
    """

    se: Array
    df: Array
    applied: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How a common effect is found.

    `measures` are the effect measures it takes, None for all; `reads_counts` says that it needs the study data behind
    the effects; `label` is what a forest plot prints. `centre(sample, plan)` returns the estimate around which
    heterogeneity is measured.
    """

    id: str
    title: str
    label: str
    measures: frozenset[str] | None
    reads_counts: bool
    centre: Callable[[Sample, Plan], Centre]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimator:
    """An estimator of tau2, the variance between studies.

    `estimate(sample, design, q)` returns tau2 on the squared scale of analysis, never below 0, (B,); `q` is Cochran's Q
    around the method's centre, so that Mantel-Haenszel random effects follow RevMan. `standard_error(sample, design,
    tau2)` returns its large-sample standard error.
    """

    id: str
    title: str
    label: str
    estimate: Callable[[Sample, Design, Array], Array]
    standard_error: Callable[[Sample, Design, Array], Array]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model of what the studies have in common.

    `fit(sample, centre, tau2)` returns the estimate; `tau2()` is called only by models that need it.
    """

    id: str
    title: str
    label: str
    fit: Callable[[Sample, Centre, Callable[[], Array]], Fit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An interval around an estimate: `spread(sample, fit, level)` returns what it rests on."""

    id: str
    title: str
    label: str
    spread: Callable[[Sample, Fit, float], Spread]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """An interval for the effect in a new study: `half_width(sample, fit, level)`, (B,), NaN where there is none."""

    id: str
    title: str
    half_width: Callable[[Sample, Fit, float], Array]
