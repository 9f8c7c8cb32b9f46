"""Deeks's regression of log odds ratios on the effective sample size."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.parts import Sample
from reportgen.pooling.small_study.parts import Finding, Options, SmallStudyTest
from reportgen.pooling.small_study.reading import column, effects, offset
from reportgen.pooling.small_study.weighted_line import finding_of_line, refuse_alike, weighted_line

__all__ = ["DEEKS"]

_TITLE = "Deeks's test"


def _run(sample: Sample, _options: Options) -> Finding:
    """Return the t test of the slope of y on 1/√ESS with weights ESS = 4n₁n₂/(n₁ + n₂).

    It was made for diagnostic odds ratios, n₁ and n₂ being the diseased and those who are not.

    Reference: Deeks, Macaskill and Irwig, Journal of Clinical Epidemiology 2005;58:882, doi
    10.1016/j.jclinepi.2005.01.016.
    """
    one, two = column(sample, "n_1"), column(sample, "n_2")
    size = 4 * one * (two / (one + two))
    refuse_alike(size, "effective sample size", _TITLE)
    return finding_of_line(weighted_line(1 / np.sqrt(size), effects(sample), size, offset(sample)))


DEEKS = SmallStudyTest(
    id="deeks",
    title=_TITLE,
    label="Deeks",
    measures=frozenset({"OR", "PETO"}),
    columns=(("n_1", "n_2"),),
    run=_run,
)
