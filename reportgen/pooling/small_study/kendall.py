"""Kendall's rank correlation: score, its variance with ties, and its exact distribution without."""

from __future__ import annotations

import math

import numpy as np

from reportgen.pooling.design import Array

__all__ = ["exact_two_sided", "ranks", "score", "score_variance", "tau_b"]

_AT_ONCE = 1 << 20


def ranks(values: Array, doubt: Array) -> Array:
    """Return the ranks of values, neighbours that differ by no more than the doubt of either being the same."""
    order = np.argsort(values, kind="stable")
    apart = np.diff(values[order]) > np.maximum(doubt[order][1:], doubt[order][:-1])
    found = np.empty(len(values))
    found[order] = np.concatenate([[0], np.cumsum(apart)])
    return found


def score(x: Array, y: Array) -> int:
    """Return S, the number of pairs of the k places in which x and y rise together less those in which they do not."""
    found = 0
    rows = max(1, _AT_ONCE // max(len(x), 1))
    for first in range(0, len(x), rows):
        part = slice(first, first + rows)
        signs = np.sign(x[part, None] - x), np.sign(y[part, None] - y)
        found += int((signs[0] * signs[1]).sum())
    return found // 2


def score_variance(x: Array, y: Array) -> float:
    """Return the variance of S where x and y are unrelated, with ties; 0 where one has the same value everywhere.

    (k(k - 1)(2k + 5) - Σt(t - 1)(2t + 5) - Σu(u - 1)(2u + 5))/18 + Σt(t - 1)Σu(u - 1)/(2k(k - 1)) +
    Σt(t - 1)(t - 2)Σu(u - 1)(u - 2)/(9k(k - 1)(k - 2)) for ties of t values of x and u values of y; k above 2.

    Reference: Kendall and Gibbons, Rank Correlation Methods, 5th edition (1990), chapter 5.
    """
    k = len(x)
    sizes = [_ties(values) for values in (x, y)]
    whole, *tied = (int((n * (n - 1) * (2 * n + 5)).sum()) for n in (np.array([k]), *sizes))
    pairs = math.prod(int((n * (n - 1)).sum()) for n in sizes)
    triples = math.prod(int((n * (n - 1) * (n - 2)).sum()) for n in sizes)
    return (whole - sum(tied)) / 18 + pairs / (2 * k * (k - 1)) + triples / (9 * k * (k - 1) * (k - 2))


def tau_b(x: Array, y: Array) -> float:
    """Return S/√(pairs not tied in x · pairs not tied in y), which is S over all pairs without ties; NaN if all are."""
    all_pairs = len(x) * (len(x) - 1) // 2
    untied = [all_pairs - int((n * (n - 1)).sum()) // 2 for n in (_ties(x), _ties(y))]
    return score(x, y) / math.sqrt(untied[0] * untied[1]) if min(untied) > 0 else math.nan


def exact_two_sided(s: int, k: int) -> float:
    """Return the two-sided P value of the score S of k untied pairs: twice the smaller tail, at most 1.

    The number of pairs that rise together is distributed as the number of inversions of a random order; each further
    place adds 0 to i - 1 of them with equal chances.

    Reference: Kendall, Biometrika 1938;30:81, doi 10.1093/biomet/30.1-2.81.
    """
    chances = np.ones(1)
    for places in range(2, k + 1):
        chances = np.convolve(chances, np.full(places, 1 / places))
    together = (s + k * (k - 1) // 2) // 2
    lower, upper = chances[: together + 1].sum(), chances[together:].sum()
    return min(1.0, 2 * float(min(lower, upper)))


def _ties(values: Array) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return how often each value stands."""
    return np.asarray(np.unique(values, return_counts=True)[1], dtype=np.int64)
