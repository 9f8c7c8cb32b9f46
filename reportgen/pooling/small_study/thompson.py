"""The regression of Thompson and Sharp: effects on standard errors, with additive variance between studies."""

from __future__ import annotations

from dataclasses import replace

from reportgen.pooling.distributions import t_two_sided
from reportgen.pooling.parts import Sample
from reportgen.pooling.small_study.egger_mixed import EGGER_MIXED
from reportgen.pooling.small_study.parts import Finding, Options, SmallStudyTest

__all__ = ["THOMPSON"]


def _run(sample: Sample, options: Options) -> Finding:
    """Return the t test, with k - 2 degrees of freedom, of the slope of y on √v with weights 1/(v + τ²).

    Reference: Thompson and Sharp, Statistics in Medicine 1999;18:2693, doi
    10.1002/(SICI)1097-0258(19991030)18:20<2693::AID-SIM235>3.0.CO;2-V, method 3.
    """
    finding = EGGER_MIXED.run(sample, options._replace(predictor="se"))
    df = finding.k - 2.0
    return replace(finding, df=df, p=float(t_two_sided(df, finding.statistic)), distribution="t")


THOMPSON = SmallStudyTest(
    id="thompson",
    title="Thompson and Sharp's test",
    label="Thompson",
    measures=None,
    columns=(),
    run=_run,
)
