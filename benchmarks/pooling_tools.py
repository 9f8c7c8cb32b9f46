"""Packages that pool, each with what it offers of the same tasks.

A fit gives estimate, standard error, interval with its P value, tau2, Q with its P value, and I2. A task returns
(estimate, standard error, tau2): numbers for one meta-analysis, arrays for many; or None where only its time counts.
Each package is called in the quickest way that its documentation shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["HKSJ_AND_PREDICTION", "Q_PROFILE", "Tool", "tools"]

Array = NDArray[np.float64]
Fitted = tuple[Any, Any, Any] | None
Task = Callable[[Array, Array], Fitted]

HKSJ_AND_PREDICTION, Q_PROFILE = "REML, HKSJ and prediction interval", "Q-profile limits of τ²"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A package: `single` and `batch` tasks by estimator or by name; batches have one meta-analysis a row.

    `loops` says that a batch is a loop over single fits, so that its time grows with the number of sets.
    """

    name: str
    version: str
    single: Mapping[str, Task] = field(default_factory=dict)
    batch: Mapping[str, Task] = field(default_factory=dict)
    loops: bool = True


def tools() -> tuple[list[Tool], list[str]]:
    """Return the packages that are there, ours first, and the names of those that are not."""
    makers = {"statsmodels": lambda: [_statsmodels()], "pymare": _pymare}
    there = [tool for name, make in makers.items() if find_spec(name) for tool in make()]
    return [*_reportgen(), *there], [name for name in makers if not find_spec(name)]


def _reportgen() -> list[Tool]:
    import reportgen
    from reportgen import pool, pool_many
    from reportgen.pooling import q_profile, ragged
    from reportgen.pooling.design import MeanOnly

    def whole(estimator: str) -> Task:
        def task(y: Array, v: Array) -> Fitted:
            found = pool(y, v, tau2=estimator, interval="wald", prediction="t-k-1")
            if found.summary is None or found.heterogeneity is None:
                raise LookupError(estimator)
            return found.summary.estimate, found.summary.se, found.heterogeneity.tau2

        return task

    def one(estimator: str) -> Task:
        def task(y: Array, v: Array) -> Fitted:
            found = pool_many([y], [v], tau2=estimator, interval="wald", prediction="none")
            return found.estimate[0], found.se[0], found.tau2[0]

        return task

    def many(**settings: str) -> Task:
        def task(y: Array, v: Array) -> Fitted:
            found = pool_many(y, v, **settings)
            return found.estimate, found.se, found.tau2

        return task

    def limits(y: Array, v: Array) -> Fitted:
        q_profile(ragged(y, v), MeanOnly(), 0.95)
        return None

    number = reportgen.__version__
    names = ("DL", "REML", "PM")
    batches = {name: many(tau2=name, interval="wald", prediction="none") for name in names}
    batches[HKSJ_AND_PREDICTION] = many(tau2="REML", interval="hksj", prediction="t-k-1")
    batches[Q_PROFILE] = limits
    return [
        Tool(
            name="reportgen, pool_many",
            version=number,
            single={name: one(name) for name in names},
            batch=batches,
            loops=False,
        ),
        Tool(name="reportgen, pool", version=number, single={name: whole(name) for name in names}),
    ]


def _statsmodels() -> Tool:
    combine = import_module("statsmodels.stats.meta_analysis").combine_effects

    def fit(method: str) -> Task:
        def task(y: Array, v: Array) -> Fitted:
            found = combine(y, v, method_re=method)
            found.conf_int(use_t=False)
            found.test_homogeneity()
            return found.mean_effect_re, found.sd_eff_w_re, found.tau2

        return task

    single = {"DL": fit("dl"), "PM": fit("pm")}
    return Tool(name="statsmodels, one by one", version=version("statsmodels"), single=single, batch=_looped(single))


def _pymare() -> list[Tool]:
    pymare = import_module("pymare")
    estimators = import_module("pymare.estimators")
    makers = {
        "DL": lambda: estimators.DerSimonianLaird(small_sample_correction="wald"),
        "REML": lambda: estimators.VarianceBasedLikelihoodEstimator(method="REML", small_sample_correction="wald"),
    }

    def results(make: Callable[[], Any], y: Array, v: Array) -> tuple[Array, Array, Array]:
        """Return the results of meta-analyses that stand in columns."""
        found = make().fit_dataset(pymare.Dataset(y, v)).summary()
        stats = found.get_fe_stats()
        found.get_heterogeneity_stats()
        return stats["est"][0], stats["se"][0], np.ravel(found.tau2)

    def one(make: Callable[[], Any]) -> Task:
        return lambda y, v: tuple(part[0] for part in results(make, y[:, None], v[:, None]))

    def side_by_side(make: Callable[[], Any]) -> Task:
        return lambda y, v: results(make, y.T, v.T)

    def limits(y: Array, v: Array) -> Fitted:
        for effects, variances in zip(y, v, strict=True):
            data = pymare.Dataset(effects[:, None], variances[:, None])
            estimators.DerSimonianLaird().fit_dataset(data).summary().get_re_stats(method="QP")
        return None

    number = version("pymare")
    single = {name: one(make) for name, make in makers.items()}
    together = {name: side_by_side(make) for name, make in makers.items()}
    loop = {**_looped(single), Q_PROFILE: limits}
    return [
        Tool(name="PyMARE, one by one", version=number, single=single, batch=loop),
        Tool(name="PyMARE, side by side", version=number, batch=together, loops=False),
    ]


def _looped(single: Mapping[str, Task]) -> dict[str, Task]:
    """Return tasks that go over the rows one by one."""

    def over_rows(task: Task) -> Task:
        def all_rows(y: Array, v: Array) -> Fitted:
            found = [task(effects, variances) for effects, variances in zip(y, v, strict=True)]
            return tuple(np.array(part, dtype=np.float64) for part in zip(*found, strict=True))

        return all_rows

    return {name: over_rows(task) for name, task in single.items()}
