"""The moment estimator of DerSimonian and Laird."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.design import Array, Design
from reportgen.pooling.moments import over, standard_error
from reportgen.pooling.parts import Estimator, Sample

__all__ = ["DERSIMONIAN_LAIRD"]


def _estimate(sample: Sample, design: Design, q: Array) -> Array:
    """Return max(0, (Q - (k - p)) / tr P) with weights 1/v; for a mean, tr P is Σw - Σw²/Σw.

    Reference: DerSimonian and Laird, Controlled Clinical Trials 1986;7:177, doi 10.1016/0197-2456(86)90046-2.
    """
    spread = design.trace(1 / sample.v)
    return np.maximum(over(q - (sample.k - design.p), spread, 0.0), 0.0)


def _standard_error(sample: Sample, design: Design, tau2: Array) -> Array:
    w = 1 / sample.v
    return standard_error(sample, design, w, tau2, design.trace(w))


DERSIMONIAN_LAIRD = Estimator(
    id="DL", title="DerSimonian-Laird", label="DL", estimate=_estimate, standard_error=_standard_error
)
