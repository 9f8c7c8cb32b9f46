"""The likelihood of tau2 and its maximum over the whole half-line.

The likelihood can have more than one maximum, and one of them at 0 although a higher one lies elsewhere. So the score
is looked at from 0 to far beyond the spread of the effects; each change of its sign from plus to minus is a maximum
and is refined; the likelihoods of all of them, and of 0, are then compared.

Reference: Harville, Journal of the American Statistical Association 1977;72:320, doi 10.1080/01621459.1977.10480998
(score and information); Jackson, Turner, Rhodes and Viechtbauer, Statistics in Medicine 2014;33:103 (several maxima).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from reportgen.pooling.design import Array, Design, dot, inverse
from reportgen.pooling.parts import Sample
from reportgen.pooling.roots import bracketed_newton

__all__ = ["Score", "log_likelihood", "maximise", "ml_score", "reml_score"]

Score: TypeAlias = Callable[[Array, Array, Design, bool], tuple[Array, Array]]
"""score(y, w, design, sloped) returns twice the derivative of the log-likelihood by tau2, and its own derivative if
asked.
"""

_POINTS = 24
_AT_ONCE = 1 << 15
_LOWEST, _HIGHEST = 1e-2, 4.0


def log_likelihood(y: Array, v: Array, tau2: Array, design: Design, *, restricted: bool) -> Array:
    """Return the log-likelihood of tau2, (…,), with the mean at its best; `v` is infinite where there is no study.

    Unrestricted: -(k log 2π + Σ log(v + τ²) + Σwr²)/2. Restricted: with k - p in place of k, and less
    (log |X'WX| - log |X'X|)/2.
    """
    used = np.isfinite(v)
    total = np.where(used, v, 1.0) + np.where(used, tau2, 0.0)
    w = np.where(used, 1 / total, 0.0)
    residuals = design.residuals(y, w)
    k = used.sum(axis=0)
    value = np.log(total).sum(axis=0) + (w * residuals * residuals).sum(axis=0)
    if restricted:
        value = value + design.log_determinant(w) + (k - design.p) * math.log(2 * math.pi)
    else:
        value = value + k * math.log(2 * math.pi)
    return np.asarray(-0.5 * value)


def ml_score(y: Array, w: Array, design: Design, sloped: bool) -> tuple[Array, Array]:
    """Return Σw²r² - Σw and its derivative Σw² - 2 y'PPPy."""
    pull = design.residuals(y, w)
    pull *= w
    score = dot(pull, pull) - w.sum(axis=0)
    return score, dot(w, w) - 2 * _third(pull, w, design) if sloped else score


def reml_score(y: Array, w: Array, design: Design, sloped: bool) -> tuple[Array, Array]:
    """Return Σw²r² - tr P and its derivative tr PP - 2 y'PPPy."""
    pull = design.residuals(y, w)
    pull *= w
    score = dot(pull, pull) - design.trace(w)
    return score, design.rough_trace_of_square(w) - 2 * _third(pull, w, design) if sloped else score


def _third(pull: Array, w: Array, design: Design) -> Array:
    left = design.residuals(pull, w)
    return dot(w * left, left)


def maximise(sample: Sample, design: Design, score: Score, *, restricted: bool) -> Array:
    """Return the tau2 with the highest likelihood, (B,); exactly 0 where 0 is best, and where k is not above p."""
    best = np.zeros(sample.y.shape[1])
    enough = np.flatnonzero(sample.k > design.p)
    if not enough.size:
        return best
    y, v = sample.y[:, enough], sample.v[:, enough]
    points = _points(y, v, design, score)
    signs = _signs(y, v, points, design, score)
    rows, columns = np.nonzero((signs[:-1] > 0) & (signs[1:] <= 0))
    if not rows.size:
        return best
    roots = _refined(y, v, (points[rows, columns], points[rows + 1, columns]), columns, design, score)
    several = _contested(signs, columns)
    best[enough[columns]] = roots
    for column in several:
        at_home = columns == column
        tries = np.concatenate([[0.0], roots[at_home]])
        heights = log_likelihood(y[:, [column]], v[:, [column]], tries, design, restricted=restricted)
        best[enough[column]] = tries[int(np.argmax(heights))]
    return best


def _points(y: Array, v: Array, design: Design, score: Score) -> Array:
    """Return 0 and a geometric row of values of tau2 for each meta-analysis, the last beyond every maximum."""
    used = np.isfinite(v)
    w = used.astype(np.float64)
    residuals = design.residuals(y, w)
    spread = (residuals * residuals * w).sum(axis=0) / np.maximum(w.sum(axis=0) - design.p, 1)
    low = _LOWEST * v.min(axis=0)
    high = _HIGHEST * np.maximum(np.where(used, v, 0.0).max(axis=0), spread)
    while (rising := score(y, inverse(v, high), design, False)[0] > 0).any():
        high = np.where(rising, 10 * high, high)
    steps = np.linspace(0, 1, _POINTS)[:, None]
    return np.concatenate([np.zeros((1, len(low))), low * (high / low) ** steps])


def _signs(y: Array, v: Array, points: Array, design: Design, score: Score) -> NDArray[np.int64]:
    """Return the sign of the score at each point; many points in one pass where the sample is small."""
    if y.size * len(points) > _AT_ONCE:
        found = [score(y, inverse(v, point), design, False)[0] for point in points]
        return np.sign(np.stack(found)).astype(np.int64)
    return np.sign(score(y[:, None, :], inverse(v[:, None, :], points), design, False)[0]).astype(np.int64)


def _refined(
    y: Array, v: Array, ends: tuple[Array, Array], columns: NDArray[np.intp], design: Design, score: Score
) -> Array:
    def function(tau2: Array, which: NDArray[np.intp]) -> tuple[Array, Array]:
        chosen = columns[which]
        alone = len(chosen) == y.shape[1] and bool((chosen == np.arange(len(chosen))).all())
        effects, variances = (y, v) if alone else (y[:, chosen], v[:, chosen])
        return score(effects, inverse(variances, tau2), design, True)

    low, high = ends
    return bracketed_newton(function, low, high, np.where(low > 0, np.sqrt(low * high), 0.5 * high))


def _contested(signs: NDArray[np.int64], columns: NDArray[np.intp]) -> list[int]:
    """Return the meta-analyses with more than one candidate: several maxima, or one beside that at 0."""
    counted = np.bincount(columns, minlength=signs.shape[1]) + (signs[0] <= 0)
    return [int(i) for i in np.flatnonzero((counted > 1) & (np.bincount(columns, minlength=signs.shape[1]) > 0))]
