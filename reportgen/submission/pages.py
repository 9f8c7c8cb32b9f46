"""Pages that go with a manuscript, from templates/submission: title page, letter, statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from reportgen import __version__
from reportgen.compose import render_page
from reportgen.document import Block, Document, Heading, Resolved, Text
from reportgen.model import Review
from reportgen.resolve import resolve
from reportgen.submission.counts import Counts
from reportgen.submission.manuscripts import Manuscripts

__all__ = ["SubmissionFacts", "page", "settled_page", "submission_facts"]

_IN_FOLDER = "All data behind this review, with the source of each number, are available with it."
_IN_SUPPLEMENTS = "All data behind this review, with the source of each number, are in the supplementary files."


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionFacts:
    """What the templates of a submission may speak of beside the review itself, as texts; empty where there is none."""

    journal: str
    short_title: str
    orcids: str
    corresponding: str
    words: str
    abstract_words: str
    tables: str
    figures: str
    references: str
    supplements: str
    availability: str
    software: str
    blinded: bool
    data_file: str = ""
    ledger_file: str = ""
    search_file: str = ""
    numbered_file: str = ""
    marked_file: str = ""
    changes: tuple[str, ...] = ()


def submission_facts(made: Manuscripts, counts: Counts, supplements: Mapping[str, str]) -> SubmissionFacts:
    """Return the facts of a submission; `supplements` are names of supplementary files by topic."""
    review = made.review
    stated = _IN_SUPPLEMENTS if "data" in supplements else _IN_FOLDER
    return SubmissionFacts(
        journal=made.journal.title,
        short_title=review.short_title or review.title,
        orcids="; ".join(
            f"{author.given} {author.family}, {author.orcid}" for author in review.authors if author.orcid
        ),
        corresponding=_corresponding(review),
        words=str(counts.words),
        abstract_words=str(counts.abstract_words),
        tables=str(counts.tables),
        figures=str(counts.figures),
        references=str(counts.references),
        supplements=str(len(supplements)),
        availability=review.data_availability or stated,
        software=f"reportgen {__version__}",
        blinded=made.blind is not None,
        data_file=supplements.get("data", ""),
        ledger_file=supplements.get("numbers", ""),
        search_file=supplements.get("search-strategies", ""),
    )


def page(made: Manuscripts, template: str, title: str, facts: SubmissionFacts) -> Resolved:
    """Return a page of its own made by templates/submission/`template`.md.j2, with its title."""
    names = {"submission": {field.name: getattr(facts, field.name) for field in fields(facts)}}
    blocks = render_page(made.analysis, f"submission/{template}.md.j2", names)
    return settled_page(made, title, blocks)


def settled_page(made: Manuscripts, title: str, blocks: Iterable[Block], *, named: bool = True) -> Resolved:
    """Return a settled document of its own; `named` says whether its properties name the authors.

    It cites as the manuscript does; works are listed only where it holds a list of references.
    """
    review = made.review
    document = Document(
        title=title,
        short_title=review.short_title or review.title if named else title,
        authors=tuple(f"{author.given} {author.family}".strip() for author in review.authors) if named else (),
        keywords=(),
        language=review.language,
        notice=review.notice_short,
        blocks=(Heading(level=0, children=(Text(title),), id="title"), *blocks),
    )
    library = made.reviewed.library if not named else made.open.library
    return resolve(document, library, made.journal.style, included=frozenset(), csl=made.csl)


def _corresponding(review: Review) -> str:
    found: Sequence[str] = [f"{one.given} {one.family}".strip() for one in review.authors if one.corresponding]
    return ", ".join(found)
