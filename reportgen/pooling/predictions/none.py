"""No prediction interval."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.parts import Array, Fit, Prediction, Sample

__all__ = ["NONE"]


def _half_width(sample: Sample, _fit: Fit, _level: float) -> Array:
    """Return NaN.

    Reference: none is needed.
    """
    return np.full(sample.y.shape[1], np.nan)


NONE = Prediction(id="none", title="None", half_width=_half_width)
