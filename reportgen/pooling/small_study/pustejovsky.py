"""The regression of Pustejovsky and Rodgers for standardised mean differences."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.parts import Sample
from reportgen.pooling.small_study.parts import Finding, Options, SmallStudyTest
from reportgen.pooling.small_study.reading import column, effects, offset, variances
from reportgen.pooling.small_study.weighted_line import finding_of_line, refuse_alike, weighted_line

__all__ = ["PUSTEJOVSKY"]

_TITLE = "Pustejovsky and Rodgers's test"


def _run(sample: Sample, _options: Options) -> Finding:
    """Return the t test of the slope of y on √(1/n₁ + 1/n₂) with weights 1/v.

    The predictor is the part of the standard error that does not depend on the effect.

    Reference: Pustejovsky and Rodgers, Research Synthesis Methods 2019;10:57, doi 10.1002/jrsm.1332.
    """
    x = np.sqrt(1 / column(sample, "n_1") + 1 / column(sample, "n_2"))
    refuse_alike(x, "numbers of participants", _TITLE)
    return finding_of_line(weighted_line(x, effects(sample), 1 / variances(sample), offset(sample)))


PUSTEJOVSKY = SmallStudyTest(
    id="pustejovsky",
    title=_TITLE,
    label="Pustejovsky",
    measures=frozenset({"SMD", "D", "GLASS"}),
    columns=(("n_1", "n_2"),),
    run=_run,
)
