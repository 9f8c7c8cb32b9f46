"""record_of(): what a version of a review found, as plain values that can be kept."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from reportgen.document import Number
from reportgen.effects import MEASURES
from reportgen.effects import size_of as row_size
from reportgen.model import (
    Outcome,
    PublishedEffect,
    Record,
    RecordedCount,
    RecordedEffect,
    RecordedJudgement,
    RecordedResult,
    RecordedStudy,
    Review,
)
from reportgen.pooling import Pooled
from reportgen.quantities import (
    Analysis,
    EffectQuantities,
    comparison_of,
    finding_of,
    full_name,
    natural,
    pooled_quantities,
    pools_anything,
    published_finding,
    published_quantities,
    size_of,
)
from reportgen.wording.statements import Finding, verdict

__all__ = ["record_of"]


def record_of(analysis: Analysis) -> Record:
    """Return what a review found: studies, results in the order of the outcomes, judgements, flow, search."""
    review = analysis.review
    return Record(
        title=review.title,
        studies=tuple(
            RecordedStudy(study=one.id, status=one.status, reports=one.reports, n_randomised=one.n_randomised.value)
            for one in review.studies
        ),
        results=tuple(result for outcome in review.outcomes for result in _results(analysis, outcome)),
        judgements=tuple(
            RecordedJudgement(study=one.study, domain=one.domain, outcome=one.outcome, level=one.level)
            for one in review.judgements
        ),
        tool=review.risk_of_bias_tool.id if review.risk_of_bias_tool else "",
        flow=tuple(RecordedCount(item=one.item, detail=one.detail, n=one.n.value) for one in review.flow.counts),
        search=(*review.search.databases, *review.search.registers),
    )


def _results(analysis: Analysis, outcome: Outcome) -> Iterator[RecordedResult]:
    pooled = analysis.pooled.get(outcome.id)
    if pooled is not None:
        yield _pooled(analysis, outcome, pooled)
        for name, part in pooled.subgroups:
            yield _pooled(analysis, outcome, part, name)
    for published in analysis.published(outcome):
        yield _published(analysis, outcome, published)


def _pooled(analysis: Analysis, outcome: Outcome, pooled: Pooled, part: str = "") -> RecordedResult:
    kind = MEASURES[outcome.measure]
    effects = tuple(_effects(pooled))
    common: dict[str, Any] = {
        **_named(analysis.review, outcome),
        "part": part,
        "measure": outcome.measure,
        "level": pooled.plan.level,
    }
    shown = pooled_quantities(pooled, analysis.style, part)
    if shown is None:
        return RecordedResult(**common, null=kind.null, effects=effects)
    finding = finding_of(analysis, outcome, shown.effect)
    low, high = shown.prediction or (None, None)
    return RecordedResult(
        **common,
        **_effect(shown.effect),
        **_judged(finding, outcome),
        how=shown.k.how,
        k=int(shown.k.value or 0),
        n=_value(shown.n_used),
        p=_value(shown.p),
        chi2=_value(shown.chi2),
        df=None if shown.df is None else int(shown.df.value or 0),
        p_het=_value(shown.p_het),
        i2=_value(shown.i2),
        tau2=_value(shown.tau2),
        prediction_low=_value(low),
        prediction_high=_value(high),
        effects=effects,
    )


def _published(analysis: Analysis, outcome: Outcome, published: PublishedEffect) -> RecordedResult:
    shown = published_quantities(published, analysis.style)
    measure = published.measure or outcome.measure
    common: dict[str, Any] = {
        **_named(analysis.review, outcome),
        "published": published.id,
        "measure": measure,
        "how": "as published",
    }
    data = {name: _finite(cell.value) for name, cell in published.data.items()}
    given: dict[str, Any] = {
        name: data.get(name) for name in ("estimate", "ci_low", "ci_high", "chi2", "p_het", "i2", "tau2", "n")
    }
    whole: dict[str, Any] = {name: None if data.get(name) is None else int(data[name] or 0) for name in ("k", "df")}
    if shown.effect is None:
        return RecordedResult(**common, **given, **whole, p=_value(shown.p))
    finding = published_finding(analysis, outcome, published, shown.effect, shown.k)
    judged = _judged(finding, outcome, measure)
    return RecordedResult(**common, **given, **whole, **judged, p=_value(shown.p))


def _named(review: Review, outcome: Outcome) -> dict[str, Any]:
    comparison = comparison_of(review, outcome)
    certainty = review.certainty_of(outcome.id)
    return {
        "outcome": outcome.id,
        "title": full_name(outcome),
        "comparison": comparison.title,
        "experimental": comparison.experimental,
        "comparator": comparison.comparator,
        "better": outcome.better,
        "certainty": (certainty.word or "") if certainty else "",
    }


def _judged(finding: Finding, outcome: Outcome, measure: str = "") -> dict[str, Any]:
    return {"null": finding.null, "verdict": verdict(finding), "size": size_of(finding, outcome, measure) or ""}


def _effect(effect: EffectQuantities) -> dict[str, Any]:
    return {name: _value(getattr(effect, name)) for name in ("estimate", "ci_low", "ci_high")}


def _effects(pooled: Pooled) -> Iterator[RecordedEffect]:
    kind, weighted = MEASURES[pooled.effects.measure], pools_anything(pooled)
    for row, own, weight in zip(pooled.effects.rows, pooled.studies, pooled.weights, strict=True):
        about: dict[str, Any] = {"study": row.study, "subgroup": row.subgroup, "state": row.state}
        if own is None:
            yield RecordedEffect(**about)
            continue
        size = row_size(row, pooled.effects.scale)
        names = ("estimate", "ci_low", "ci_high")
        limits: dict[str, Any] = {name: _finite(natural(getattr(own, name), kind, size)) for name in names}
        yield RecordedEffect(**about, **limits, weight=weight if weighted and row.state == "used" else None)


def _value(number: Number | None) -> float | None:
    return None if number is None else _finite(number.value)


def _finite(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None
