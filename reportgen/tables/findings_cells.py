"""Cells of a summary of findings: what an effect means in absolute terms, and how certain it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.document import Datum, Inline, LineBreak, Number, Text
from reportgen.effects import MEASURES
from reportgen.model import CERTAINTY_DOMAINS, Certainty, CertaintyJudgement, Outcome, Review
from reportgen.quantities import (
    AbsoluteEffect,
    Analysis,
    EffectQuantities,
    Needed,
    absolute_effect,
    assumed_mean,
    people,
)
from reportgen.tables.cells import DASH
from reportgen.tables.notes import NoteBook, side_by_side
from reportgen.wording import numbers
from reportgen.wording.certainty import SYMBOLS
from reportgen.wording.measures import measure_label
from reportgen.wording.numbers import NBSP
from reportgen.wording.phrases import Phrase, capitalised, weave
from reportgen.wording.relations import interval

__all__ = ["Book", "absolute_cells", "certainty_cell", "needed_line", "reasons_of", "relative_cell"]

LEVELS = ("no level", "one level", "two levels", "three levels")
OBSERVED = "The rating starts at low, as it does for observational studies."
GIVEN = "The risk without the intervention is an assumption of this review."
MEDIAN = {
    "risk": "Median of the risks in the comparator groups of the studies behind the estimate.",
    "rate": "Median of the rates in the comparator groups of the studies behind the estimate.",
    "": "Median of the means in the comparator groups of the studies behind the estimate.",
    "final": "Median of the means in those comparator groups that give means at the end, not changes from baseline.",
    "changes": "Median of the mean changes from baseline in the comparator groups of the studies behind the estimate.",
}
UNKNOWN = "No risk without the intervention is known from which absolute effects could be worked out."
HOPELESS = "From this risk without the intervention, a ratio gives no other risk with it."
RULE_OF_THUMB = (
    "In standard deviations; as a rule of thumb 0.2 of these are a small, 0.5 a moderate and 0.8 a large difference."
)
STANDARDISED = frozenset({"SMD", "D", "GLASS"})

_Reasons = Mapping[tuple[str, int, str], Datum]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the cells of a summary of findings share: the results, the lettered notes, and the reasons for levels."""

    analysis: Analysis
    notes: NoteBook
    reasons: _Reasons


def reasons_of(review: Review, outcomes: Sequence[Outcome]) -> _Reasons:
    """Return the reasons for levels of outcomes as nodes; equal reasons are one node with all places behind it."""
    found: dict[tuple[str, int, str], list[CertaintyJudgement]] = {}
    for outcome in outcomes:
        certainty = review.certainty_of(outcome.id)
        for judged in certainty.changes if certainty else ():
            found.setdefault(_key(judged), []).append(judged)
    return {
        key: Datum(
            text=_plain(key[2]),
            subject=f"certainty/{key[0]}",
            inputs=tuple(judged.origin for judged in rows),
            provenance=rows[0].attribution.provenance,
        )
        for key, rows in found.items()
    }


def _key(judged: CertaintyJudgement) -> tuple[str, int, str]:
    return (judged.domain, judged.levels or 0, " ".join(judged.reason.split()))


def _plain(reason: str) -> str:
    """Return a reason without its full stop, which the note brings."""
    return reason.rstrip(". ") or "no reason given"


def certainty_cell(book: Book, certainty: Certainty | None) -> tuple[Inline, ...]:
    """Return symbol and word with the marks of the notes that say why."""
    if certainty is None or certainty.word is None or certainty.stated is None:
        return (Text("Not judged"),)
    observed = [book.notes.mark(Text(OBSERVED))] if certainty.starts_at == "low" else []
    marks = [*observed, *(book.notes.mark(*_note(book, judged)) for judged in certainty.changes)]
    word = Datum(
        text=capitalised(certainty.word),
        subject=f"outcome/{certainty.outcome}/certainty",
        inputs=(certainty.stated.origin,),
        provenance=certainty.stated.attribution.provenance,
    )
    return (Text(SYMBOLS[certainty.word]), LineBreak(), word, *([Text(NBSP)] if marks else []), *side_by_side(marks))


def _note(book: Book, judged: CertaintyJudgement) -> Phrase:
    levels, reason = judged.levels or 0, book.reasons[_key(judged)]
    return weave(
        "{way} {levels} for {domain}: {reason}{stop}",
        way="Downgraded" if levels < 0 else "Upgraded",
        levels=LEVELS[abs(levels)],
        domain=CERTAINTY_DOMAINS[judged.domain].label,
        reason=reason,
        stop="" if reason.text.endswith(("?", "!", "…")) else ".",
    )


def relative_cell(book: Book, measure: str, effect: EffectQuantities) -> Phrase:
    """Return "RR 0.92 (0.78 to 1.08)"; a dash for differences between means, which stand in another column."""
    if measure == "MD" or measure in STANDARDISED:
        return (DASH,)
    return weave(
        "{measure}{gap}{estimate}{line}({limits})",
        measure=measure_label(measure),
        gap=NBSP,
        estimate=effect.estimate,
        line=LineBreak(),
        limits=interval(effect.ci_low, effect.ci_high, book.analysis.style.numbers),
    )


def absolute_cells(
    book: Book, outcome: Outcome, effect: EffectQuantities, measure: str
) -> tuple[Phrase, Phrase, AbsoluteEffect | None]:
    """Return what is expected without the intervention and with it, and the absolute effect if there is one."""
    kind = MEASURES[measure]
    if measure == "MD" or measure in STANDARDISED:
        return (*_means(book, outcome, effect, measure), None)
    if kind.kind not in {"dichotomous", "time-to-event", "rates"} or measure != outcome.measure:
        return (DASH,), (DASH,), None
    absolute = absolute_effect(book.analysis, outcome, effect)
    if absolute is None:
        return (DASH, Text(NBSP), book.notes.mark(Text(UNKNOWN))), (DASH,), None
    rates = kind.kind == "rates"
    per = weave(
        " per {people}{unit}", people=people(book.analysis), unit=f" {outcome.unit or 'person-time'}" if rates else ""
    )
    given = absolute.assumed.source == "given"
    note = book.notes.mark(Text(GIVEN if given else MEDIAN["rate" if rates else "risk"]))
    comparator = weave("{risk}{per}{gap}{note}", risk=absolute.comparator, per=per, gap=NBSP, note=note)
    return comparator, _with(book, absolute, per), absolute


def _with(book: Book, absolute: AbsoluteEffect, per: Phrase) -> Phrase:
    if absolute.intervention is None or absolute.difference is None:
        return (DASH, Text(NBSP), book.notes.mark(Text(HOPELESS)))
    risks, difference = absolute.intervention, absolute.difference
    words = ("more", "fewer")
    return (
        *weave("{risk}{per} (", risk=risks.estimate, per=per),
        *interval(risks.ci_low, risks.ci_high, book.analysis.style.numbers),
        Text(")"),
        LineBreak(),
        *_directed(difference.estimate, words),
        Text(" ("),
        *_limits(_directed(difference.ci_low, words), _directed(difference.ci_high, words)),
        Text(")"),
    )


def _limits(low: Phrase, high: Phrase) -> Phrase:
    return weave("{low} to {high}", low=low, high=high)


def _directed(number: Number, words: tuple[str, str]) -> Phrase:
    """Return a number without its sign and the word for it: "24 fewer", "1.10 lower"; nothing behind a zero."""
    shown = replace(number, text=number.text.removeprefix(numbers.MINUS))
    if number.value is None or not set(shown.text) & set("123456789∞"):
        return (shown,)
    return (shown, Text(f" {words[0] if number.value > 0 else words[1]}"))


def _means(book: Book, outcome: Outcome, effect: EffectQuantities, measure: str) -> tuple[Phrase, Phrase]:
    words = ("higher", "lower")
    unit = f" {outcome.unit}" if outcome.unit and measure == "MD" else ""
    mark = book.notes.mark
    without: Phrase = (DASH,)
    assumed = assumed_mean(book.analysis, outcome)
    if assumed is not None and measure == "MD":
        mean = Number(
            text=numbers.mean(assumed.value, assumed.texts),
            value=assumed.value,
            statistic="mean",
            subject=f"outcome/{outcome.id}/absolute",
            inputs=assumed.inputs,
            provenance=assumed.provenance,
            how="median over comparator groups",
        )
        what = "mean change" if assumed.means == "changes" else "mean"
        note = mark(Text(MEDIAN[assumed.means]))
        without = weave(f"The {what} was {{mean}}{{unit}}{{gap}}{{note}}", mean=mean, unit=unit, gap=NBSP, note=note)
    thumb = outcome.thresholds is None and measure in STANDARDISED
    limits = _limits(_directed(effect.ci_low, words), _directed(effect.ci_high, words))
    with_ = weave(
        "{measure}{gap}{estimate}{line}({limits}){note}",
        measure=measure_label(measure),
        gap=NBSP,
        estimate=_directed(effect.estimate, words),
        line=LineBreak(),
        limits=limits,
        note=(Text(NBSP), mark(Text(RULE_OF_THUMB))) if thumb else None,
    )
    return without, with_


def needed_line(needed: tuple[Needed, Needed, Needed]) -> Phrase:
    """Return "NNTB 25 (15 to 80)", or "NNTB 25 (NNTB 10 to ∞ to NNTH 40)" where the limits lie on both sides."""
    estimate, *limits = needed
    low, high = sorted(limits, key=lambda one: (one.to != (estimate.to or "benefit"), one.number.value or 0))
    if low.to == high.to == estimate.to:
        return weave("{estimate} ({low} to {high})", estimate=_named(estimate), low=low.number, high=high.number)
    if "" in {low.to, high.to}:
        one, other = (low, high) if low.to else (high, low)
        return weave("{estimate} ({one} to {other})", estimate=_named(estimate), one=_named(one), other=other.number)
    return weave("{estimate} ({low} to ∞ to {high})", estimate=_named(estimate), low=_named(low), high=_named(high))


def _named(one: Needed) -> Phrase:
    letters = {"benefit": "NNTB", "harm": "NNTH", "": "NNT"}[one.to]
    return (Text(f"{letters}{NBSP}"), one.number)
