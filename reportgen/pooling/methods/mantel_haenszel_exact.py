"""Pooling by Mantel and Haenszel on the counts as they are, nothing added."""

from __future__ import annotations

from reportgen.model import Plan
from reportgen.pooling.haenszel import HAENSZEL_MEASURES, Tables, pool_tables
from reportgen.pooling.parts import Centre, Method, Sample

__all__ = ["MANTEL_HAENSZEL_EXACT"]


def _centre(sample: Sample, _plan: Plan) -> Centre:
    """Return the Mantel-Haenszel estimate from raw counts; the variance of a risk difference is that of Sato.

    Reference: Mantel and Haenszel, Journal of the National Cancer Institute 1959;22:719; Sato, Greenland and Robins,
    Biometrics 1989;45:1323.
    """
    counts = sample.counts
    if "time_1" in counts:
        return pool_tables(sample, Tables.of_rates(counts))
    return pool_tables(sample, Tables.of_counts(counts), sato=True)


MANTEL_HAENSZEL_EXACT = Method(
    id="mantel-haenszel-exact",
    title="Mantel-Haenszel without correction",
    label="M-H",
    measures=HAENSZEL_MEASURES,
    reads_counts=True,
    centre=_centre,
)
