"""What is new in a review that updates an earlier version of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.compose.facts.statistics import estimate_with_level
from reportgen.document import Citation, CitedWork, Datum, Number, Text
from reportgen.errors import Origin
from reportgen.model import Outcome, Record, RecordedResult, Study, Update
from reportgen.quantities import Analysis, EffectQuantities, counted, pooled_quantities, study_name, weakest
from reportgen.versions import ResultChange, compare_records, record_of, shown_result
from reportgen.wording import numbers
from reportgen.wording.phrases import Phrase, joined, listed, plural, weave
from reportgen.wording.updates import event, result_change, searched_until, searches

__all__ = ["UpdateFacts", "update_facts"]

MOST_NAMES = 12
"""More studies or outcomes than this are counted in a sentence, not named."""

_DECIDED = frozenset({"no result any more", "direction", "null", "size", "certainty", "side favoured in print"})
"""Changes that make another conclusion; a first result on an outcome adds one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateFacts:
    """What changed since the version that is updated, in sentences; texts are empty where there is nothing to tell.

    `event` is in the words of Cochrane's "What's new". `published` cites the earlier version. `before` and `until` are
    the last days searched for the earlier version and for this one.
    """

    since: str
    date: str
    event: str
    published: Citation | None
    before: str
    until: str
    searches: Phrase
    studies: Phrase
    results: tuple[Phrase, ...]
    note: str


def update_facts(analysis: Analysis) -> UpdateFacts | None:
    """Return what is new; None for a review that updates nothing, or whose earlier version is not kept."""
    review, update, previous = analysis.review, analysis.review.update, analysis.review.previous
    if update is None or previous is None:
        return None
    before = searched_until(previous.search) or update.searched
    until = searched_until((*review.search.databases, *review.search.registers))
    changes = compare_records(_main(previous), _main(record_of(analysis)))
    studies = _studies(analysis, previous)
    decided = any(_DECIDED & set(change.conclusion) for change in changes.changes)
    return UpdateFacts(
        since=update.since,
        date=update.date,
        event=event(searched=bool(until) and until != before, studies=bool(studies), conclusions=decided),
        published=Citation(works=(CitedWork(key=update.published),), mode="narrative") if update.published else None,
        before=before,
        until=until,
        searches=weave(searches(before, until)),
        studies=studies,
        results=tuple(_results(analysis, update, changes.changes, changes.unchanged)),
        note=update.note,
    )


def _main(record: Record) -> Record:
    """Return a record with the results on whole outcomes only, pooled here."""
    return replace(record, results=tuple(one for one in record.results if not (one.part or one.published)))


# ---- studies


def _studies(analysis: Analysis, previous: Record) -> Phrase:
    review = analysis.review
    new = tuple(study for study in review.included() if review.is_new(study.id))
    gone = [study for study in previous.included if study not in {one.id for one in review.included()}]
    return joined((_new_studies(analysis, new), _gone_studies(analysis, gone)) if new or gone else ())


def _new_studies(analysis: Analysis, new: Sequence[Study]) -> Phrase:
    if not new:
        return ()
    style = analysis.style
    count = counted(len(new), "studies", "update/new", tuple(study.origin for study in new), style)
    names = listed([_cited(study) for study in new]) if len(new) <= MOST_NAMES else ()
    known = [study.n_randomised for study in new if study.n_randomised.value is not None]
    people: Phrase = ()
    if len(known) == len(new):
        total = sum(cell.value or 0 for cell in known)
        n = Number(
            text=numbers.count(total, style.numbers),
            value=total,
            statistic="n_randomised",
            subject="update/new",
            inputs=tuple(cell.origin for cell in known),
            provenance=weakest(cell.attribution.provenance for cell in known),
            how="sum over the studies",
        )
        people = weave(" with {n}", n=plural(n, "participant", "participants"))
    return weave(
        "This version adds {count}{people}{names}.",
        count=plural(count, "study", "studies"),
        people=people,
        names=weave(": {names}", names=names) if names else None,
    )


def _cited(study: Study) -> Phrase:
    """Return the name of a study with the citation of its reports."""
    name = study_name(study.id, study.origin)
    if not study.reports:
        return (name,)
    works = tuple(CitedWork(key=key) for key in study.reports)
    return (name, Text(" "), Citation(works=works, origin=study.origin))


def _gone_studies(analysis: Analysis, gone: Sequence[str]) -> Phrase:
    if not gone:
        return ()
    origins = {study.id: study.origin for study in analysis.review.studies}
    names: list[Phrase | str] = [
        (Datum(text=study, subject=f"study/{study}", inputs=_at(origins.get(study))),) for study in gone
    ]
    verb = "was included before and is" if len(gone) == 1 else "were included before and are"
    return weave("{names} {verb} no longer.", names=listed(names), verb=verb)


def _at(origin: Origin | None) -> tuple[Origin, ...]:
    return () if origin is None else (origin,)


# ---- results


def _results(analysis: Analysis, update: Update, changes: Sequence[ResultChange], unchanged: int) -> Iterator[Phrase]:
    for change in changes:
        if set(change.conclusion) & _DECIDED:
            yield _changed(analysis, update, change)
    first = [change for change in changes if change.conclusion == ("first result",)]
    if first:
        yield _first(analysis, first)
    yield _rest(analysis, update, sum(not change.conclusion for change in changes), unchanged)


def _changed(analysis: Analysis, update: Update, change: ResultChange) -> Phrase:
    """Return the sentence on an outcome whose conclusion is another, with its numbers before and now."""
    said = result_change(change.conclusion, change.before, change.after)
    before, now = _before(analysis, update, change), _now(analysis, change.after)
    pair = weave(" ({before} before, {now} now)", before=before, now=now) if before and now else ()
    return weave("For {title}{pair}, {said}.", title=change.title, pair=pair, said=said)


def _first(analysis: Analysis, changes: Sequence[ResultChange]) -> Phrase:
    outcomes = [_outcome(analysis, change.after) for change in changes]
    origins = tuple(origin for one in outcomes if one and (origin := _outcome_origin(analysis, one)))
    n = counted(len(changes), "outcomes", "update/first", origins, analysis.style)
    names = listed([change.title for change in changes]) if len(changes) <= MOST_NAMES else ()
    return weave(
        "New {verb} the {results} on {n}{names}.",
        verb="is" if len(changes) == 1 else "are",
        results="result" if len(changes) == 1 else "results",
        n=plural(n, "outcome", "outcomes"),
        names=weave(": {names}", names=names) if names else None,
    )


def _rest(analysis: Analysis, update: Update, digits: int, unchanged: int) -> Phrase:
    """Return how many results changed in digits only, and how many not at all."""
    origins = (_snapshot(update),)
    parts: list[Phrase | str] = []
    for n, what in ((digits, "in digits only"), (unchanged, "not at all")):
        if n:
            node = counted(n, "results", f"update/{what.replace(' ', '_')}", origins, analysis.style)
            count = plural(node, "result", "results") if not parts else (node,)
            parts.append(weave("{count} {what}", count=count, what=what if parts else f"changed {what}"))
    return weave("{parts}.", parts=listed(parts)) if parts else ()


def _before(analysis: Analysis, update: Update, change: ResultChange) -> Phrase:
    """Return the estimate as it was, with numbers that lead to the snapshot of the earlier version."""
    result, outcome = change.before, _outcome(analysis, change.before)
    shown = shown_result(result, analysis.style, f"version/{update.since}") if result else None
    if shown is None or shown.effect is None or outcome is None or result is None or result.measure != outcome.measure:
        return ()
    nodes = (shown.effect.estimate, shown.effect.ci_low, shown.effect.ci_high)
    estimate, low, high = (replace(node, inputs=(_snapshot(update),)) for node in nodes)
    effect = EffectQuantities(estimate=estimate, ci_low=low, ci_high=high)
    return estimate_with_level(outcome, effect, analysis.style.numbers)


def _now(analysis: Analysis, result: RecordedResult | None) -> Phrase:
    outcome = _outcome(analysis, result)
    pooled = analysis.pooled.get(outcome.id) if outcome else None
    shown = pooled_quantities(pooled, analysis.style) if pooled else None
    if shown is None or outcome is None:
        return ()
    return estimate_with_level(outcome, shown.effect, analysis.style.numbers)


def _outcome(analysis: Analysis, result: RecordedResult | None) -> Outcome | None:
    return next((one for one in analysis.review.outcomes if result and one.id == result.outcome), None)


def _outcome_origin(analysis: Analysis, outcome: Outcome) -> Origin | None:
    place = analysis.review.outcomes.index(outcome)
    return analysis.review.origins.get(f"outcomes.{place}.id")


def _snapshot(update: Update) -> Origin:
    return Origin(f"history/{update.since}/snapshot.json", 1)
