"""Effects and variances become a sample; what cannot be pooled is refused by the name of its study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reportgen.errors import DataError, Issue
from reportgen.pooling.parts import Array, Sample

__all__ = ["LARGEST", "columns_of", "ragged", "rows_of", "sample_of"]

_MOST_NAMED = 100

LARGEST = 1e150
"""Effects and variances from this size on are refused: their squares would leave the range of double precision."""


def sample_of(
    y: ArrayLike,
    v: ArrayLike,
    *,
    study: Sequence[str] = (),
    counts: Mapping[str, ArrayLike] | None = None,
    measure: str = "",
) -> Sample:
    """Return one meta-analysis of effects and variances, both of length k, as a sample with B = 1.

    Raises:
        DataError: lengths that differ, or an effect or variance that is missing, infinite or out of range, or a
        variance that is
            not above zero; one issue a study, by its name in `study` or its number.
    """
    effects, variances = _column(y, "y"), _column(v, "v")
    if effects.shape != variances.shape:
        raise DataError(
            [Issue("effects-are-usable", None, f"found {effects.size} effects and {variances.size} variances")]
        )
    if len(study) not in {0, effects.size}:
        message = f"found {len(study)} names for {effects.size} studies"
        raise DataError([Issue("effects-are-usable", None, message)])
    _refuse_unusable(effects, variances, study)
    columns = {name: _column(values, name).reshape(-1, 1) for name, values in (counts or {}).items()}
    sample = columns_of(effects.reshape(-1, 1), variances.reshape(-1, 1), counts=columns, measure=measure)
    return replace(sample, study=tuple(study))


def ragged(y: Sequence[ArrayLike] | Array, v: Sequence[ArrayLike] | Array, *, measure: str = "") -> Sample:
    """Return several meta-analyses, which may differ in their number of studies.

    `y` and `v` hold one array a meta-analysis (or are arrays with one row each, NaN after the last study).

    Raises:
        DataError: as `sample_of`; a study is named by the numbers of its meta-analysis and its place, "2.1".
    """
    if isinstance(y, np.ndarray) and isinstance(v, np.ndarray) and y.ndim == v.ndim == 2:
        return _table(y.astype(np.float64), v.astype(np.float64), measure)
    effects, variances = [_column(row, "y") for row in y], [_column(row, "v") for row in v]
    sizes = np.array([len(row) for row in effects], dtype=np.int64)
    if sizes.tolist() != [len(row) for row in variances]:
        raise DataError([Issue("effects-are-usable", None, "found other numbers of variances than of effects")])
    tall = np.full((len(sizes), int(sizes.max(initial=0))), np.nan)
    wide = tall.copy()
    used = np.arange(tall.shape[1]) < sizes[:, None]
    tall[used], wide[used] = (np.concatenate([*rows, np.empty(0)]) for rows in (effects, variances))
    return _padded(tall, wide, used, measure)


def _table(y: Array, v: Array, measure: str) -> Sample:
    """Return the sample of arrays with one row a meta-analysis, NaN after the last study of each."""
    if y.shape != v.shape:
        raise DataError([Issue("effects-are-usable", None, f"found arrays of shape {y.shape} and {v.shape}")])
    empty = np.isnan(y) & np.isnan(v)
    used = ~np.logical_and.accumulate(empty[:, ::-1], axis=1)[:, ::-1] if empty.any() else ~empty
    return _padded(y, v, used, measure)


def _padded(y: Array, v: Array, used: NDArray[np.bool_], measure: str) -> Sample:
    sound = _sound(y, v) | ~used
    if not sound.all():
        bad = np.argwhere(~sound)[:_MOST_NAMED].tolist()
        faults = [_fault(y[b, i], v[b, i], f"study {b + 1}.{i + 1}") for b, i in bad]
        raise DataError([Issue("effects-are-usable", None, fault) for fault in faults])
    tall = np.ascontiguousarray(np.where(used, y, 0.0).T)
    return columns_of(tall, np.ascontiguousarray(np.where(used, v, np.inf).T), measure=measure)


def columns_of(y: Array, v: Array, *, counts: Mapping[str, Array] | None = None, measure: str = "") -> Sample:
    """Return a sample from sound arrays of shape (K, B); an infinite v is a place without a study."""
    used = np.isfinite(v)
    k = used.sum(axis=0)
    if used.all():
        offset = y.mean(axis=0) if len(y) else np.zeros(y.shape[1])
        return Sample(y=y - offset, v=v, k=k, offset=offset, counts=counts or {}, measure=measure)
    offset = np.where(used, y, 0.0).sum(axis=0) / np.maximum(k, 1)
    return Sample(y=np.where(used, y - offset, 0.0), v=v, k=k, offset=offset, counts=counts or {}, measure=measure)


def rows_of(sample: Sample, which: NDArray[np.bool_]) -> Sample:
    """Return the part of a sample that holds the studies where `which` (K,) is true."""
    part = columns_of(
        sample.y[which] + sample.offset,
        sample.v[which],
        counts={name: column[which] for name, column in sample.counts.items()},
        measure=sample.measure,
    )
    names = tuple(name for name, chosen in zip(sample.study, which.tolist(), strict=False) if chosen)
    return replace(part, study=names)


def _column(values: ArrayLike, name: str) -> Array:
    try:
        column = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise DataError([Issue("effects-are-usable", None, f"found text under {name}, expected numbers")]) from None
    if column.ndim != 1:
        raise DataError(
            [Issue("effects-are-usable", None, f"found {column.ndim} dimensions under {name}, expected one")]
        )
    return column


def _refuse_unusable(y: Array, v: Array, study: Sequence[str]) -> None:
    sound = _sound(y, v)
    if sound.all():
        return
    bad = np.flatnonzero(~sound)[:_MOST_NAMED].tolist()
    raise DataError([Issue("effects-are-usable", None, _fault(y[i], v[i], _name(study, i))) for i in bad])


def _sound(y: Array, v: Array) -> NDArray[np.bool_]:
    sound: NDArray[np.bool_] = (np.abs(y) < LARGEST) & (v > 1 / LARGEST) & (v < LARGEST)
    return sound


def _name(study: Sequence[str], index: int) -> str:
    return study[index] if index < len(study) else f"study {index + 1}"


def _fault(y: float, v: float, name: str) -> str:
    if not abs(y) < LARGEST:
        return f"found the effect {y:g} of {name}, expected a finite number of bearable size"
    return f"found the variance {v:g} of {name}, expected a number above 0 and of bearable size"
