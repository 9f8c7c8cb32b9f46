"""Sections, facts and exhibits become a document."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.compose.exhibits import Exhibits
from reportgen.compose.facts import gather
from reportgen.compose.heading_ids import with_heading_ids
from reportgen.compose.sections import render_section, section_source
from reportgen.document import Block, Document, Heading, ReferenceList, Text
from reportgen.errors import DataError, Issue
from reportgen.quantities import Analysis

__all__ = ["compose"]


def compose(analysis: Analysis, exhibits: Exhibits) -> Document:
    """Return the manuscript's tree, unresolved; DataError with all issues of all sections if any template is wrong."""
    review, style = analysis.review, analysis.style
    names = gather(analysis).names()
    names["figures"] = tuple(exhibits.figures.values())
    names["tables"] = tuple(exhibits.tables.values())
    names["references"] = ReferenceList()
    functions: dict[str, Callable[..., object]] = {
        "figure": lambda name: exhibits.figures.get(name, ""),
        "table": lambda name: exhibits.tables.get(name, ""),
    }
    blocks: list[Block] = [Heading(level=0, children=(Text(review.title),), id="title")]
    issues: list[Issue] = []
    for section in style.sections:
        source = section_source(section, review)
        if source is None:
            continue
        found, wrong = render_section(source, names, functions)
        blocks += found
        issues += wrong
    if issues:
        raise DataError(issues)
    return Document(
        title=review.title,
        short_title=review.short_title or review.title,
        authors=tuple(f"{author.given} {author.family}".strip() for author in review.authors),
        keywords=review.keywords,
        language=review.language,
        notice=review.notice_short or review.notice,
        blocks=with_heading_ids(blocks),
    )
