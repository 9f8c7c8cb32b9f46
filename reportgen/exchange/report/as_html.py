"""The report on an import as a web page, made of the same tree and by the same writer as a manuscript."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Block, Document, Resolved
from reportgen.exchange.report.compared_tables import compared_in_full, differing_table
from reportgen.exchange.report.page_parts import bullets, heading, line, paragraph, table
from reportgen.exchange.report.remarks import GroupedRemark, grouped_remarks
from reportgen.exchange.report.report import ImportReport
from reportgen.exchange.report.sentences import verdict_sentences
from reportgen.style import Style
from reportgen.writers.html import write_html

__all__ = ["report_html"]

_MOST_WORDS = 40
_MOST_PLACES = 5
_TOPICS = {
    "file": "The file",
    "title": "Title and authors",
    "text": "Text",
    "studies": "Studies",
    "references": "References",
    "outcomes": "Outcomes",
    "results": "Results",
    "risk-of-bias": "Risk of bias",
    "flow": "Flow of studies",
    "settings": "Settings",
}


def report_html(report: ImportReport) -> bytes:
    """Return the page: the verdict, what needs attention, what came in and was kept, all stored results beside ours."""
    title = f"Import of {', '.join(report.sources)}"
    document = Document(
        title=title, short_title=title, authors=(), keywords=(), language="en-GB", notice="", blocks=tuple(_all(report))
    )
    return write_html(Resolved(document=document), Style())


def _all(report: ImportReport) -> Iterator[Block]:
    yield heading(f"Import of {', '.join(report.sources)}", "title", level=0)
    yield paragraph(" ".join(verdict_sentences(report)), strong=True)
    pairs = zip(report.sources, report.formats, strict=True)
    read = "; ".join(f"{source}, read as {format_}" for source, format_ in pairs)
    yield paragraph(f"The review is “{report.imported.review.title}”, from {read}.")
    yield from _attention(report)
    yield from _came_in(report)
    yield from _kept(report)
    yield from compared_in_full(report)


def _attention(report: ImportReport) -> Iterator[Block]:
    yield heading("What needs attention", "attention")
    results = tuple(differing_table(report))
    groups = grouped_remarks(report.imported.remarks)
    if not results and not groups:
        yield paragraph("Nothing: all that was read was understood, and every stored result is the same here.")
        return
    if results:
        yield heading("Results that are not the same", "differing", level=2)
        yield from results
    named = {**_TOPICS, **{one.topic: one.topic.capitalize() for one in groups if one.topic not in _TOPICS}}
    for topic, title in named.items():
        said = [_told(one) for one in groups if one.topic == topic]
        if said:
            yield heading(title, f"remarks-{topic}", level=2)
            yield bullets(said)


def _told(remark: GroupedRemark) -> str:
    places = [str(place) for place in remark.places[:_MOST_PLACES]]
    more = len(remark.places) - len(places)
    where = f" ({'; '.join(places)}{f'; and {more} more' if more else ''})" if places else ""
    return f"{remark.text(_MOST_WORDS)}{where}"


def _came_in(report: ImportReport) -> Iterator[Block]:
    yield heading("What came in", "came-in")
    rows = [line((name, str(n)), (1,)) for name, n in report.imported.counts.items()]
    if rows:
        yield table("tbl-counts", "Parts of the review", ("What", "Number"), rows, (3.0, 1.0), right=(1,))
    else:
        yield paragraph("Nothing that could be counted.")


def _kept(report: ImportReport) -> Iterator[Block]:
    yield heading("What was kept apart", "kept")
    if not report.imported.kept:
        yield paragraph("Nothing: all that the source holds is in the review.")
        return
    yield paragraph(
        "A review folder has no place for these. They stand as they were under import/unmapped, for you to take up by"
        " hand what you need."
    )
    rows = [line((one.what, one.path, str(one.origin or ""))) for one in report.imported.kept]
    yield table("tbl-kept", "Kept apart", ("What it is", "File", "Place in the source"), rows, (3.0, 2.0, 1.5))
