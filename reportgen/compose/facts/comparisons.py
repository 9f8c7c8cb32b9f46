"""What each comparison found, outcome by outcome, as sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from reportgen.compose.facts.methods import confidence_level
from reportgen.document import CrossRef, Datum, Footnote, Number, Text
from reportgen.effects import MEASURES
from reportgen.model import Comparison, Outcome, PublishedEffect
from reportgen.pooling import Pooled
from reportgen.quantities import (
    Analysis,
    PooledQuantities,
    PublishedQuantities,
    forest_plots,
    natural,
    pooled_quantities,
    published_quantities,
)
from reportgen.wording.phrases import Phrase, capitalised, listed, weave
from reportgen.wording.statements import Finding, Verdict, heterogeneity_word, state_finding, verdict

__all__ = ["ComparisonFacts", "OutcomeFacts", "OutcomeGroup", "comparison_facts"]


FEW_STUDIES = 3
UNIMPORTANT_I2 = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFacts:
    """One outcome: its title, the sentences on its result, and whom the result favours (empty when nothing is known).

    `short` is the result without heterogeneity, for the abstract.
    """

    id: str
    title: str
    group: str
    sentences: Phrase
    short: Phrase
    verdict: Verdict | str
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGroup:
    """Outcomes that are reported under one heading."""

    title: str
    outcomes: tuple[OutcomeFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonFacts:
    """One comparison: names of its sides, its outcomes in groups, and which of them favour whom."""

    id: str
    title: str
    experimental: str
    comparator: str
    groups: tuple[OutcomeGroup, ...]
    figures: Phrase
    main: OutcomeFacts | None
    favouring_experimental: Phrase
    favouring_comparator: Phrase
    inconclusive: Phrase
    conclusion: Phrase
    has_results: bool


def comparison_facts(analysis: Analysis, comparison: Comparison) -> ComparisonFacts:
    """Return the facts of one comparison."""
    outcomes = [o for o in analysis.review.outcomes if o.comparison == comparison.id]
    noted: set[str] = set()
    facts = tuple(_outcome(analysis, comparison, outcome, noted) for outcome in outcomes)
    titles = dict.fromkeys(fact.group for fact in facts)
    favoured = _titles(facts, "favours experimental"), _titles(facts, "favours comparator")
    inconclusive = _titles(facts, "inconclusive")
    return ComparisonFacts(
        id=comparison.id,
        title=comparison.title,
        experimental=comparison.experimental,
        comparator=comparison.comparator,
        groups=tuple(
            OutcomeGroup(title=title, outcomes=tuple(fact for fact in facts if fact.group == title)) for title in titles
        ),
        figures=_figures(analysis, comparison),
        main=next((fact for fact in facts if fact.verdict), None),
        favouring_experimental=favoured[0],
        favouring_comparator=favoured[1],
        inconclusive=inconclusive,
        conclusion=_conclusion(comparison, favoured, inconclusive),
        has_results=any(fact.verdict for fact in facts),
    )


def _titles(facts: tuple[OutcomeFacts, ...], wanted: Verdict) -> Phrase:
    return listed(list(dict.fromkeys(fact.title for fact in facts if fact.verdict == wanted)))


def _conclusion(comparison: Comparison, favoured: tuple[Phrase, Phrase], inconclusive: Phrase) -> Phrase:
    """Return what the comparison found in one sentence, by whom the results favoured."""
    parts = [
        weave("the results favoured {side} for {titles}", side=side, titles=titles)
        for side, titles in zip((comparison.experimental, comparison.comparator), favoured, strict=True)
        if titles
    ]
    if inconclusive:
        parts.append(weave("there was no evidence of a difference in {titles}", titles=inconclusive))
    row: Phrase = ()
    for part in parts:
        row = (*row, *((Text("; "),) if row else ()), *part)
    return weave("{row}.", row=row) if row else ()


def _figures(analysis: Analysis, comparison: Comparison) -> Phrase:
    plots = forest_plots(analysis).items()
    ids = [id_ for id_, outcomes in plots if any(o.comparison == comparison.id for o in outcomes)]
    return listed([(CrossRef(target=f"fig-{id_}"),) for id_ in ids])


def _outcome(analysis: Analysis, comparison: Comparison, outcome: Outcome, noted: set[str]) -> OutcomeFacts:
    pooled = analysis.pooled.get(outcome.id)
    shown = pooled_quantities(pooled, analysis.style) if pooled else None
    if pooled and shown:
        return _from_pooled(comparison, pooled, shown, noted)
    published = analysis.published(outcome)
    if published:
        return _from_published(analysis, comparison, outcome, published)
    reason = outcome.not_pooled_reason or "no study gave data that could be pooled"
    sentence = weave("{title} was not pooled: {reason}.", title=capitalised(outcome.title), reason=reason.rstrip("."))
    return _facts(outcome, sentence, sentence, "", published=False)


def _from_pooled(comparison: Comparison, pooled: Pooled, shown: PooledQuantities, noted: set[str]) -> OutcomeFacts:
    outcome = pooled.effects.outcome
    measure = MEASURES[outcome.measure]
    assert pooled.summary is not None
    low, middle, high = (
        natural(x, measure) for x in (pooled.summary.ci_low, pooled.summary.estimate, pooled.summary.ci_high)
    )
    finding = _finding(comparison, outcome, (middle, low, high), pooled.k)
    claim = state_finding(finding, _statistics(outcome, shown))
    sentences = (*claim, *_provenance_note(shown, noted), *_heterogeneity(shown), *_left_out(pooled))
    return _facts(outcome, sentences, claim, verdict(finding), published=False)


def _from_published(
    analysis: Analysis, comparison: Comparison, outcome: Outcome, published: tuple[PublishedEffect, ...]
) -> OutcomeFacts:
    row: Phrase = ()
    found: Verdict | str = ""
    for effect in published:
        shown = published_quantities(effect, analysis.style)
        row = (*row, *((Text(" "),) if row else ()))
        if shown.effect is None:
            row = (*row, *weave("{statement}", statement=capitalised(effect.statement)))
            continue
        e = shown.effect
        values = (float(e.estimate.value or 0), float(e.ci_low.value or 0), float(e.ci_high.value or 0))
        k = int(shown.k.value) if shown.k and shown.k.value is not None else None
        finding = _finding(comparison, outcome, values, k)
        finding = replace(finding, published=True, favours=_side(effect.favours))
        found = verdict(finding)
        row = (*row, *state_finding(finding, _published_statistics(outcome, shown)))
    return _facts(outcome, row, row, found, published=True)


def _facts(outcome: Outcome, sentences: Phrase, short: Phrase, found: Verdict | str, *, published: bool) -> OutcomeFacts:
    return OutcomeFacts(
        id=outcome.id,
        title=outcome.title,
        group=outcome.group,
        sentences=sentences,
        short=short,
        verdict=found,
        published=published,
    )


def _finding(
    comparison: Comparison, outcome: Outcome, values: tuple[float, float, float], k: int | None
) -> Finding:
    measure = MEASURES[outcome.measure]
    time = f" ({outcome.time_point})" if outcome.time_point else ""
    return Finding(
        title=outcome.title + time,
        experimental=comparison.experimental,
        comparator=comparison.comparator,
        kind=measure.kind,
        better=outcome.better,
        null=measure.null,
        estimate=values[0],
        ci_low=values[1],
        ci_high=values[2],
        k=k,
    )


def _statistics(outcome: Outcome, shown: PooledQuantities) -> Phrase:
    plan_level = confidence_level(outcome.plan)
    return weave(
        "{measure} {estimate}, {level} CI {low} to {high}; {p}{i2}; {k}{n}",
        measure=outcome.measure,
        estimate=shown.effect.estimate,
        level=plan_level,
        low=shown.effect.ci_low,
        high=shown.effect.ci_high,
        p=_p(shown.p),
        i2=weave("; I² = {i2}", i2=shown.i2) if shown.i2 else None,
        k=_studies(shown.k),
        n=weave(", {n} participants", n=shown.n) if shown.n else None,
    )


def _published_statistics(outcome: Outcome, shown: PublishedQuantities) -> Phrase:
    assert shown.effect is not None
    return weave(
        "{measure} {estimate}, {level} CI {low} to {high}{p}{i2}{k}{n}",
        measure=outcome.measure,
        estimate=shown.effect.estimate,
        level=confidence_level(outcome.plan),
        low=shown.effect.ci_low,
        high=shown.effect.ci_high,
        p=weave("; {p}", p=_printed_p(shown.p)) if shown.p else None,
        i2=weave("; I² = {i2}", i2=shown.i2) if shown.i2 else None,
        k=weave("; {k}", k=_studies(shown.k)) if shown.k else "; number of studies not reported",
        n=weave(", {n} participants", n=shown.n) if shown.n else None,
    )


def _p(p: Number) -> Phrase:
    return weave("P {p}", p=p) if p.text.startswith("<") else weave("P = {p}", p=p)


def _printed_p(p: Number) -> Phrase:
    """Return a P value as published; one printed as zero, which cannot be, is called what it is."""
    return weave("P printed as {p}", p=p) if p.value == 0 else _p(p)


def _studies(k: Number) -> Phrase:
    return weave("{k} study", k=k) if k.value == 1 else weave("{k} studies", k=k)


def _heterogeneity(shown: PooledQuantities) -> Phrase:
    if shown.chi2 is None or shown.df is None or shown.p_het is None or shown.i2 is None:
        return ()
    i2 = float(shown.i2.value or 0)
    word = heterogeneity_word(i2)
    if (shown.k.value or 0) <= FEW_STUDIES:
        opening = "Heterogeneity can hardly be judged from so few studies"
        opening += f", but there is a sign of {word}" if i2 > UNIMPORTANT_I2 else ""
    else:
        opening = f"There was {word}"
    return weave(
        " {opening} (Chi² = {chi2}, df = {df}, {p}; I² = {i2}{tau2}).",
        opening=opening,
        chi2=shown.chi2,
        df=shown.df,
        p=_p(shown.p_het),
        i2=shown.i2,
        tau2=weave("; τ² = {tau2}", tau2=shown.tau2) if shown.tau2 else None,
    )


def _left_out(pooled: Pooled) -> Phrase:
    rows = [row for row in pooled.effects.rows if row.state != "used"]
    parts: Phrase = ()
    for row in rows:
        verb = "is shown but adds nothing to the estimate" if row.state == "not_estimable" else "was left out"
        subject = f"outcome/{pooled.effects.outcome.id}/study/{row.study}"
        inputs = row.inputs or tuple(result.origin for result in row.results)
        name = Datum(text=row.study, subject=subject, inputs=inputs)  # said because of what its cells hold
        parts = (*parts, *weave(" {name} {verb}: {reason}.", name=name, verb=verb, reason=row.reason.rstrip(".")))
    return parts


def _provenance_note(shown: PooledQuantities, noted: set[str]) -> Phrase:
    """Return a footnote at the first result of a comparison that rests on data not printed in a source."""
    provenance = shown.effect.estimate.provenance
    if provenance == "reported" or provenance in noted:
        return ()
    noted.add(provenance)
    text = f"Some of the study data behind this result are {provenance}, not printed in a source; so are those of other results "
    return (
        Footnote(
            children=(
                Text(text + "marked in "),
                CrossRef(target="tbl-pooled"),
                Text(". How each was come by is noted in "),
                CrossRef(target="tbl-individual"),
                Text("."),
            )
        ),
    )


def _side(word: str) -> Literal["", "experimental", "comparator"]:
    return "experimental" if word == "experimental" else "comparator" if word == "comparator" else ""
