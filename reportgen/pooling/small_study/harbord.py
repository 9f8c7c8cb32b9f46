"""Harbord's regression of efficient scores."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.design import Array
from reportgen.pooling.parts import Sample
from reportgen.pooling.small_study.parts import Finding, Options, SmallStudyTest
from reportgen.pooling.small_study.reading import column
from reportgen.pooling.small_study.weighted_line import finding_of_line, refuse_alike, refuse_few, weighted_line

__all__ = ["HARBORD"]

_TITLE = "Harbord's test"
_COLUMNS = ("events_1", "n_1", "events_2", "n_2")


def _run(sample: Sample, options: Options) -> Finding:
    """Return the t test of the slope of Z/V on 1/√V with weights V, on the counts as they are.

    With m events in N participants: for odds ratios Z = a - n₁m/N, V = n₁n₂m(N - m)/(N²(N - 1)); for risk ratios
    Z = (aN - n₁m)/(N - m), V = n₁n₂m/(N(N - m)), or Nm/(4(N - m)) as if both arms had N/2 (``equal-arms``, as in the R
    package meta). Studies without events, or without non-events, have V = 0 and are left out.

    Reference: Harbord, Egger and Sterne, Statistics in Medicine 2006;25:3443, doi 10.1002/sim.2380; Harbord, Harris and
    Sterne, The Stata Journal 2009;9:197.
    """
    a, one, c, two = (column(sample, name) for name in _COLUMNS)
    events, n = a + c, one + two
    told = (events > 0) & (events < n) & (one > 0) & (two > 0)
    a, one, two, events, n = (values[told] for values in (a, one, two, events, n))
    refuse_few(len(a), _TITLE)
    if sample.measure == "RR":
        z, v = _risk_ratio(a, one, two, events, n, equal=options.score_variance == "equal-arms")
    else:
        z = a - one * events / n
        v = (one / n) * (two / n) * events * ((n - events) / (n - 1))
    x = 1 / np.sqrt(v)
    refuse_alike(x, "variance of the score", _TITLE)
    return finding_of_line(weighted_line(x, z / v, v, 0.0))


def _risk_ratio(a: Array, one: Array, two: Array, events: Array, n: Array, *, equal: bool) -> tuple[Array, Array]:
    odds = events / (n - events)
    z = (a - one * events / n) * (1 + odds)
    return z, n / 4 * odds if equal else one * (two / n) * odds


HARBORD = SmallStudyTest(
    id="harbord",
    title=_TITLE,
    label="Harbord",
    measures=frozenset({"OR", "PETO", "RR"}),
    columns=(_COLUMNS,),
    run=_run,
)
