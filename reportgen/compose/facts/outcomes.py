"""What was found on one outcome, as sentences."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from reportgen.compose.facts.statistics import heterogeneity_sentence, pooled_statistics, published_statistics
from reportgen.document import CrossRef, Datum, Footnote, Text
from reportgen.effects import MEASURES, EffectRow
from reportgen.model import Comparison, Outcome, PublishedEffect
from reportgen.pooling import NOTES, Pooled
from reportgen.quantities import (
    Analysis,
    EffectQuantities,
    PooledQuantities,
    pooled_quantities,
    published_quantities,
    subject_of,
)
from reportgen.wording.measures import measure_name
from reportgen.wording.phrases import Phrase, joined, listed, lowered, sentence, weave
from reportgen.wording.statements import Finding, Verdict, state_finding, verdict

__all__ = ["OutcomeFacts", "outcome_facts"]

RULED = frozenset({"wald-for-two-studies", "wald-without-heterogeneity"})
"""Notes that hold alike for all results of their kind."""

WHENCE = {
    "derived": "derived from what the sources print",
    "reconstructed": "reconstructed, not printed in a source",
    "unknown": "not confirmed in a source",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeFacts:
    """One outcome: its title, the sentences on its result, and whom the result favours (empty when nothing is known).

    `name` is the title with the time point. `short` is the claim without heterogeneity, worded to follow a colon, for
    the abstract.
    """

    id: str
    title: str
    name: str
    group: str
    sentences: Phrase
    short: Phrase
    verdict: Verdict | Literal[""]
    published: bool


def outcome_facts(analysis: Analysis, outcome: Outcome, *, shown: Collection[str], noted: set[str]) -> OutcomeFacts:
    """Return the facts of one outcome.

    `shown` are the ids of figures and tables that text may point at; `noted` gathers the provenances that a footnote
    has told already.
    """
    comparison = analysis.review.comparison(outcome.comparison)
    pooled = analysis.pooled.get(outcome.id)
    quantities = pooled_quantities(pooled, analysis.style) if pooled else None
    if pooled and pooled.summary and quantities:
        finding = replace(_finding(comparison, outcome, _printed_values(quantities.effect)), k=pooled.k)
        claim = state_finding(finding, pooled_statistics(outcome, quantities, analysis.style.numbers))
        notes = joined((*_provenance_note(quantities, shown, noted), *_notes(quantities, noted)))
        noted_claim = (*claim, Footnote(children=notes)) if notes else claim
        spread = heterogeneity_sentence(quantities, pooled.plan, analysis.style.numbers)
        return _facts(outcome, joined((noted_claim, spread, _left_out(pooled))), claim, verdict(finding))
    if published := analysis.published(outcome):
        return _from_published(analysis, comparison, outcome, published)
    reason = outcome.not_pooled_reason or "no study gave data that could be pooled"
    said = weave("No pooled result is given for {title}: {reason}", title=_name(outcome), reason=_clause(reason))
    return _facts(outcome, joined((said, _left_out(pooled) if pooled else ())), said, "")


def _from_published(
    analysis: Analysis, comparison: Comparison, outcome: Outcome, published: tuple[PublishedEffect, ...]
) -> OutcomeFacts:
    rows: list[Phrase] = []
    verdicts: list[Verdict] = []
    for effect in published:
        quantities = published_quantities(effect, analysis.style)
        if quantities.effect is None:
            rows.append(_statement(outcome, effect.statement))
            continue
        k = quantities.k.value if quantities.k else None
        finding = replace(
            _finding(comparison, outcome, _printed_values(quantities.effect), effect.measure),
            k=None if k is None else int(k),
            published=True,
            favours=_side(effect.favours),
        )
        verdicts.append(verdict(finding))
        measure = effect.measure or outcome.measure
        statistics = published_statistics(measure, outcome, quantities, analysis.style.numbers)
        rows.append(state_finding(finding, statistics))
    row = joined(rows)
    return replace(_facts(outcome, row, row, verdicts[-1] if verdicts else ""), published=True)


def _statement(outcome: Outcome, statement: str) -> Phrase:
    """Return a published statement: a sentence as it is, a mere phrase as a quotation with its outcome."""
    if statement.rstrip().endswith("."):
        return (Text(sentence(statement)),)
    return (Text(f"For {_name(outcome)} nothing but a statement is published: “{statement.strip()}”."),)


def _facts(outcome: Outcome, sentences: Phrase, short: Phrase, found: Verdict | Literal[""]) -> OutcomeFacts:
    return OutcomeFacts(
        id=outcome.id,
        title=outcome.title,
        name=_name(outcome),
        group=outcome.group,
        sentences=sentences,
        short=lowered(short),
        verdict=found,
        published=False,
    )


def _name(outcome: Outcome) -> str:
    return outcome.title + (f" ({outcome.time_point})" if outcome.time_point else "")


def _finding(
    comparison: Comparison, outcome: Outcome, values: tuple[float, float, float], measure: str = ""
) -> Finding:
    """Return the finding of an estimate with its limits on the printed scale; k is still open."""
    kind = MEASURES[measure or outcome.measure]
    return Finding(
        title=_name(outcome),
        experimental=comparison.experimental,
        comparator=comparison.comparator,
        kind=kind.kind,
        better=outcome.better,
        null=None if kind.sides == 1 else kind.null,
        estimate=values[0],
        ci_low=values[1],
        ci_high=values[2],
        k=None,
        noun="values" if outcome.unit or kind.kind != "continuous" else "scores",
        measure=measure_name(kind.title).partition(" (")[0],
    )


def _printed_values(effect: EffectQuantities) -> tuple[float, float, float]:
    return (float(effect.estimate.value or 0), float(effect.ci_low.value or 0), float(effect.ci_high.value or 0))


def _left_out(pooled: Pooled) -> Phrase:
    """Return which studies add nothing and why, those with the same reason in one sentence."""
    alike: dict[tuple[str, str], list[EffectRow]] = {}
    for row in pooled.effects.rows:
        if row.state != "used":
            alike.setdefault((row.state, row.reason), []).append(row)
    told: list[Phrase] = []
    for (state, reason), rows in alike.items():
        one = len(rows) == 1
        if state == "not_estimable":
            verb = "is shown but adds nothing to the estimate" if one else "are shown but add nothing to the estimate"
        else:
            verb = "was left out" if one else "were left out"
        names = listed([(_study(pooled, row),) for row in rows])
        told.append(weave("{names} {verb}: {reason}", names=names, verb=verb, reason=_clause(reason)))
    return joined(told)


def _clause(reason: str) -> str:
    """Return a reason as the end of a sentence, with its full stop."""
    return f"{reason.strip().rstrip('.')}."


def _study(pooled: Pooled, row: EffectRow) -> Datum:
    subject = subject_of(row, pooled.effects.outcome)
    inputs = row.inputs or tuple(result.origin for result in row.results)
    return Datum(text=row.study, subject=subject, inputs=inputs)  # said because of what its cells hold


def _provenance_note(quantities: PooledQuantities, shown: Collection[str], noted: set[str]) -> list[Phrase]:
    """Return what to note at the first result of a comparison that rests on data not printed in a source."""
    provenance = quantities.effect.estimate.provenance
    if provenance == "reported" or provenance in noted:
        return []
    noted.add(provenance)
    rows: list[Phrase] = [(Text(f"Some of the study data behind this result are {WHENCE[provenance]}."),)]
    if "tbl-pooled" in shown:
        table = CrossRef(target="tbl-pooled")
        rows.append(weave("{table} marks each result that rests on such data.", table=table))
    if "tbl-individual" in shown:
        rows.append(weave("How each was come by is noted in {table}.", table=CrossRef(target="tbl-individual")))
    return rows


def _notes(quantities: PooledQuantities, noted: set[str]) -> list[Phrase]:
    """Return what a reader must know of a result beyond its numbers; what follows from a rule once a comparison."""
    found: list[Phrase] = [(Text(sentence(NOTES[code])),) for code in quantities.notes if code not in noted]
    noted.update(RULED.intersection(quantities.notes))
    return found


def _side(word: str) -> Literal["", "experimental", "comparator"]:
    return "experimental" if word == "experimental" else "comparator" if word == "comparator" else ""
