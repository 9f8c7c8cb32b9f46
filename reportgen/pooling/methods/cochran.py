"""Pooling of rate ratios by Cochran's method: each study counts by the events it would have expected."""

from __future__ import annotations

import numpy as np

from reportgen.model import Plan
from reportgen.pooling.design import dot
from reportgen.pooling.parts import Centre, Method, Sample

__all__ = ["COCHRAN"]


def _centre(sample: Sample, _plan: Plan) -> Centre:
    """Return Σwy/Σw with w = e₂t₁/t₂, the events expected in arm 1 at the rate of arm 2; SE √(1/Σe₁ + 1/Σe₂).

    Reference: Smoking and Health: Report of the Advisory Committee to the Surgeon General (1964), chapter 8.
    """
    counts = sample.counts
    time_1, time_2 = counts["time_1"], np.where(counts["time_2"] > 0, counts["time_2"], 1.0)
    weights = counts["events_2"] * time_1 / time_2
    total = weights.sum(axis=0)
    known = total > 0
    safe = np.where(known, total, 1.0)
    events = [counts[name].sum(axis=0) for name in ("events_1", "events_2")]
    variance = sum(np.divide(1.0, e, out=np.full_like(e, np.inf), where=e > 0) for e in events)
    return Centre(
        estimate=np.where(known, dot(weights, sample.y) / safe, np.nan),
        se=np.sqrt(np.where(known, variance, np.nan)),
        weights=weights,
    )


COCHRAN = Method(
    id="cochran",
    title="Cochran",
    label="Cochran",
    measures=frozenset({"IRR"}),
    reads_counts=True,
    centre=_centre,
)
