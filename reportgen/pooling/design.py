"""What the studies' effects are explained by: their mean alone, or covariates.

Estimators of tau2 are written on the few quantities below, so that pooling and meta-regression share them. With
weights w, P = W - WX(X'WX)⁻¹X'W is the matrix that takes the fitted part away. All sums go over the first axis;
weights and effects may have any further axes, so that many meta-analyses, or one at many values of tau2, take one
pass. Nothing is of size k × k.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Array", "Covariates", "Design", "MeanOnly", "covariates", "dot", "inverse", "others"]

Array: TypeAlias = NDArray[np.float64]

_SMALL = 1024
_SLIGHT = 0.01
_NEAR = 1e-3


class Design(Protocol):
    """The explaining part of a model; `p` is the number of its coefficients."""

    @property
    def p(self) -> int:
        """Return the number of coefficients."""

    def residuals(self, y: Array, w: Array) -> Array:
        """Return y less its weighted fit, (K, …)."""

    def leverage(self, w: Array) -> Array:
        """Return the diagonal of the hat matrix X(X'WX)⁻¹X'W, (K, …)."""

    def trace(self, w: Array) -> Array:
        """Return the trace of P, Σw(1 - h), (…,)."""

    def trace_of_square(self, w: Array, s: Array) -> Array:
        """Return the trace of PSPS with the diagonal matrix S of s, (…,)."""

    def rough_trace_of_square(self, w: Array) -> Array:
        """Return the trace of PP from plain sums: cheap, good enough to steer by."""

    def log_determinant(self, w: Array) -> Array:
        """Return log |X'WX| - log |X'X|, (…,); the last from the rows with a weight above zero."""


def dot(one: Array, other: Array) -> Array:
    """Return the sums of products over the first axis, by whichever of numpy's ways is fast for the size."""
    if one.size < _SMALL:
        return np.asarray(np.add.reduce(one * other, axis=0))
    if one.shape == other.shape == (one.size, 1):
        return np.array([one[:, 0] @ other[:, 0]])
    return np.asarray(np.einsum("k...,k...->...", one, other))


def inverse(v: Array, tau2: Array) -> Array:
    """Return the weights 1/(v + tau2), with a single array laid out: for long columns that is what takes the time."""
    total = v + tau2
    return np.reciprocal(total, out=total)


def others(values: Array) -> Array:
    """Return for each place along the first axis the sum of the values at all other places, nothing subtracted."""
    rest = np.zeros_like(values)
    rest[1:] = values[:-1].cumsum(axis=0)
    rest[:-1] += values[:0:-1].cumsum(axis=0)[::-1]
    return rest


def _all_slight(w: Array, total: Array) -> bool:
    """Return whether no study has a hundredth of the weight, so that differences of sums keep their digits."""
    return len(w) > 1 / _SLIGHT and bool((w.max(axis=0) < _SLIGHT * total).all())


@dataclass(frozen=True, slots=True)
class MeanOnly:
    """A single mean: X is a column of ones."""

    @property
    def p(self) -> int:
        """Return 1."""
        return 1

    def residuals(self, y: Array, w: Array) -> Array:
        """Return y less its weighted mean."""
        return np.asarray(y - dot(w, y) / w.sum(axis=0))

    def leverage(self, w: Array) -> Array:
        """Return w/Σw."""
        return np.asarray(w / w.sum(axis=0))

    def trace(self, w: Array) -> Array:
        """Return Σw(Σw - w)/Σw; so written it stays above zero beside one overwhelming study."""
        total = w.sum(axis=0)
        if _all_slight(w, total):
            return np.asarray(total - dot(w, w) / total)
        return np.asarray(dot(w, total - w) / total)

    def trace_of_square(self, w: Array, s: Array) -> Array:
        """Return Σ(ws(1 - h))² + Σw²s Σ'w²s/(Σw)², Σ' being over the other studies.

        So written it keeps its digits beside one overwhelming study, where Σw²s² - 2Σw³s²/Σw + (Σw²s/Σw)² loses them;
        where no study has much weight, the latter serves.
        """
        total = w.sum(axis=0)
        spread, pull = w * s, w * w * s
        if _all_slight(w, total):
            return np.asarray(dot(spread, spread) - 2 * dot(pull, spread) / total + (pull.sum(axis=0) / total) ** 2)
        diagonal = spread * (others(w) / total)
        return np.asarray(dot(diagonal, diagonal) + dot(pull, others(pull)) / (total * total))

    def rough_trace_of_square(self, w: Array) -> Array:
        """Return Σw² - 2Σw³/Σw + (Σw²/Σw)²."""
        squares = w * w
        total, second = w.sum(axis=0), squares.sum(axis=0)
        return np.asarray(second - 2 * dot(squares, w) / total + (second / total) ** 2)

    def log_determinant(self, w: Array) -> Array:
        """Return log Σw - log k."""
        result: Array = np.log(w.sum(axis=0)) - np.log((w > 0).sum(axis=0))
        return result


@dataclass(frozen=True, slots=True)
class Covariates:
    """Covariates, one row a study: `q` (K, P) has orthonormal columns, and X = q r with the upper triangle `r` (P, P).

    Made by `covariates`. Working in `q` keeps the digits that X'X would lose where a covariate is a year.
    """

    q: Array
    r: Array

    @property
    def p(self) -> int:
        """Return the number of columns."""
        return int(self.q.shape[1])

    def solve(self, y: Array, w: Array) -> tuple[Array, Array]:
        """Return the coefficients of X, (…, P), and their covariance (X'WX)⁻¹, (…, P, P)."""
        inverse = np.linalg.inv(self._gram(w))
        back = np.linalg.inv(self.r)
        fitted = np.einsum("...pq,...q->...p", inverse, np.einsum("kp,k...,k...->...p", self.q, w, y))
        return fitted @ back.T, back @ inverse @ back.T

    def residuals(self, y: Array, w: Array) -> Array:
        """Return y less its weighted fit."""
        moments = np.einsum("kp,k...->...p", self.q, w * y)
        fitted = np.linalg.solve(self._gram(w), moments[..., None])[..., 0]
        left: Array = y - np.einsum("kp,...p->k...", self.q, fitted)
        return left

    def leverage(self, w: Array) -> Array:
        """Return the diagonal of the hat matrix."""
        inverse = np.linalg.inv(self._gram(w))
        diagonal: Array = w * np.einsum("kp,...pq,kq->k...", self.q, inverse, self.q)
        return diagonal

    def trace(self, w: Array) -> Array:
        """Return Σw(1 - h).

        Where h is near 1, as for one overwhelming study, 1 - h is 1/(1 + w x'A⁻¹x) with A = X'WX of the other studies,
        since taking h from 1 would lose its digits.
        """
        free = 1 - self.leverage(w)
        for row in np.flatnonzero((free < _NEAR).reshape(len(w), -1).any(axis=1)):
            rest = w.copy()
            rest[row] = 0
            try:
                pull = np.linalg.solve(self._gram(rest), self.q[row][:, None])[..., 0] @ self.q[row]
            except np.linalg.LinAlgError:  # the study alone tells one of the coefficients, so that h is 1
                pull = np.full(free[row].shape, np.inf)
            free[row] = np.where(free[row] < _NEAR, 1 / (1 + w[row] * pull), free[row])
        return dot(w, free)

    def trace_of_square(self, w: Array, s: Array) -> Array:
        """Return Σw²s² - 2 tr(A⁻¹X'W³S²X) + tr((A⁻¹X'W²SX)²) with A = X'WX."""
        ws = w * s
        inverse = np.linalg.inv(self._gram(w))
        once = inverse @ self._gram(w * ws)
        twice = np.einsum("...pq,...qp->...", inverse, self._gram(w * ws * ws))
        return np.asarray(dot(ws, ws) - 2 * twice + np.einsum("...pq,...qp->...", once, once))

    def rough_trace_of_square(self, w: Array) -> Array:
        """Return the same for S of ones."""
        return self.trace_of_square(w, np.ones_like(w))

    def log_determinant(self, w: Array) -> Array:
        """Return log |X'WX| - log |X'X|, which is that of the orthonormal columns alone."""
        result: Array = np.linalg.slogdet(self._gram(w))[1]
        return result

    def _gram(self, w: Array) -> Array:
        gram: Array = np.einsum("kp,k...,kq->...pq", self.q, w, self.q)
        return gram


def covariates(x: Array) -> Covariates:
    """Return the design of a matrix (K, P) whose columns are linearly independent, the intercept among them.

    Raises:
        ValueError: columns that follow from one another, or no fewer columns than rows.
    """
    k, p = x.shape
    scale = np.sqrt((x * x).sum(axis=0))
    if k < p or not (scale > 0).all() or np.linalg.matrix_rank(x / scale) < p:
        raise ValueError("the covariates follow from one another")
    q, r = np.linalg.qr(x)
    return Covariates(q=q, r=r)
