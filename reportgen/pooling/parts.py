"""What a method, a model, an estimator and an interval of pooling are, and the values they hand on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from reportgen.effects import EffectRow
from reportgen.model import Plan

__all__ = ["Array", "Centre", "Estimator", "Fit", "Interval", "Method", "Model", "Sample"]

Array: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The studies that are pooled: effects `y` and variances `v` on the scale of analysis, and their rows."""

    measure: str
    rows: tuple[EffectRow, ...]
    y: Array
    v: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A common-effect estimate with its standard error; `weights` are the method's own, of any scale."""

    estimate: float
    se: float
    weights: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The estimate of a model with its standard error, weights of any scale, and tau2 (0 in a common-effect model)."""

    estimate: float
    se: float
    weights: Array
    tau2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How a common effect is found; `kinds` are the kinds of data it takes, `label` what a forest plot prints.

    `centre(sample, plan)` returns the estimate around which heterogeneity is measured.
    """

    id: str
    title: str
    label: str
    kinds: tuple[str, ...]
    centre: Callable[[Sample, Plan], Centre]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimator:
    """An estimator of tau2, the variance between studies.

    `estimate(y, v, q)` returns tau2 on the squared scale of analysis, never below 0; `q` is Cochran's Q around
    the method's centre, so that Mantel-Haenszel random effects follow RevMan.
    """

    id: str
    title: str
    label: str
    estimate: Callable[[Array, Array, float], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model of what the studies have in common.

    `fit(sample, centre, tau2)` returns the estimate; `tau2()` is called only by models that need it.
    """

    id: str
    title: str
    label: str
    fit: Callable[[Sample, Centre, Callable[[], float]], Fit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An interval around an estimate.

    `limits(sample, fit, level)` returns the lower and upper limit on the scale of analysis.
    """

    id: str
    title: str
    label: str
    limits: Callable[[Sample, Fit, float], tuple[float, float]]
