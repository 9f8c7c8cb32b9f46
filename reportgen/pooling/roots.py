"""Roots of many functions at once: Newton's method that never leaves its bracket."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["bracketed_newton"]

Array = NDArray[np.float64]
Slopes: TypeAlias = Callable[[Array, NDArray[np.intp]], tuple[Array, Array]]

_MOST, _PATIENCE = 200, 40
_CLOSE = 1e-11
"""A Newton step this small is the last: what is left is of the order of its square."""


def bracketed_newton(function: Slopes, low: Array, high: Array, start: Array) -> Array:
    """Return for each bracket a root of a function that is above 0 at `low` and below 0 at `high`, all of shape (n,).

    `function(x, which)` returns values and derivatives of the functions with the numbers `which` at x. A Newton step
    that would leave the bracket, or shrinks it too slowly, becomes a bisection; so a root is always found, to the
    precision of the function itself.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return _sought(function, low.copy(), high.copy(), start.copy())


def _sought(function: Slopes, low: Array, high: Array, x: Array) -> Array:
    found, which = x.copy(), np.arange(len(x))
    for round_ in range(_MOST):
        value, slope = function(x, which)
        np.copyto(low, x, where=value > 0)
        np.copyto(high, x, where=value < 0)
        new = x - value / slope
        inside = (new > low) & (new < high) | (value == 0)
        if round_ >= _PATIENCE or not inside.all():
            new = np.where(inside & (round_ < _PATIENCE), new, _middle(low, high))
        left = np.abs(new - x) > _CLOSE * np.abs(new)
        x = new
        if not left.all():
            found[which] = x
            low, high, x, which = low[left], high[left], x[left], which[left]
            if not which.size:
                return found
    found[which] = x
    return found


def _middle(low: Array, high: Array) -> Array:
    """Return the geometric middle of a wide bracket above 0, else the arithmetic one."""
    wide = (low > 0) & (high > 4 * low)
    return np.where(wide, np.sqrt(np.where(wide, low, 1.0)) * np.sqrt(high), 0.5 * low + 0.5 * high)
