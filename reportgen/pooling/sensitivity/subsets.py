"""Many subsets of the same studies, pooled side by side: a place left out is padded, so that all take one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reportgen.model import Plan
from reportgen.pooling.fit import Fits, fit
from reportgen.pooling.parts import Array, Sample
from reportgen.pooling.sample import columns_of

__all__ = ["Members", "columns", "fits_of", "without_each"]

Members: TypeAlias = Callable[[int, int], NDArray[np.bool_]]
"""members(start, stop) says which studies are in the subsets with these numbers, (K, stop - start)."""

_AT_ONCE = 1 << 17
"""So many effects are laid out in one pass; arrays of this size stay in the cache."""


def without_each(k: int) -> Members:
    """Return the k subsets that each lack one of k studies, in their order."""
    places = np.arange(k)

    def members(start: int, stop: int) -> NDArray[np.bool_]:
        """Return all places but one a column."""
        found: NDArray[np.bool_] = places[:, None] != places[None, start:stop]
        return found

    return members


def columns(sample: Sample, members: NDArray[np.bool_]) -> Sample:
    """Return the subsets of a sample with B = 1, one a column of `members` (K, B); no study is a padded row."""

    def laid_out(column: Array, otherwise: float) -> Array:
        if not len(column):
            return np.full((1, members.shape[1]), otherwise)
        return np.where(members, column, otherwise)

    part = columns_of(
        laid_out(sample.y, 0.0),
        laid_out(sample.v, np.inf),
        counts={name: laid_out(column, 0.0) for name, column in sample.counts.items()},
        measure=sample.measure,
    )
    return replace(part, offset=part.offset + sample.offset)


def fits_of(sample: Sample, members: Members, count: int, plan: Plan) -> Fits:
    """Return the results of `count` subsets of a sample with B = 1, in one batch after another; without weights.

    Of a subset without a study nothing is known, and all is NaN.
    """
    parts = list(_batches(sample, members, count, plan))
    joined: dict[str, Any] = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(Fits)
        if field.name != "weights"
    }
    for name in ("se", "tau2", "q", "q_p"):
        joined[name] = np.where(joined["k"] > 0, joined[name], np.nan)
    return Fits(**joined, weights=np.empty((0, count)))


def _batches(sample: Sample, members: Members, count: int, plan: Plan) -> Iterator[Fits]:
    width = max(1, _AT_ONCE // max(1, len(sample.y)))
    for start in range(0, max(count, 1), width):
        found = fit(columns(sample, members(start, min(start + width, count))), plan)
        yield replace(found, weights=np.empty((0, 0)))
