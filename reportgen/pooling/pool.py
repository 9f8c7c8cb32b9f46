"""Pooling for those who call it: effects in, a typed result out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

import numpy as np
from numpy.typing import ArrayLike

from reportgen.effects import EffectSizes
from reportgen.errors import DataError, Issue
from reportgen.pooling.fit import Fits, fit
from reportgen.pooling.parts import Array, Sample
from reportgen.pooling.pooled import MetaAnalysis
from reportgen.pooling.sample import ragged, sample_of
from reportgen.pooling.settings import Settings, plan_for
from reportgen.pooling.subgroups import pool_by_subgroup

__all__ = ["as_sample", "pool", "pool_many"]


def pool(
    y: ArrayLike | EffectSizes,
    v: ArrayLike | None = None,
    *,
    study: Sequence[str] = (),
    subgroup: Sequence[str] = (),
    **settings: Unpack[Settings],
) -> MetaAnalysis:
    """Return the meta-analysis of effects y with variances v, both of length k, on the scale of analysis.

    In place of y and v, the value of `effect_sizes` may be given; methods that read counts (Mantel-Haenszel, Peto)
    need it. Studies of it that have no effect are left out. `study` names the studies, `subgroup` the subgroup of
    each.

    `settings` are those of `Plan`: ``preset`` (``cochrane``, ``revman5``, ``revman-web``, ``metafor``) and what
    departs from
    it: ``model``, ``method``, ``tau2``, ``interval``, ``prediction``, ``i2``, ``level``, ``zero_cells``, ``smd``,
    ``subgroup_tau2``.

    The default: μ = Σwy/Σw with w = 1/(v + τ²), τ² by restricted maximum likelihood; the interval of Hartung, Knapp,
    Sidik and Jonkman for more than two studies with τ² > 0, else z/√Σw; I² from τ²; a prediction interval with k - 1
    degrees of freedom for more than two studies with τ² > 0. With one study no heterogeneity is given, without any no
    summary.

    Example: ``pool([0.1, 0.9], [0.04, 0.09], tau2="DL", interval="wald").summary.estimate`` is 0.46875.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, chapter 10.

    Raises:
        DataError: a setting that is not known, lengths that differ, effects or variances that cannot be used, or a
        method that
            needs counts where there are none.
    """
    sample, groups = as_sample(y, v, study=study, subgroup=subgroup)
    return pool_by_subgroup(sample, plan_for(sample, settings), groups)


def pool_many(y: Sequence[ArrayLike] | Array, v: Sequence[ArrayLike] | Array, **settings: Unpack[Settings]) -> Fits:
    """Return the results of many meta-analyses in one pass, as arrays with one entry a meta-analysis.

    `y` and `v` hold an array a meta-analysis; lengths may differ. (Arrays of two dimensions have one row a
    meta-analysis, with NaN after the last study.) Settings are those of `pool`, and so are the results: one
    meta-analysis is a batch of one.

    Raises:
        DataError: as `pool`; a study is named by meta-analysis and place, "2.1".
    """
    sample = ragged(y, v)
    return fit(sample, plan_for(sample, settings))


def as_sample(
    y: ArrayLike | EffectSizes, v: ArrayLike | None, *, study: Sequence[str] = (), subgroup: Sequence[str] = ()
) -> tuple[Sample, tuple[str, ...]]:
    """Return effects as a sample with B = 1, and the subgroup of each study in it.

    Raises:
        DataError: as `pool`.
    """
    if isinstance(y, EffectSizes):
        used = np.array([not reason for reason in y.reasons], dtype=np.bool_)
        groups = _chosen(subgroup, used)
        counts = {name: column[used] for name, column in y.columns.items()}
        names = tuple(name for name, chosen in zip(y.study, used.tolist(), strict=True) if chosen)
        return sample_of(y.y[used], y.v[used], study=names, counts=counts, measure=y.measure), groups
    if v is None:
        raise DataError([Issue("effects-are-usable", None, "found effects without variances, expected both")])
    sample = sample_of(y, v, study=study)
    return sample, _chosen(subgroup, np.ones(len(sample.y), dtype=np.bool_))


def _chosen(labels: Sequence[str], used: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[str, ...]:
    if not len(labels):
        return ()
    if len(labels) != len(used):
        raise DataError([Issue("effects-are-usable", None, f"found {len(labels)} subgroups for {len(used)} studies")])
    return tuple(str(label) for label, chosen in zip(labels, used.tolist(), strict=False) if chosen)
