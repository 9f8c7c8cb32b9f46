"""Egger's regression of the effects on their standard errors."""

from __future__ import annotations

import numpy as np

from reportgen.pooling.design import Array
from reportgen.pooling.parts import Sample
from reportgen.pooling.small_study.parts import Finding, Options, SmallStudyTest
from reportgen.pooling.small_study.reading import effects, offset, participants, variances
from reportgen.pooling.small_study.weighted_line import finding_of_line, refuse_alike, weighted_line

__all__ = ["EGGER", "predictor_of"]

_TITLE = "Egger's test"
_WORDS = {"se": "standard error", "v": "variance", "inverse-n": "number of participants"}


def predictor_of(sample: Sample, options: Options, title: str) -> Array:
    """Return what the effects are regressed on: √v, v or 1/n.

    Raises:
        DataError: the same value in all studies, or participants that are not known.
    """
    if options.predictor == "inverse-n":
        x = 1 / participants(sample, options, title)
    else:
        v = variances(sample)
        x = v if options.predictor == "v" else np.sqrt(v)
    refuse_alike(x, _WORDS[options.predictor], title)
    return x


def _run(sample: Sample, options: Options) -> Finding:
    """Return the t test, with k - 2 degrees of freedom, of the slope of y on √v with weights 1/v.

    The slope is the intercept of Egger's own form, y/√v on 1/√v; the intercept is the effect at a standard error of 0.

    Reference: Egger, Davey Smith, Schneider and Minder, BMJ 1997;315:629, doi 10.1136/bmj.315.7109.629; Sterne and
    Egger, in Rothstein, Sutton and Borenstein (editors), Publication Bias in Meta-Analysis (2005), chapter 6.
    """
    x = predictor_of(sample, options, _TITLE)
    return finding_of_line(weighted_line(x, effects(sample), 1 / variances(sample), offset(sample)))


EGGER = SmallStudyTest(
    id="egger",
    title=_TITLE,
    label="Egger",
    measures=None,
    columns=(),
    takes_predictor=True,
    run=_run,
)
