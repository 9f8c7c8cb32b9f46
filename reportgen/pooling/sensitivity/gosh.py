"""GOSH, the graphical display of study heterogeneity: the meta-analyses of all subsets of the studies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Unpack

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reportgen.effects import EffectSizes
from reportgen.errors import DataError, Issue
from reportgen.model import Plan
from reportgen.pooling.parts import Array
from reportgen.pooling.plain import plain
from reportgen.pooling.sensitivity.refits import i2_of
from reportgen.pooling.sensitivity.studies import weighed, with_names
from reportgen.pooling.sensitivity.subsets import fits_of
from reportgen.pooling.settings import Settings

__all__ = ["Gosh", "gosh"]

_LEAST = 2
_BITS = 8
_SIZES = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).sum(axis=1, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gosh:
    """Meta-analyses of B subsets of the studies, arrays of length B on the scale of analysis.

    `complete` says that they are all subsets of two studies or more; else they were drawn with `seed`. k: number of
    studies in each; estimate, tau2, i2 (percent, from Q or tau2 as the plan says) and q of each. packed: which studies
    are in each, eight a byte with the first in the lowest bit, (B, ⌈K/8⌉); `members` unpacks it.
    """

    study: tuple[str, ...]
    measure: str
    plan: Plan
    complete: bool
    seed: int
    k: NDArray[np.int64]
    estimate: Array
    tau2: Array
    i2: Array
    q: Array
    packed: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.packed)

    @property
    def members(self) -> NDArray[np.bool_]:
        """Return which studies are in each subset, (B, K)."""
        return _unpacked(self.packed, len(self.study))

    def containing(self, study: str) -> NDArray[np.bool_]:
        """Return which subsets hold the study of this name, (B,).

        Raises:
            ValueError: no study has the name.
        """
        place = self.study.index(study)
        held: NDArray[np.bool_] = (self.packed[:, place // _BITS] >> (place % _BITS)) & 1 == 1
        return held

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain dictionaries, lists, numbers and texts; None where there is no number."""
        return dict(plain(self))


def gosh(
    y: ArrayLike | EffectSizes,
    v: ArrayLike | None = None,
    *,
    subsets: int = 1_000_000,
    seed: int = 0,
    study: Sequence[str] = (),
    **settings: Unpack[Settings],
) -> Gosh:
    """Return the meta-analyses of subsets of k effects y with variances v, both of length k.

    All 2^k - k - 1 subsets of two studies or more are pooled where there are no more than `subsets`. Else so many are
    drawn: each study is in or out with equal chance, draws of fewer than two are drawn again, and a subset may come
    more than once; the same `seed` gives the same draws. In place of y and v, the value of `effect_sizes` may be given;
    methods that read counts need it. Settings are those of `pool`; effects are on the scale of analysis. A cloud of
    estimates in several heaps says that the studies are of several kinds.

    Example: ``len(gosh([0.1, 0.9, 0.4], [0.04, 0.09, 0.05]))`` is 4, three pairs and the whole.

    Reference: Olkin, Dahabreh and Trikalinos, Research Synthesis Methods 2012;3:214, doi 10.1002/jrsm.1053.

    Raises:
        DataError: as `pool`; a number of subsets below 1.
    """
    if subsets < 1:
        raise DataError([Issue("yaml-value-is-valid", None, f"found {subsets} subsets, expected 1 or more")])
    sample, plan = with_names(y, v, study, settings)
    k = len(sample.study)
    complete = 2**k - k - 1 <= subsets
    packed = _all(k) if complete else _drawn(k, subsets, np.random.default_rng(seed))

    def members(start: int, stop: int) -> NDArray[np.bool_]:
        """Return the subsets with these numbers, one a column."""
        return _unpacked(packed[start:stop], k).T

    fits = fits_of(sample, members, len(packed), weighed(plan))
    return Gosh(
        study=sample.study,
        measure=sample.measure,
        plan=plan,
        complete=complete,
        seed=seed,
        k=fits.k,
        estimate=fits.estimate,
        tau2=fits.tau2,
        i2=i2_of(fits, plan),
        q=fits.q,
        packed=packed,
    )


def _all(k: int) -> NDArray[np.uint8]:
    """Return all subsets of two studies or more; their bytes, low ones first, count upwards."""
    numbers = np.arange(2**k, dtype="<u8")
    packed = numbers.view(np.uint8).reshape(-1, 8)[:, : _bytes(k)]
    return np.ascontiguousarray(packed[_SIZES[packed].sum(axis=1) >= _LEAST])


def _drawn(k: int, count: int, generator: np.random.Generator) -> NDArray[np.uint8]:
    """Return random subsets of two studies or more, all of them equally likely."""
    packed = _random(k, count, generator)
    while (few := np.flatnonzero(_SIZES[packed].sum(axis=1) < _LEAST)).size:
        packed[few] = _random(k, few.size, generator)
    return packed


def _random(k: int, count: int, generator: np.random.Generator) -> NDArray[np.uint8]:
    packed = generator.integers(0, 256, size=(count, _bytes(k)), dtype=np.uint8)
    packed[:, -1] &= 0xFF >> (-k % _BITS)
    return packed


def _bytes(k: int) -> int:
    return -(-k // _BITS)


def _unpacked(packed: NDArray[np.uint8], k: int) -> NDArray[np.bool_]:
    return np.unpackbits(packed, axis=1, count=k, bitorder="little").astype(np.bool_)
