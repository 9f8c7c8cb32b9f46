"""Several sources become one review: its analyses from one, risk of bias, flow and references from others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.exchange.imported import Imported, Remark
from reportgen.exchange.references.library import keyed, library_of
from reportgen.exchange.references.matching import match_studies
from reportgen.model import Library, Review, Study

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
    return _with_references(main)


def _added(main: Imported, other: Imported) -> Imported:
    review, remarks = main.review, [*main.remarks, *other.remarks]
    names = {_bare(study.id): study.id for study in review.studies}
    more = other.review
    if more.judgements or (more.studies and not more.outcomes):
        review, said = _with_studies(review, more, names)
        remarks += said
    if more.outcomes:
        text = f"Its outcomes were left out, since a review takes those of one source only: {more.title}."
        remarks.append(Remark(topic="file", text=text))
    if more.flow.counts:
        if review.flow.counts:
            remarks.append(Remark(topic="flow", text="Two sources give a flow of studies; the first was taken."))
        else:
            review = replace(review, flow=more.flow)
    return replace(
        main,
        review=_with_library(review, more.library),
        remarks=tuple(remarks),
        kept=(*main.kept, *other.kept),
        counts={**other.counts, **main.counts},
        references=(*main.references, *other.references),
    )


def _with_studies(review: Review, more: Review, names: Mapping[str, str]) -> tuple[Review, list[Remark]]:
    """Return the review with the studies and judgements of another, those that both have only once."""
    remarks: list[Remark] = []
    if review.risk_of_bias_tool and more.judgements:
        text = "Two sources judge the risk of bias; the judgements of the first were taken."
        return review, [Remark(topic="risk-of-bias", text=text)]
    unknown = [study for study in more.studies if _bare(study.id) not in names]
    for study in unknown if review.studies else ():
        text = f"{study.id} is in one source only; it was added to the studies."
        remarks.append(Remark(topic="studies", text=text, origin=study.origin))
    judged = tuple(replace(one, study=names.get(_bare(one.study), one.study)) for one in more.judgements)
    return replace(
        review,
        studies=(*review.studies, *unknown),
        judgements=(*review.judgements, *judged),
        risk_of_bias_tool=review.risk_of_bias_tool or more.risk_of_bias_tool,
    ), remarks


def _with_library(review: Review, more: Library) -> Review:
    if not more.text or review.library.text == more.text:
        return review
    text = "\n".join(part for part in (review.library.text.rstrip("\n"), more.text) if part)
    return replace(review, library=replace(review.library, text=text, keys={**more.keys, **review.library.keys}))


def _with_references(imported: Imported) -> Imported:
    """Return the import with its loose references in the library, and given to the studies they belong to."""
    review = imported.review
    if not imported.references:
        return imported
    items = keyed(imported.references, taken=tuple(review.library.keys))
    without = [study for study in review.studies if not study.reports]
    matching = match_studies(without, items)
    studies = tuple(_with_reports(study, matching.assigned) for study in review.studies)
    review = _with_library(replace(review, studies=studies), library_of(items))
    return replace(imported, review=review, remarks=(*imported.remarks, *matching.doubts))


def _with_reports(study: Study, assigned: Mapping[str, tuple[str, ...]]) -> Study:
    return replace(study, reports=assigned[study.id]) if study.id in assigned else study


def _bare(name: str) -> str:
    """Return a name without case, spaces and punctuation."""
    return re.sub(r"[\W_]+", "", name).casefold()
