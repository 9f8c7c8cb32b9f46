"""Scales of analysis: how values get there from print, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

__all__ = ["SCALES", "ScaleOfAnalysis"]

_Values: TypeAlias = Any
_Transform: TypeAlias = Callable[[_Values, _Values | None], _Values]

_LARGEST = 1e50
_LARGEST_LOG = 50.0
_LARGEST_EXPONENT = 700.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleOfAnalysis:
    """A scale on which effects are pooled.

    `size` is what `forth` and `back` need besides the values: ``n`` participants, ``time`` person-time, or nothing.
    log_axis: whether a figure shows the printed values on a logarithmic axis. largest: the size up to which an effect
    on this scale can be true.
    """

    id: str
    title: str
    transform: _Transform
    inverse: _Transform
    size: str = ""
    log_axis: bool = False
    largest: float = _LARGEST

    def forth(self, values: ArrayLike, n: ArrayLike | None = None) -> Any:
        """Return printed values on the scale of analysis, elementwise; NaN or infinite where there is none."""
        with np.errstate(all="ignore"):
            return self.transform(np.asarray(values, dtype=np.float64), _size(n))

    def back(self, values: ArrayLike, n: ArrayLike | None = None) -> Any:
        """Return values of the scale of analysis as they are printed, elementwise, within the range of the measure.

        Where the scale depends on the size of the study, `n` is that of the study, or of a typical one for a pooled
        value (the harmonic mean of the studies that were pooled); without it, the limit for very large studies.
        """
        with np.errstate(all="ignore"):
            return self.inverse(np.asarray(values, dtype=np.float64), _size(n))


def _size(n: ArrayLike | None) -> _Values | None:
    return None if n is None else np.asarray(n, dtype=np.float64)


def _same(values: _Values, _n: _Values | None) -> _Values:
    return values[()]


def _exp(values: _Values, _n: _Values | None) -> _Values:
    """Return e to the power of y, at most 1e304."""
    return np.exp(np.minimum(values, _LARGEST_EXPONENT))


def _log(values: _Values, _n: _Values | None) -> _Values:
    return np.log(values)


def _logit(values: _Values, _n: _Values | None) -> _Values:
    return np.log(values) - np.log1p(-values)


def _expit(values: _Values, _n: _Values | None) -> _Values:
    """Return 1/(1 + exp(-y)), with all digits also where it is tiny."""
    small = np.exp(-np.abs(values))
    return np.where(values < 0, small, 1.0)[()] / (1 + small)


def _fisher_z(values: _Values, _n: _Values | None) -> _Values:
    return np.arctanh(values)


def _tanh(values: _Values, _n: _Values | None) -> _Values:
    return np.tanh(values)


def _arcsine(values: _Values, _n: _Values | None) -> _Values:
    return np.arcsin(np.sqrt(values))


def _sine_squared(values: _Values, _n: _Values | None) -> _Values:
    return np.sin(np.clip(values, 0.0, np.pi / 2)) ** 2


def _root(values: _Values, _n: _Values | None) -> _Values:
    return np.sqrt(values)


def _square(values: _Values, _n: _Values | None) -> _Values:
    return np.maximum(values, 0.0) ** 2


def _double_arcsine(values: _Values, n: _Values | None) -> _Values:
    """Return (asin √(x/(n + 1)) + asin √((x + 1)/(n + 1)))/2 with x = np events."""
    if n is None:
        return _arcsine(values, None)
    events = values * n
    return (np.arcsin(np.sqrt(events / (n + 1))) + np.arcsin(np.sqrt((events + 1) / (n + 1)))) / 2


def _from_double_arcsine(values: _Values, n: _Values | None) -> _Values:
    """Return p = (1 - sign(cos t) √(1 - (sin t + (sin t - 1/sin t)/n)²))/2 with t = 2y; 0 or 1 beyond what n allows.

    Reference: Miller, American Statistician 1978;32:138, doi 10.1080/00031305.1978.10479283.
    """
    if n is None:
        return _sine_squared(values, None)
    sine, cosine = np.sin(2 * values), np.cos(2 * values)
    inner = 1 - (sine + (sine - 1 / sine) / n) ** 2
    inside = (1 - np.sign(cosine) * np.sqrt(np.maximum(inner, 0.0))) / 2
    low, high = _double_arcsine(np.zeros_like(values), n), _double_arcsine(np.ones_like(values), n)
    return np.where(values <= low, 0.0, np.where(values >= high, 1.0, inside))[()]


def _double_root(values: _Values, time: _Values | None) -> _Values:
    """Return (√λ + √(λ + 1/t))/2."""
    if time is None:
        return np.sqrt(values)
    return (np.sqrt(values) + np.sqrt(values + 1 / time)) / 2


def _from_double_root(values: _Values, time: _Values | None) -> _Values:
    """Return λ = (y - 1/(4ty))², 0 below the value that no event has."""
    if time is None:
        return _square(values, None)
    return np.where(values * np.sqrt(4 * time) <= 1, 0.0, (values - 1 / (4 * time * values)) ** 2)[()]


SCALES: Mapping[str, ScaleOfAnalysis] = {
    scale.id: scale
    for scale in (
        ScaleOfAnalysis(id="identity", title="As printed", transform=_same, inverse=_same),
        ScaleOfAnalysis(id="log", title="Logarithm", transform=_log, inverse=_exp, log_axis=True, largest=_LARGEST_LOG),
        ScaleOfAnalysis(id="logit", title="Logit", transform=_logit, inverse=_expit, largest=_LARGEST_LOG),
        ScaleOfAnalysis(id="fisher-z", title="Fisher's z", transform=_fisher_z, inverse=_tanh),
        ScaleOfAnalysis(id="arcsine", title="Arcsine of the square root", transform=_arcsine, inverse=_sine_squared),
        ScaleOfAnalysis(id="square-root", title="Square root", transform=_root, inverse=_square),
        ScaleOfAnalysis(
            id="freeman-tukey",
            title="Freeman and Tukey's double arcsine",
            transform=_double_arcsine,
            inverse=_from_double_arcsine,
            size="n",
        ),
        ScaleOfAnalysis(
            id="freeman-tukey-rate",
            title="Freeman and Tukey's double square root",
            transform=_double_root,
            inverse=_from_double_root,
            size="time",
        ),
    )
}
"""Scales by the key that `Measure.scale` gives."""
