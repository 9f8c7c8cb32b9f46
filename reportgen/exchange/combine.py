"""Several sources become one review: its analyses from one, risk of bias, flow and references from others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.exchange.counts import counts_of
from reportgen.exchange.imported import Imported, Remark
from reportgen.exchange.references.matching import match_studies
from reportgen.foreign.compared import bare
from reportgen.foreign.phrases import counted
from reportgen.load.reference_files import LIBRARY_MEGABYTES
from reportgen.model import Judgement, Library, Review, Study
from reportgen.references.item import ReferenceItem
from reportgen.references.library import keyed, library_of

__all__ = ["combine"]


def combine(parts: Sequence[Imported]) -> Imported:
    """Return one import made of several (at least one).

    The first with outcomes is what the others are added to (else the first with studies, else the first). Of the others
    come judgements on risk of bias, the flow where there is none, settings that are empty, and references, which are
    matched to studies by author and year. Studies go together by name, whatever its case and punctuation.
    """
    main = next((one for one in parts if one.review.outcomes), None)
    main = main or next((one for one in parts if one.review.studies), parts[0])
    for other in parts:
        if other is not main:
            main = _added(main, other)
    main = _with_references(main)
    return replace(main, counts={**counts_of(main.review), **{name: n for name, n in main.counts.items() if n}})


def _added(main: Imported, other: Imported) -> Imported:
    review, more = main.review, other.review
    remarks = [*main.remarks, *(one for one in other.remarks if one.topic != "title")]
    if more.judgements or (more.studies and not more.outcomes):
        review, said = _with_studies(review, more)
        remarks += said
    if more.results:
        text = f"The results of {more.title!r} were left out, since a review takes those of one source only."
        remarks.append(Remark(topic="results", text=text, origin=more.results[0].origin))
    if more.flow.counts and review.flow.counts:
        text = "Two sources give a flow of studies; the first was taken."
        remarks.append(Remark(topic="flow", text=text, origin=more.flow.counts[0].origin))
    elif more.flow.counts:
        review = replace(review, flow=more.flow)
    return replace(
        main,
        review=_with_library(review, more.library),
        remarks=tuple(remarks),
        kept=(*main.kept, *other.kept),
        counts={**other.counts, **main.counts},
        references=(*main.references, *other.references),
    )


def _with_studies(review: Review, more: Review) -> tuple[Review, list[Remark]]:
    """Return the review with the studies and judgements of another, those that both have only once."""
    if review.risk_of_bias_tool and more.judgements:
        text = "Two sources judge the risk of bias; the judgements of the first were taken."
        return review, [Remark(topic="risk-of-bias", text=text, origin=more.judgements[0].origin)]
    known = {name: study.id for study in review.studies for name in reversed(_names(study))}
    same = {study.id: known[name] for study in more.studies for name in reversed(_names(study)) if name in known}
    unknown = [study for study in more.studies if study.id not in same]
    said = [
        Remark(topic="studies", text=f"{one.id} is in one source only; it was added to the studies.", origin=one.origin)
        for one in (unknown if review.studies else ())
    ]
    judgements, doubts = _judged(review, more)
    return replace(
        review,
        studies=(*review.studies, *unknown),
        judgements=(*review.judgements, *(replace(one, study=same.get(one.study, one.study)) for one in judgements)),
        risk_of_bias_tool=review.risk_of_bias_tool or more.risk_of_bias_tool,
    ), [*said, *doubts]


def _names(study: Study) -> tuple[str, ...]:
    """Return the names that a study may have elsewhere: its own, and with the year that stands in a column."""
    cell = study.characteristics.get("year")
    year = "" if cell is None else str(cell.value or "")
    return (bare(study.id), *([bare(f"{study.id} {year}")] if year and year not in study.id else []))


def _judged(review: Review, more: Review) -> tuple[list[Judgement], list[Remark]]:
    """Return the judgements of another source with the outcomes of the review; those of unknown ones are left out."""
    known = {bare(name): outcome.id for outcome in review.outcomes for name in (outcome.title, outcome.id)}
    titles = {outcome.id: outcome.title for outcome in more.outcomes}
    kept: list[Judgement] = []
    lost: dict[str, list[Judgement]] = {}
    for one in more.judgements:
        title = titles.get(one.outcome, one.outcome)
        if one.outcome and review.outcomes and bare(title) not in known:
            lost.setdefault(title, []).append(one)
        else:
            kept.append(replace(one, outcome=known.get(bare(title), one.outcome)))
    said = [
        Remark(
            topic="risk-of-bias",
            text=f"{counted(len(found), 'judgement')} left out: the review does not have the outcome {title!r}. "
            "Give the outcome the same title in both sources to keep them.",
            origin=found[0].origin,
        )
        for title, found in lost.items()
    ]
    return kept, said


def _with_library(review: Review, more: Library) -> Review:
    if not (more.text or more.entries) or review.library == more:
        return review
    text = "\n".join(part for part in (review.library.text.rstrip("\n"), more.text) if part)
    entries, keys = {**more.entries, **review.library.entries}, {**more.keys, **review.library.keys}
    return replace(review, library=replace(review.library, text=text, entries=entries, keys=keys))


def _with_references(imported: Imported) -> Imported:
    """Return the import with its loose references in the library, and given to the studies they belong to."""
    review = imported.review
    if not imported.references:
        return imported
    items, said = _within(keyed(imported.references, taken=tuple(review.library.keys)), len(review.library.text))
    without = [study for study in review.studies if not study.reports]
    matching = match_studies(without, items)
    studies = tuple(_with_reports(study, matching.assigned) for study in review.studies)
    review = _with_library(replace(review, studies=studies), library_of(items))
    return replace(imported, review=review, remarks=(*imported.remarks, *said, *matching.doubts))


def _within(items: Sequence[ReferenceItem], taken: int) -> tuple[Sequence[ReferenceItem], list[Remark]]:
    """Return references without their abstracts, where these alone would make references.bib too large to be read."""
    abstracts = sum(len(item.abstract.encode()) for item in items)
    if taken + len(library_of(items).text.encode()) <= LIBRARY_MEGABYTES * 1_000_000 or not abstracts:
        return items, []
    text = f"The abstracts of the references ({abstracts // 1_000_000} MB) were left out: with them, references.bib "
    text += f"would have more than {LIBRARY_MEGABYTES} MB. Nothing here reads them."
    return [replace(item, abstract="") for item in items], [Remark(topic="references", text=text)]


def _with_reports(study: Study, assigned: Mapping[str, tuple[str, ...]]) -> Study:
    return replace(study, reports=assigned[study.id]) if study.id in assigned else study
