"""The rank correlation test of Begg and Mazumdar by the normal distribution, for any number of studies."""

from __future__ import annotations

from reportgen.pooling.parts import Sample
from reportgen.pooling.small_study.begg import rank_finding
from reportgen.pooling.small_study.parts import Finding, Options, SmallStudyTest

__all__ = ["BEGG_NORMAL"]

_TITLE = "Begg and Mazumdar's test by the normal distribution"


def _run(sample: Sample, _options: Options) -> Finding:
    """Return Kendall's score over its standard deviation, without continuity correction.

    Reference: Begg and Mazumdar, Biometrics 1994;50:1088, doi 10.2307/2533446.
    """
    return rank_finding(sample, _TITLE)[0]


BEGG_NORMAL = SmallStudyTest(
    id="begg-normal",
    title=_TITLE,
    label="Begg, normal",
    measures=None,
    columns=(),
    run=_run,
)
