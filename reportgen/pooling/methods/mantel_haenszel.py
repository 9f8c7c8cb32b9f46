"""Pooling by Mantel and Haenszel, with what the zero-cell rule adds also in the sums, as RevMan does."""

from __future__ import annotations

from dataclasses import replace

from reportgen.effects import corrected_cells
from reportgen.model import Plan
from reportgen.pooling.design import dot
from reportgen.pooling.haenszel import HAENSZEL_MEASURES, Tables, pool_tables
from reportgen.pooling.parts import Centre, Method, Sample

__all__ = ["MANTEL_HAENSZEL"]


def _centre(sample: Sample, plan: Plan) -> Centre:
    """Return the Mantel-Haenszel estimate of the sample's measure.

    Reference: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010).
    """
    counts = sample.counts
    if "time_1" in counts:
        return pool_tables(sample, Tables.of_rates(counts))
    a, b, c, d, _ = corrected_cells(
        counts["events_1"], counts["n_1"], counts["events_2"], counts["n_2"], plan.zero_cells
    )
    centre = pool_tables(sample, Tables(a, a + b, c, c + d))
    if sample.measure != "RD":
        return centre
    # the weights are those of the corrected cells, but the risks are only if the rule corrects differences
    return replace(centre, estimate=dot(centre.weights, sample.y) / centre.weights.sum(axis=0))


MANTEL_HAENSZEL = Method(
    id="mantel-haenszel",
    title="Mantel-Haenszel",
    label="M-H",
    measures=HAENSZEL_MEASURES,
    reads_counts=True,
    centre=_centre,
)
