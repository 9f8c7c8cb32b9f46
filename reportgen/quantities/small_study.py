"""What is printed of small-study effects: the test of a funnel's asymmetry, and the result of trim and fill."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.document import Number
from reportgen.effects import MEASURES, typical_size
from reportgen.errors import DataError
from reportgen.pooling import Estimate, Pooled
from reportgen.pooling.distributions import normal_quantile
from reportgen.pooling.small_study import SMALL_STUDY_NOTES, SMALL_STUDY_TESTS, SmallStudyResult, small_study_test
from reportgen.pooling.trim_and_fill import TrimAndFill, trim_and_fill
from reportgen.quantities.effect import effect_quantities
from reportgen.quantities.nodes import EffectQuantities
from reportgen.quantities.points import error_decimals
from reportgen.quantities.pooled_studies import basis_of, inverse_variance_settings, sizes_of
from reportgen.quantities.shown import distinct_studies
from reportgen.style import Style
from reportgen.wording import numbers

__all__ = [
    "FEWEST_STUDIES",
    "AsymmetryQuantities",
    "FilledQuantities",
    "asymmetry_quantities",
    "asymmetry_test_for",
    "filled_effect",
    "filled_quantities",
]

FEWEST_STUDIES = 10
"""With fewer studies no test is made (Cochrane Handbook, version 6.5, section 13.3.5.4)."""

_TESTS: Mapping[str, str] = {
    **dict.fromkeys(("OR", "PETO"), "harbord"),
    **dict.fromkeys(("SMD", "D", "GLASS"), "pustejovsky"),
    **dict.fromkeys(("RD", "AS", "PR", "PLO", "PLN", "PAS", "PFT"), "peters"),
}
"""The test by measure; Egger's for all others.

Where the standard error depends on the effect, Egger's test finds asymmetry too often: odds ratios are tested by
Harbord's scores, standardised mean differences on the part of the error that does not depend on them, risk
differences and proportions by Peters's regression on the number of participants.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsymmetryQuantities:
    """What is printed of a test of asymmetry; `letter` is that of its statistic, `notes` are whole clauses."""

    title: str
    letter: str
    statistic: Number
    df: Number | None
    p: Number
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledQuantities:
    """What is printed of trim and fill; `found` holds the studies filled in, on the scale of analysis.

    `added` counts them, `effect` is the estimate with them, by inverse variance. The estimate on the scale of analysis
    is `centre`.
    """

    found: TrimAndFill
    added: Number
    effect: EffectQuantities
    centre: float


def asymmetry_test_for(pooled: Pooled) -> str:
    """Return the test for a result, a key of `SMALL_STUDY_TESTS`: that of its measure if its rows give the data for it.

    Egger's otherwise.
    """
    test = SMALL_STUDY_TESTS[_TESTS.get(pooled.effects.measure, "egger")]
    given = set(sizes_of(pooled).columns)
    return test.id if not test.columns or any(set(columns) <= given for columns in test.columns) else "egger"


def asymmetry_quantities(pooled: Pooled, style: Style) -> AsymmetryQuantities | None:
    """Return what is printed of the test for asymmetry; None below ten studies or where the data do not allow it."""
    if distinct_studies(pooled) < FEWEST_STUDIES:
        return None
    try:
        found = small_study_test(sizes_of(pooled), test=asymmetry_test_for(pooled), level=pooled.plan.level)
    except DataError:
        return None
    if math.isnan(found.statistic) or math.isnan(found.p):
        return None
    return _asymmetry(pooled, found, style)


def _asymmetry(pooled: Pooled, found: SmallStudyResult, style: Style) -> AsymmetryQuantities:
    def number(statistic: str, value: float, text: str) -> Number:
        inputs, provenance, how = basis_of(pooled, found.title)
        return Number(
            text=text,
            value=value,
            statistic=f"asymmetry_{statistic}",
            subject=f"outcome/{pooled.effects.outcome.id}",
            inputs=inputs,
            provenance=provenance,
            how=how,
        )

    letter = "t" if found.distribution == "t" else "z"
    df = found.df
    return AsymmetryQuantities(
        title=found.title,
        letter=letter,
        statistic=number(letter, found.statistic, numbers.fixed(found.statistic, 2)),
        df=None if df is None else number("df", df, numbers.degrees_of_freedom(df)),
        p=number("p", found.p, numbers.p_value(found.p, style.numbers)),
        notes=tuple(SMALL_STUDY_NOTES[code] for code in found.notes),
    )


def filled_quantities(pooled: Pooled, style: Style) -> FilledQuantities:
    """Return what is printed of trim and fill by the estimator L0 and the model of the result.

    Raises:
        DataError: fewer than three studies, the same standard error in all, or a number of studies that never settles.
    """
    settings = inverse_variance_settings(pooled.plan)
    found = trim_and_fill(sizes_of(pooled), **settings)
    summary = found.filled.summary
    if summary is None:
        raise ValueError("three studies or more have a summary")
    basis = basis_of(pooled, f"trim and fill, L0, inverse variance, {pooled.plan.model}")
    subject = f"outcome/{pooled.effects.outcome.id}/trim-and-fill"
    size = typical_size(pooled.effects)
    added = Number(
        text=str(found.k0),
        value=found.k0,
        statistic="k_filled",
        subject=subject,
        inputs=basis[0],
        provenance=basis[1],
        how=basis[2],
    )
    return FilledQuantities(
        found=found,
        added=added,
        effect=effect_quantities(summary, MEASURES[pooled.effects.measure].id, subject, basis, style, size),
        centre=summary.estimate,
    )


def filled_effect(pooled: Pooled, name: str, y: float, v: float, style: Style) -> tuple[EffectQuantities, Number]:
    """Return effect and standard error of a study filled in, which rest on all studies."""
    se = math.sqrt(v)
    half = float(normal_quantile((1 + pooled.plan.level) / 2)) * se
    estimate = Estimate(
        estimate=y, se=se, ci_low=y - half, ci_high=y + half, statistic=y / se, df=None, p=math.nan, interval="wald"
    )
    basis = basis_of(pooled, "filled in by trim and fill")
    subject = f"outcome/{pooled.effects.outcome.id}/trim-and-fill/{name}"
    effect = effect_quantities(estimate, pooled.effects.measure, subject, basis, style, typical_size(pooled.effects))
    error = Number(
        text=numbers.fixed(se, error_decimals(se)),
        value=se,
        statistic="se",
        subject=subject,
        inputs=basis[0],
        provenance=basis[1],
        how=basis[2],
    )
    return effect, error
