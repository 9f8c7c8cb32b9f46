"""Macaskill's regression of effects on the number of participants."""

from __future__ import annotations

from reportgen.pooling.parts import Sample
from reportgen.pooling.small_study.parts import Finding, Options, SmallStudyTest
from reportgen.pooling.small_study.reading import effects, offset, participants, variances
from reportgen.pooling.small_study.weighted_line import finding_of_line, refuse_alike, weighted_line

__all__ = ["MACASKILL"]

_TITLE = "Macaskill's test"


def _run(sample: Sample, options: Options) -> Finding:
    """Return the t test of the slope of y on N with weights 1/v; the bias is the change per participant.

    Its intercept is the effect in a study without participants, not that of a very large one.

    Reference: Macaskill, Walter and Irwig, Statistics in Medicine 2001;20:641, doi 10.1002/sim.698.
    """
    n = participants(sample, options, _TITLE)
    refuse_alike(n, "number of participants", _TITLE)
    return finding_of_line(weighted_line(n, effects(sample), 1 / variances(sample), offset(sample)))


MACASKILL = SmallStudyTest(
    id="macaskill",
    title=_TITLE,
    label="Macaskill",
    measures=None,
    columns=(),
    reads_n=True,
    run=_run,
)
