"""What was found on one outcome, as sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from reportgen.compose.facts.findings import (
    Rating,
    Telling,
    claim_of,
    finding_of,
    full_name,
    named_claim,
    opening,
    rated_clause,
    rating_of,
    unnamed,
)
from reportgen.compose.facts.left_out import clause, left_out
from reportgen.compose.facts.parts import subgroup_sentences, without_total
from reportgen.compose.facts.sensitivity import sensitivity_sentence
from reportgen.compose.facts.statistics import heterogeneity_sentence, pooled_statistics, published_statistics
from reportgen.document import CrossRef, Footnote, Text
from reportgen.model import CertaintyWord, Outcome, PublishedEffect
from reportgen.pooling import NOTES, Pooled
from reportgen.quantities import (
    PooledQuantities,
    pooled_quantities,
    published_finding,
    published_quantities,
    shows_subtotals,
    shows_total,
)
from reportgen.wording.phrases import Phrase, joined, lowered, sentence, weave
from reportgen.wording.statements import Verdict, verdict

__all__ = ["OutcomeFacts", "outcome_facts"]

RULED = frozenset({"wald-for-two-studies", "wald-without-heterogeneity"})
"""Notes that hold alike for all results of their kind."""

REPEATED = (
    "Where a study has several results, it counts as one study, and the participants of all its results are added up."
)
WHENCE = {
    "derived": "derived from what the sources print",
    "reconstructed": "reconstructed, not printed in a source",
    "unknown": "not confirmed in a source",
}

Shown = Literal["", "total", "subgroups", "studies"]
"""What is shown of an outcome; a total also if it is known as published, nothing where there are no results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFacts:
    """One outcome: its title, the sentences on its result, and whom the result favours (empty when nothing is known).

    `name` is the title with the time point, `number` the one it is known under. `short` is the claim without
    heterogeneity, worded to follow a colon, for the abstract. `showing` says what is shown of it: its total,
    ``subgroups`` or ``studies`` without a total, or nothing. `single` says that there is one result at most, `varies`
    that a sensitivity analysis leads to another conclusion, `certainty` how certain the evidence was judged to be and
    `clause` what is then claimed, as a part of a sentence.
    """

    id: str
    title: str
    name: str
    number: str
    group: str
    sentences: Phrase
    short: Phrase
    verdict: Verdict | Literal[""]
    showing: Shown
    single: bool
    published: bool
    varies: bool = False
    certainty: CertaintyWord | None = None
    clause: Phrase = ()


def outcome_facts(telling: Telling, outcome: Outcome) -> OutcomeFacts:
    """Return the facts of one outcome, told under its name if the outcomes are told in short."""
    facts = _facts_of(telling, outcome)
    if not telling.dense:
        return facts
    return replace(facts, sentences=joined((opening(telling, outcome), facts.sentences)))


def _facts_of(telling: Telling, outcome: Outcome) -> OutcomeFacts:
    analysis = telling.analysis
    pooled = analysis.pooled.get(outcome.id)
    quantities = pooled_quantities(pooled, analysis.style) if pooled else None
    if pooled and quantities:
        return _from_pooled(telling, pooled, quantities)
    if published := analysis.published(outcome):
        return _from_published(telling, outcome, published)
    if pooled and pooled.k and not shows_total(outcome):
        said = joined((without_total(telling, pooled), left_out(pooled, analysis.style, dense=telling.dense)))
        short = without_total(replace(telling, dense=False), pooled)
        facts = _facts(outcome, said, short, "")
        return replace(facts, showing="subgroups" if shows_subtotals(pooled) else "studies", single=pooled.k == 1)
    reason = clause(outcome.not_pooled_reason or "no study gave data that could be pooled")
    said = weave("No pooled result is given for {title}: {reason}", title=full_name(outcome), reason=reason)
    here = weave("No pooled result is given: {reason}", reason=reason) if telling.dense else said
    missing = left_out(pooled, analysis.style, dense=telling.dense) if pooled else ()
    return replace(_facts(outcome, joined((here, missing)), said, ""), single=True)


def _from_pooled(telling: Telling, pooled: Pooled, quantities: PooledQuantities) -> OutcomeFacts:
    outcome, style = pooled.effects.outcome, telling.analysis.style
    finding = replace(finding_of(telling.analysis, outcome, quantities.effect), k=pooled.k)
    rating = rating_of(telling.analysis, outcome, finding)
    statistics = pooled_statistics(outcome, quantities, style.numbers, rating.certainty if rating else None)
    short = named_claim(finding, statistics, rating)
    claim = claim_of(unnamed(finding), statistics, rating) if telling.dense else short
    notes = joined((*_provenance_note(telling, quantities), *_notes(quantities, telling.noted)))
    noted_claim = (*claim, Footnote(children=notes)) if notes else claim
    varied = sensitivity_sentence(telling, outcome)
    said = (
        noted_claim,
        heterogeneity_sentence(quantities, pooled.plan, style.numbers, dense=telling.dense),
        varied,
        subgroup_sentences(telling, pooled),
        left_out(pooled, style, dense=telling.dense),
    )
    facts = _facts(outcome, joined(said), short, verdict(finding), rating)
    return replace(
        facts, showing="total", single=pooled.k == 1, varies=bool(varied), clause=rated_clause(finding, rating)
    )


def _from_published(telling: Telling, outcome: Outcome, published: tuple[PublishedEffect, ...]) -> OutcomeFacts:
    rows: list[Phrase] = []
    verdicts: list[Verdict] = []
    rating: Rating | None = None
    clause: Phrase = ()
    style = telling.analysis.style
    for effect in published:
        quantities = published_quantities(effect, style)
        if quantities.effect is None:
            rows.append(_statement(outcome, effect.statement))
            continue
        finding = published_finding(telling.analysis, outcome, effect, quantities.effect, quantities.k)
        verdicts.append(verdict(finding))
        measure = effect.measure or outcome.measure
        rating = rating_of(telling.analysis, outcome, finding, measure)
        judged = rating.certainty if rating else None
        statistics = published_statistics(measure, outcome, quantities, style.numbers, judged)
        rows.append(named_claim(finding, statistics, rating))
        clause = rated_clause(finding, rating)
    row = joined(rows)
    return replace(
        _facts(outcome, row, row, verdicts[-1] if verdicts else "", rating),
        showing="total" if verdicts else "",
        published=True,
        clause=clause,
    )


def _statement(outcome: Outcome, statement: str) -> Phrase:
    """Return a published statement: a sentence as it is, a mere phrase as a quotation with its outcome."""
    if statement.rstrip().endswith("."):
        return (Text(sentence(statement)),)
    return (Text(f"For {full_name(outcome)} nothing but a statement is published: “{statement.strip()}”."),)


def _facts(
    outcome: Outcome,
    sentences: Phrase,
    short: Phrase,
    found: Verdict | Literal[""],
    rating: Rating | None = None,
) -> OutcomeFacts:
    """Return the facts; a claim that starts with the name of an intervention keeps its capital."""
    ours = rating is None or not rating.named_first
    return OutcomeFacts(
        id=outcome.id,
        title=outcome.title,
        name=full_name(outcome),
        number=outcome.number,
        group=outcome.group,
        sentences=sentences,
        short=lowered(short) if ours else short,
        verdict=found,
        showing="",
        single=False,
        published=False,
        certainty=rating.certainty if rating else None,
    )


def _provenance_note(telling: Telling, quantities: PooledQuantities) -> list[Phrase]:
    """Return what to note at the first result of a comparison that rests on data not printed in a source."""
    provenance = quantities.effect.estimate.provenance
    if provenance == "reported" or provenance in telling.noted:
        return []
    telling.noted.add(provenance)
    rows: list[Phrase] = [(Text(f"Some of the study data behind this result are {WHENCE[provenance]}."),)]
    if "tbl-pooled" in telling.shown:
        table = CrossRef(target="tbl-pooled")
        rows.append(weave("{table} marks each result that rests on such data.", table=table))
    if "tbl-individual" in telling.shown:
        rows.append(weave("How each was come by is noted in {table}.", table=CrossRef(target="tbl-individual")))
    return rows


def _notes(quantities: PooledQuantities, noted: set[str]) -> list[Phrase]:
    """Return what a reader must know of a result beyond its numbers; what follows from a rule once a comparison."""
    found: list[Phrase] = [(Text(sentence(NOTES[code])),) for code in quantities.notes if code not in noted]
    noted.update(RULED.intersection(quantities.notes))
    if quantities.results.value != quantities.k.value and "repeated" not in noted:
        found.append((Text(REPEATED),))
        noted.add("repeated")
    return found
