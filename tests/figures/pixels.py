"""How far a picture is from its reference: the same to the eye, whatever the edges of its letters are smoothed like."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image

__all__ = ["Difference", "difference"]

_CHANGED = 48
"""Difference of a pixel, of 255, from which on it counts as changed once edges are evened out."""

_MOST_MEAN = 0.6
_MOST_CHANGED = 0.0001


@dataclass(frozen=True)
class Difference:
    """`mean` is the mean absolute difference of a pixel (0 to 255), `changed` the share of pixels that differ plainly.

    A picture of another size differs altogether.
    """

    mean: float
    changed: float

    @property
    def bearable(self) -> bool:
        """Return whether the pictures look the same: no more than other smoothing of edges would make of them."""
        return self.mean <= _MOST_MEAN and self.changed <= _MOST_CHANGED


def difference(one: bytes, other: bytes) -> Difference:
    """Return how far two PNG files differ; pixels are first averaged with their neighbours."""
    a, b = _evened(one), _evened(other)
    if a.shape != b.shape:
        return Difference(255.0, 1.0)
    apart = np.abs(a - b).max(axis=2)
    return Difference(float(apart.mean()), float((apart > _CHANGED).mean()))


def _evened(png: bytes) -> np.ndarray:
    with Image.open(BytesIO(png)) as picture:
        pixels = np.asarray(picture.convert("RGB"), dtype=float)
    padded = np.pad(pixels, ((1, 1), (1, 1), (0, 0)), mode="edge")
    rows, columns = pixels.shape[:2]
    return sum(padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)) / 9
