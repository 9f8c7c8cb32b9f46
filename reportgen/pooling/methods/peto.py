"""Pooling by Peto's one-step method, for rare events and groups of similar size."""

from __future__ import annotations

import numpy as np

from reportgen.model import Plan
from reportgen.pooling.parts import Centre, Method, Sample

__all__ = ["PETO"]


def _centre(sample: Sample, _plan: Plan) -> Centre:
    """Return Σ(O - E)/ΣV as a log odds ratio with standard error 1/√ΣV, from the counts as they are.

    O - E = a - n₁m/N and V = n₁n₂m(N - m)/(N²(N - 1)) with m events in N participants.

    Reference: Yusuf, Peto, Lewis, Collins and Sleight, Progress in Cardiovascular Diseases 1985;27:335,
    doi 10.1016/S0033-0620(85)80003-7; Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010).
    """
    one, two = sample.counts["n_1"], sample.counts["n_2"]
    events = sample.counts["events_1"] + sample.counts["events_2"]
    n = np.maximum(one + two, 2.0)
    surplus = sample.counts["events_1"] - one * (events / n)
    v = (one / n) * (two / n) * events * ((n - events) / (n - 1))
    total = v.sum(axis=0)
    known = total > 0
    return Centre(
        estimate=np.divide(surplus.sum(axis=0), total, out=np.full_like(total, np.nan), where=known) - sample.offset,
        se=np.divide(1.0, np.sqrt(total), out=np.full_like(total, np.nan), where=known),
        weights=v,
    )


PETO = Method(id="peto", title="Peto", label="Peto", measures=frozenset({"PETO"}), reads_counts=True, centre=_centre)
