"""What the included studies and their risk of bias give the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.document import Citation, CitedWork, Datum, Number, Text
from reportgen.errors import Origin
from reportgen.model import Domain, Review, RiskOfBiasTool, Study
from reportgen.quantities import Analysis, JudgedRow, Verdict, counted, judged_rows, shown_domains, weakest
from reportgen.style import Style
from reportgen.wording import numbers
from reportgen.wording.phrases import Phrase, capitalised, listed, plural, weave

__all__ = ["DomainFacts", "StudiesFacts", "study_facts"]


MOST_NAMES = 8
"""More studies than this are counted in a sentence, not named."""

MOST_CITED = 40
"""More reports than this are cited in the table of characteristics, not in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainFacts:
    """One domain of the risk-of-bias tool: its name, and how many studies have which level, worst first.

    Where a tool judges results of outcomes, judgements of results are counted. `levels` is empty where none is there.
    """

    label: str
    levels: Phrase
    sentence: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class StudiesFacts:
    """Counts of studies and participants, where the studies were done, and their risk of bias.

    `citation` is None where there is nothing to cite, or too much for a sentence. `unknown_n` and `without_results` are
    studies by name, by their number where they are many, or "any study".
    """

    included: Number
    excluded: Number | None
    ongoing: Number | None
    awaiting: Number | None
    participants: Number | None
    stated_participants: Number | None
    unknown_n: Phrase
    countries: Phrase
    citation: Citation | None
    without_results: Phrase
    domains: tuple[DomainFacts, ...]
    names: Phrase


def study_facts(analysis: Analysis) -> StudiesFacts:
    """Return the facts about the included studies."""
    review, style = analysis.review, analysis.style
    included = review.included()
    keys = tuple(dict.fromkeys(key for study in included for key in study.reports))
    stated = review.flow.total("participants")
    participants = _participants(included, style)
    differs = stated and stated.n.value is not None and participants and stated.n.value != participants.value
    return StudiesFacts(
        included=counted(len(included), "studies", "included", tuple(s.origin for s in included), style),
        excluded=_counted(review, "excluded", style),
        ongoing=_counted(review, "ongoing", style),
        awaiting=_counted(review, "awaiting", style),
        participants=participants,
        stated_participants=_stated(stated.n.value, stated.n.origin, style) if stated and differs else None,
        unknown_n=_some([s for s in included if s.n_randomised.value is None], "n_unknown", analysis),
        countries=_countries(included, style),
        citation=Citation(works=tuple(CitedWork(key=key) for key in keys)) if 0 < len(keys) <= MOST_CITED else None,
        without_results=_some([s for s in included if s.results_none], "without_results", analysis),
        domains=_domains(review, style),
        names=listed([_name(study) for study in included]),
    )


def _name(study: Study) -> Phrase:
    return (Datum(text=study.id, subject=f"study/{study.id}", inputs=(study.origin,)),)


def _some(studies: Sequence[Study], subject: str, analysis: Analysis) -> Phrase:
    """Return some of the included studies, to follow "for" in a sentence that denies something."""
    if studies and len(studies) == len(analysis.review.included()) > 1:
        return (Text("any study"),)
    if len(studies) <= MOST_NAMES:
        return listed([_name(study) for study in studies])
    origins = tuple(study.origin for study in studies)
    return plural(counted(len(studies), "studies", subject, origins, analysis.style), "study", "studies")


def _counted(review: Review, status: str, style: Style) -> Number | None:
    found = [study for study in review.studies if study.status == status]
    return counted(len(found), "studies", status, tuple(s.origin for s in found), style) if found else None


def _participants(included: tuple[Study, ...], style: Style) -> Number | None:
    cells = [s.n_randomised for s in included if s.n_randomised.value is not None]
    if not cells:
        return None
    total = sum(cell.value or 0 for cell in cells)
    return Number(
        text=numbers.count(total, style.numbers),
        value=total,
        statistic="n_randomised",
        subject="included",
        inputs=tuple(cell.origin for cell in cells),
        provenance=weakest(cell.attribution.provenance for cell in cells),
        how="sum over the studies",
    )


def _stated(value: int | None, origin: Origin, style: Style) -> Number:
    return Number(
        text=numbers.count(value or 0, style.numbers),
        value=value,
        statistic="n_randomised",
        subject="flow/participants",
        inputs=(origin,),
        how="as stated",
    )


def _countries(included: tuple[Study, ...], style: Style) -> Phrase:
    places: dict[str, list[Origin]] = {}
    for study in included:
        cell = study.characteristics.get("country")
        if cell and cell.value:
            places.setdefault(cell.value, []).append(cell.origin)
    ordered = sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    return listed(
        [
            weave(
                "{place} ({n})",
                place=Datum(text=place, subject="country", inputs=tuple(origins)),
                n=counted(len(origins), "studies", f"country/{place}", tuple(origins), style),
            )
            for place, origins in ordered
        ]
    )


def _domains(review: Review, style: Style) -> tuple[DomainFacts, ...]:
    tool = review.risk_of_bias_tool
    names = {study.id for study in review.included()}
    if tool is None or not any(judgement.study in names for judgement in review.judgements):
        return ()
    rows = judged_rows(review)
    return tuple(_domain(tool, domain, rows, style) for domain in shown_domains(tool, rows))


def _domain(tool: RiskOfBiasTool, domain: Domain, rows: Sequence[JudgedRow], style: Style) -> DomainFacts:
    verdicts = [row.verdicts[domain.id] for row in rows if domain.id in row.verdicts]
    of_results = any(row.outcome for row in rows if domain.id in row.verdicts)
    nouns = ("result", "results") if of_results else ("study", "studies")
    parts: list[Phrase] = []
    aside = ("unknown", "none")
    for level in sorted(tool.levels, key=lambda level: (tool.grade(level) in aside, -level.rank)):
        given = [verdict for verdict in verdicts if verdict.level == level]
        if given:
            inputs = tuple(origin for verdict in given for origin in verdict.inputs)
            n = counted(len(given), nouns[1], f"risk_of_bias/{domain.id}/{level.id}", inputs, style)
            words = level.label.lower() if tool.grade(level) == "none" else _risk(level.label, domain)
            parts.append(weave("{n} {level}", n=plural(n, *nouns) if not parts else n, level=words))
    label, levels = capitalised(domain.name), listed(parts)
    rest = (*_rest(domain, rows, style), *_worked_out(tool, domain, verdicts, style))
    sentence = weave("{label}: {levels}{rest}.", label=label, levels=levels or "not judged", rest=rest)
    return DomainFacts(label=label, levels=levels, sentence=sentence)


def _rest(domain: Domain, rows: Sequence[JudgedRow], style: Style) -> Phrase:
    """Return how many of the included studies a domain was not judged for, where it was judged for others."""
    judged = {row.study for row in rows if domain.id in row.verdicts}
    rest = tuple({row.study: row.origin for row in rows if row.study not in judged}.values())
    if not judged or not rest:
        return ()
    n = counted(len(rest), "studies", f"risk_of_bias/{domain.id}/none", rest, style)
    return weave("; not judged for {n}", n=plural(n, "study", "studies"))


def _worked_out(tool: RiskOfBiasTool, domain: Domain, verdicts: Sequence[Verdict], style: Style) -> Phrase:
    """Return how many overall judgements the tool's rule gave, and not the reviewers."""
    derived = [verdict for verdict in verdicts if verdict.worked_out]
    if not derived:
        return ()
    if len(derived) == len(verdicts):
        return (Text(f" (by the rule of {tool.title}, from the judgements on its domains)"),)
    inputs = tuple(origin for verdict in derived for origin in verdict.inputs)
    n = counted(len(derived), "count", f"risk_of_bias/{domain.id}/worked_out", inputs, style)
    return weave(" (by the rule of {tool} for {n} of these)", tool=tool.title, n=n)


def _risk(label: str, domain: Domain) -> str:
    """Return a level as it follows a number of studies: "at high risk", "with some concerns", "with low concern"."""
    lowered = label.lower()
    if domain.about == "concern":
        return f"with {lowered} concern"
    if "concern" in lowered or "information" in lowered:
        return f"with {lowered}"
    return f"at {lowered}" if "risk" in lowered else f"at {lowered} risk"
