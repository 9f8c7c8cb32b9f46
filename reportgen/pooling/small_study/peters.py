"""Peters's regression of effects on the inverse of the number of participants."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.design import Array
from reportgen.pooling.parts import Sample
from reportgen.pooling.small_study.parts import Finding, Options, SmallStudyTest
from reportgen.pooling.small_study.reading import column, effects, offset
from reportgen.pooling.small_study.weighted_line import finding_of_line, refuse_alike, refuse_few, weighted_line

__all__ = ["PETERS"]

_TITLE = "Peters's test"


def _run(sample: Sample, _options: Options) -> Finding:
    """Return the t test of the slope of y on 1/N with weights m(N - m)/N, m being the events in N participants.

    Studies without events, or without non-events, weigh nothing and are left out.

    Reference: Peters, Sutton, Jones, Abrams and Rushton, JAMA 2006;295:676, doi 10.1001/jama.295.6.676.
    """
    events, n = _of_both_arms(sample)
    told = (events > 0) & (events < n)
    refuse_few(int(told.sum()), _TITLE)
    events, n, y = events[told], n[told], effects(sample)[told]
    refuse_alike(1 / n, "number of participants", _TITLE)
    return finding_of_line(weighted_line(1 / n, y, events * ((n - events) / n), offset(sample)))


def _of_both_arms(sample: Sample) -> tuple[Array, Array]:
    """Return the events and participants of each study."""
    if "events" in sample.counts:
        return column(sample, "events"), column(sample, "n")
    events, n = (column(sample, f"{name}_1") + column(sample, f"{name}_2") for name in ("events", "n"))
    return np.asarray(events), np.asarray(n)


PETERS = SmallStudyTest(
    id="peters",
    title=_TITLE,
    label="Peters",
    measures=frozenset({"OR", "PETO", "RR", "RD", "AS", "PLO", "PLN", "PR", "PAS", "PFT"}),
    columns=(("events_1", "n_1", "events_2", "n_2"), ("events", "n")),
    run=_run,
)
