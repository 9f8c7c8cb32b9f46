"""Invented meta-analyses, the same for the same seed: effects around 0.3, chi-squared variances, tau2 of 0.1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["batch", "single"]

Array = NDArray[np.float64]

SEED = 20260101
TAU2 = 0.1


def single(k: int) -> tuple[Array, Array]:
    """Return effects and variances of one meta-analysis of k studies."""
    return _drawn(np.random.default_rng((SEED, k)), (k,))


def batch(sets: int, k: int) -> tuple[Array, Array]:
    """Return effects and variances of many meta-analyses of k studies, one a row."""
    return _drawn(np.random.default_rng((SEED, sets, k)), (sets, k))


def _drawn(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Array, Array]:
    v = rng.chisquare(4, shape) / 40 + 0.01
    return rng.normal(0.3, np.sqrt(v + TAU2)), v
