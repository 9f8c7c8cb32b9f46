"""Trim and fill: how many studies a lopsided funnel lacks on one side, and the summary with them filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple, TypeAlias, Unpack

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reportgen.effects import EffectSizes
from reportgen.errors import DataError, Issue, did_you_mean
from reportgen.model import Plan
from reportgen.pooling.around import tau2_around
from reportgen.pooling.design import Array
from reportgen.pooling.fit import fit
from reportgen.pooling.parts import Sample
from reportgen.pooling.plain import plain
from reportgen.pooling.pool import as_sample, pool
from reportgen.pooling.pooled import MetaAnalysis
from reportgen.pooling.sample import sample_of
from reportgen.pooling.settings import Settings, plan_of
from reportgen.pooling.straight import Straight

__all__ = ["TRIM_AND_FILL_NOTES", "TrimAndFill", "trim_and_fill"]

TRIM_AND_FILL_NOTES: Mapping[str, str] = {
    "equal-effects-at-the-cut": "of studies with the same effect some were trimmed and some were not: those given last",
}
"""Codes with what they say."""

_Places: TypeAlias = NDArray[np.int64]
_CHOICES: Mapping[str, Sequence[str]] = {
    "estimator": ("L0", "R0"),
    "side": ("left", "right"),
    "trim_model": ("random", "common"),
}
_NOISE = 16 * np.finfo(np.float64).eps


@dataclass(frozen=True, slots=True, kw_only=True)
class TrimAndFill:
    """What trim and fill found in k studies, and their meta-analysis with the missing ones filled in.

    estimator: ``L0`` or ``R0``. side: the one that lacks studies, ``left`` (small effects) or ``right``. trim_model:
    the model by which the funnel was centred. k0: number of missing studies, with its standard error; p_k0: probability
    of as many or more where none is missing, for R0 only. filled_study, filled_y, filled_v: the studies filled in, each
    the mirror image of one that is there, on the scale of analysis. filled: the meta-analysis of all k + k0 studies.
    notes: keys of `TRIM_AND_FILL_NOTES`.
    """

    k: int
    measure: str
    estimator: str
    side: str
    trim_model: str
    k0: int
    se_k0: float
    p_k0: float | None
    filled_study: tuple[str, ...]
    filled_y: tuple[float, ...]
    filled_v: tuple[float, ...]
    filled: MetaAnalysis
    notes: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain dictionaries, lists, numbers and texts; None where a number is not known."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: self.filled.as_dict() if name == "filled" else plain(value) for name, value in values.items()}


class _Funnel(NamedTuple):
    """Effects, variances and their places among those given, sorted so that the end may be trimmed.

    `sign` is -1 where effects are turned round, so that it is always the left that lacks studies. `doubt` is what
    rounding may make of no difference.
    """

    y: Array
    v: Array
    place: _Places
    sign: float
    doubt: float


class _Found(NamedTuple):
    """The number of missing studies, as estimated and as rounded, and the centre of the funnel without as many."""

    raw: float
    k0: int
    centre: float


def trim_and_fill(
    y: ArrayLike | EffectSizes,
    v: ArrayLike | None = None,
    *,
    estimator: str = "L0",
    side: str | None = None,
    trim_model: str | None = None,
    study: Sequence[str] = (),
    **settings: Unpack[Settings],
) -> TrimAndFill:
    """Return the number of studies that a funnel lacks on one side, and the summary with these filled in.

    `y` and `v` are effects and variances of length k on the scale of analysis, or `y` is the value of `effect_sizes`,
    whose studies without an effect are left out. `settings` are those of `pool`; pooling is by inverse variance.

    Say the left lacks studies. With ranks r of |y - μ| for a centre μ, ``L0`` is (4T - k(k + 1))/(2k - 1), T being the
    sum of r where y > μ, and ``R0`` is g - 1, g being the number of studies further from μ than any on the left; both
    rounded and not below 0. As many of the largest effects are trimmed, μ is estimated anew from the rest, and so on
    until the number stays; then the trimmed studies are mirrored at μ. With n for L0 as it is before rounding,
    se = 4√U/(2k - 1) and 24U = k(k + 1)(2k + 1) + 10n³ + 27n² + 17n - 18kn² - 18kn + 6k²n; for R0, se = √(2k0 + 2) and
    P = 2^-(k0 + 1).

    side: ``left`` or ``right``, where studies are missing; if None, ``right`` where effects fall with their standard
    error (slope of y on √v below 0), else ``left``. trim_model: how μ and that slope are estimated, ``random`` or
    ``common``; that of the settings if None. Ranks of equal size follow the effects, equal effects the order given.

    Example: ``trim_and_fill([0.3, 0.35, 0.28, 0.33, 0.31, 0.36], [0.04, 0.09, 0.02, 0.06, 0.03, 0.05]).k0`` is 3.

    Reference: Duval and Tweedie, Biometrics 2000;56:455, doi 10.1111/j.0006-341X.2000.00455.x, and Journal of the
    American Statistical Association 2000;95:89, doi 10.1080/01621459.2000.10473905.

    Raises:
        DataError: as `pool`; a choice that is not known, fewer than three studies, a side that cannot be told since all
            standard errors are the same, a method that needs counts, or a number that never settles.
    """
    _refuse_unknown({"estimator": estimator, "side": side, "trim_model": trim_model})
    plan = replace(plan_of(settings), method="inverse-variance", interval="wald", prediction="none")
    plan = replace(plan, model=trim_model or plan.model)
    sample, _ = as_sample(y, v, study=study)
    if len(sample.y) < 3:
        raise DataError([Issue("method-fits-data", None, f"found {len(sample.y)} studies, expected 3 or more to trim")])
    lacking = side or _side(sample, plan)
    funnel = _funnel(sample, lacking)
    found = _settled(funnel, estimator, plan)
    kept = len(funnel.y) - found.k0
    mirrored = funnel.sign * (2 * found.centre - funnel.y[kept:])
    names = tuple(f"Filled: {sample.study[i]}" for i in funnel.place[kept:].tolist()) if sample.study else ()
    cut = 0 < kept < len(funnel.y) and abs(funnel.y[kept] - funnel.y[kept - 1]) <= funnel.doubt
    return TrimAndFill(
        k=len(funnel.y),
        measure=sample.measure,
        estimator=estimator,
        side=lacking,
        trim_model=plan.model,
        k0=found.k0,
        se_k0=_se_l0(len(funnel.y), found.raw) if estimator == "L0" else float(np.sqrt(2 * found.k0 + 2)),
        p_k0=None if estimator == "L0" else 0.5 ** (found.k0 + 1),
        filled_study=names,
        filled_y=tuple(mirrored.tolist()),
        filled_v=tuple(funnel.v[kept:].tolist()),
        filled=_pooled(sample, mirrored, funnel.v[kept:], names, settings),
        notes=("equal-effects-at-the-cut",) if cut else (),
    )


def _refuse_unknown(choices: Mapping[str, str | None]) -> None:
    issues = []
    for name, value in choices.items():
        known = _CHOICES[name]
        if value not in known and (value is not None or name == "estimator"):
            message = f"found {value!r} for {name}, expected {' or '.join(known)}"
            issues.append(Issue("estimator-is-known", None, message, did_you_mean(str(value), known)))
    if issues:
        raise DataError(issues)


def _effects(sample: Sample) -> Array:
    return np.asarray(sample.y[:, 0] + sample.offset[0])


def _doubt(sample: Sample) -> float:
    """Return by how much effects may differ and still be the same but for rounding."""
    return _NOISE * float(np.abs(_effects(sample)).max())


def _side(sample: Sample, plan: Plan) -> str:
    """Return the side that lacks studies, by the slope of the effects on their standard errors."""
    v = sample.v[:, 0]
    x = np.sqrt(v)
    if np.ptp(x) <= _NOISE * x.max():
        message = "found the same standard error in all studies, from which the side cannot be told"
        raise DataError([Issue("method-fits-data", None, message, "name the side")])
    w = 1 / (v + _residual_tau2(sample, x - x.mean(), plan))
    apart = x - (w * x).sum() / w.sum()
    slope = float((w * apart * sample.y[:, 0]).sum())
    return "right" if slope < -_doubt(sample) * float((w * np.abs(apart)).sum()) else "left"


def _residual_tau2(sample: Sample, x: Array, plan: Plan) -> float:
    if plan.model == "common":
        return 0.0
    return float(tau2_around(sample, Straight(x), plan.tau2)[0])


def _funnel(sample: Sample, lacking: str) -> _Funnel:
    sign = 1.0 if lacking == "left" else -1.0
    y = sign * _effects(sample)
    place = np.argsort(y, kind="stable")
    return _Funnel(y=y[place], v=sample.v[place, 0], place=place, sign=sign, doubt=_doubt(sample))


def _settled(funnel: _Funnel, estimator: str, plan: Plan) -> _Found:
    """Return the number of missing studies once it stays.

    Raises:
        DataError: a number that comes back before it stays.
    """
    estimate = _l0 if estimator == "L0" else _r0
    tried: list[int] = []
    k0 = 0
    while k0 not in tried:
        tried.append(k0)
        kept = len(funnel.y) - k0
        centre = float(fit(sample_of(funnel.y[:kept], funnel.v[:kept]), plan).estimate[0])
        raw = estimate(funnel.y - centre, funnel.doubt)
        following = min(max(0, round(raw)), len(funnel.y) - 1)
        if following == k0:
            return _Found(raw=raw, k0=k0, centre=centre)
        k0 = following
    found = ", ".join(str(number) for number in tried[tried.index(k0) :])
    message = f"found a number of missing studies that never settles, but goes round: {found}"
    raise DataError([Issue("method-fits-data", None, message, "try the other estimator, or another trim_model")])


def _ranks(distance: Array, doubt: float) -> _Places:
    """Return the ranks from 1 of distances by their size; those that only rounding tells from 0 come first."""
    size = np.where(np.abs(distance) <= doubt, 0.0, np.abs(distance))
    ranks = np.empty(len(size), dtype=np.int64)
    ranks[np.argsort(size, kind="stable")] = np.arange(1, len(size) + 1)
    return ranks


def _l0(distance: Array, doubt: float) -> float:
    k = len(distance)
    surplus = int(_ranks(distance, doubt)[distance > doubt].sum())
    return (4 * surplus - k * (k + 1)) / (2 * k - 1)


def _r0(distance: Array, doubt: float) -> float:
    left = _ranks(distance, doubt)[distance < -doubt]
    return float(len(distance) - int(left.max()) - 1) if len(left) else 0.0


def _se_l0(k: int, n: float) -> float:
    cubic = k * (k + 1) * (2 * k + 1) + 10 * n**3 + 27 * n**2 + 17 * n - 18 * k * n**2 - 18 * k * n + 6 * k**2 * n
    return float(4 * np.sqrt(max(cubic / 24, 0.0)) / (2 * k - 1))


def _pooled(sample: Sample, y: Array, v: Array, names: Sequence[str], settings: Settings) -> MetaAnalysis:
    """Return the meta-analysis of the studies and those filled in."""
    effects, variances = np.concatenate([_effects(sample), y]), np.concatenate([sample.v[:, 0], v])
    found = pool(effects, variances, study=(*sample.study, *names), **settings)
    return replace(found, measure=sample.measure)
