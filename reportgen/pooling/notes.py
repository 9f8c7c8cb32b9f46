"""What a reader must know of a result beyond its numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from reportgen.model import Plan
from reportgen.pooling.fit import Fits

__all__ = ["NOTES", "WIDE_RANGE", "notes_of"]

WIDE_RANGE = 1e7
"""From this ratio of the largest to the smallest variance on, results hang on one study and lose digits."""

NOTES: Mapping[str, str] = {
    "wald-for-two-studies": "Wald interval: with two studies that of Hartung-Knapp-Sidik-Jonkman is too wide to tell",
    "wald-without-heterogeneity": "Wald interval, since the between-study variance was estimated as zero",
    "hksj-below-wald": "the Hartung-Knapp-Sidik-Jonkman factor is below 1: the interval rests on a smaller standard "
    "error than Wald's",
    "variances-far-apart": "the variances of the studies lie more than ten million times apart",
}
"""Codes with what they say."""


def notes_of(fits: Fits, index: int, plan: Plan, variances: NDArray[np.float64]) -> tuple[str, ...]:
    """Return the codes for one meta-analysis with these variances of its studies."""
    k, applied = int(fits.k[index]), str(fits.interval[index])
    ruled = plan.model == "random" and plan.interval == "hksj-or-wald" and applied == "wald"
    found = {
        "wald-for-two-studies": ruled and k == 2,
        "wald-without-heterogeneity": ruled and k > 2,
        "hksj-below-wald": applied == "hksj" and float(fits.hksj_q[index]) < 1,
        "variances-far-apart": k > 1 and float(variances.max()) > WIDE_RANGE * float(variances.min()),
    }
    return tuple(code for code, holds in found.items() if holds)
