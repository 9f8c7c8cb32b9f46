"""Testing for small-study effects: effects in, a typed result out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from reportgen.effects import EffectSizes
from reportgen.errors import DataError, Issue, did_you_mean
from reportgen.pooling.distributions import normal_quantile, t_quantile
from reportgen.pooling.parts import Array, Sample
from reportgen.pooling.pool import as_sample
from reportgen.pooling.registry import ESTIMATORS, MODELS
from reportgen.pooling.small_study.notes import notes_of_test
from reportgen.pooling.small_study.parts import Finding, Options, SmallStudyResult, SmallStudyTest
from reportgen.pooling.small_study.reading import has_participants
from reportgen.pooling.small_study.registry import SMALL_STUDY_TESTS
from reportgen.pooling.small_study.weighted_line import refuse_few

__all__ = ["small_study_test"]

_KNOWN: Mapping[str, Sequence[str]] = {
    "test": tuple(SMALL_STUDY_TESTS),
    "predictor": ("se", "v", "inverse-n"),
    "tau2": tuple(ESTIMATORS),
    "model": tuple(MODELS),
    "score_variance": ("exact", "equal-arms"),
}


def small_study_test(  # noqa: PLR0913  one choice an argument
    y: ArrayLike | EffectSizes,
    v: ArrayLike | None = None,
    *,
    test: str = "egger",
    study: Sequence[str] = (),
    n: ArrayLike | None = None,
    predictor: str = "se",
    tau2: str = "REML",
    model: str = "random",
    score_variance: str = "exact",
    level: float = 0.95,
) -> SmallStudyResult:
    """Return a test of whether small studies find other effects than large ones.

    `y` and `v` are effects and variances of k studies on the scale of analysis, or in their place stands the value of
    `effect_sizes`, whose studies without an effect are left out. `test` is a key of `SMALL_STUDY_TESTS`; each says in
    its docstring what it regresses on what: Egger's y on √v with weights 1/v, tested by t with k - 2 degrees of
    freedom. Tests that read events or participants need the value of `effect_sizes`, or `n`, the participants of each
    study.

    predictor (``egger``, ``egger-mixed``): ``se``, ``v`` or ``inverse-n``. tau2, model (``egger-mixed``, ``thompson``):
    the estimator of the variance between studies, or ``common`` for none. score_variance (``harbord``, risk ratios):
    ``exact``, or ``equal-arms`` as in the R package meta. level: of the interval of the bias.

    Example: ``small_study_test([0.35, 0.5, 0.65], [0.01, 0.04, 0.09]).bias`` is 1.5, the slope of 0.2 + 1.5 √v.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 13.3.5.4; Sterne et al.,
    BMJ 2011;343:d4002, doi 10.1136/bmj.d4002.

    Raises:
        DataError: a test or option that is not known; effects or variances that cannot be used; and where the test
            cannot be applied: fewer than three studies, a measure it is not made for, columns it lacks, or the same
            predictor in all studies.
    """
    _refuse_unknown(
        {"test": test, "predictor": predictor, "tau2": tau2, "model": model, "score_variance": score_variance}, level
    )
    sample, _ = as_sample(y, v, study=study)
    chosen = SMALL_STUDY_TESTS[test]
    options = Options(
        predictor=predictor, tau2=tau2, model=model, score_variance=score_variance, n=_sizes(n, y, sample), level=level
    )
    _refuse_unfit(sample, chosen, options)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        finding = chosen.run(sample, options)
    return _result(finding, chosen, options, sample.measure)


def _refuse_unknown(choices: Mapping[str, str], level: float) -> None:
    issues = [
        Issue(
            "estimator-is-known",
            None,
            f"found {value!r} for {name}, expected a known value",
            did_you_mean(str(value), _KNOWN[name]),
        )
        for name, value in choices.items()
        if value not in _KNOWN[name]
    ]
    if not 0.5 <= level < 1:
        issues.append(Issue("yaml-value-is-valid", None, f"found the level {level!r}, expected 0.5 to 1, as 0.95"))
    if issues:
        raise DataError(issues)


def _sizes(n: ArrayLike | None, y: ArrayLike | EffectSizes, sample: Sample) -> Array | None:
    """Return the participants of the studies in the sample."""
    if n is None:
        return None
    sizes = np.asarray(n, dtype=np.float64)
    used = np.array([not reason for reason in y.reasons]) if isinstance(y, EffectSizes) else np.ones(len(sample.y))
    if sizes.shape != used.shape:
        message = f"found {sizes.size} numbers of participants for {used.size} studies"
        raise DataError([Issue("effects-are-usable", None, message)])
    return sizes[used.astype(np.bool_)]


def _refuse_unfit(sample: Sample, test: SmallStudyTest, options: Options) -> None:
    """Raise a `DataError` where the test is not made for such studies."""
    refuse_few(int(sample.k[0]), test.title)
    if test.measures is not None and sample.measure not in test.measures:
        found = sample.measure or "effects of no declared measure"
        message = f"found {found}, expected {', '.join(sorted(test.measures))} for {test.title}"
        raise DataError([Issue("method-fits-data", None, message)])
    if test.columns and not any(set(columns) <= set(sample.counts) for columns in test.columns):
        message = f"found studies without {', '.join(test.columns[0])}, expected these columns for {test.title}"
        raise DataError([Issue("method-fits-data", None, message)])
    reads_n = test.reads_n or (test.takes_predictor and options.predictor == "inverse-n")
    if reads_n and not has_participants(sample, options):
        message = f"found studies without numbers of participants, expected them for {test.title}"
        raise DataError([Issue("method-fits-data", None, message, "give them as n")])


def _limits(finding: Finding, level: float) -> tuple[float | None, float | None]:
    """Return the interval of the bias; there is none for scores of ranks."""
    if finding.intercept is None:
        return None, None
    tail = (1 + level) / 2
    quantile = normal_quantile(tail) if finding.df is None else t_quantile(finding.df, tail)
    half = float(quantile) * finding.se_bias
    return finding.bias - half, finding.bias + half


def _result(finding: Finding, test: SmallStudyTest, options: Options, measure: str) -> SmallStudyResult:
    low, high = _limits(finding, options.level)
    return SmallStudyResult(
        test=test.id,
        title=test.title,
        predictor=options.predictor if test.takes_predictor else "",
        k=finding.k,
        measure=measure,
        bias=finding.bias,
        se_bias=finding.se_bias,
        ci_low=low,
        ci_high=high,
        statistic=finding.statistic,
        df=finding.df,
        p=finding.p,
        distribution=finding.distribution,
        intercept=finding.intercept,
        se_intercept=finding.se_intercept,
        tau2=finding.tau2,
        tau=finding.tau,
        notes=notes_of_test(test.id, measure, finding.k),
    )
