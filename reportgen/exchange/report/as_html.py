"""The report on an import as a web page, made of the same tree and by the same writer as a manuscript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.document import (
    Block,
    Document,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Resolved,
    Row,
    Table,
    TableCell,
    Text,
)
from reportgen.exchange.agreement import Compared
from reportgen.exchange.report.report import ImportReport, effect_text, subject_text
from reportgen.style import Style
from reportgen.wording import numbers
from reportgen.writers.html import write_html

__all__ = ["report_html"]

_MOST_ROWS = 3000
"""Beyond so many results, those of single studies that are equal stand in import.json only."""

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
    """Return the page: what came in, what to look at, what was kept aside, and every stored result beside ours."""
    title = f"Import of {', '.join(report.sources)}"
    document = Document(
        title=title, short_title=title, authors=(), keywords=(), language="en-GB", notice="", blocks=tuple(_all(report))
    )
    return write_html(Resolved(document=document), Style())


def _all(report: ImportReport) -> Iterator[Block]:
    yield Heading(level=0, children=(Text(f"Import of {', '.join(report.sources)}"),), id="title")
    yield _paragraph(f"Review: {report.imported.review.title}")
    pairs = zip(report.sources, report.formats, strict=True)
    yield _list([f"{source}: read as {format_}" for source, format_ in pairs])
    yield from _came_in(report)
    yield from _remarks(report)
    yield from _kept(report)
    yield from _comparison(report)


def _came_in(report: ImportReport) -> Iterator[Block]:
    yield _heading("What came in", "came-in")
    rows = [(name, str(n)) for name, n in report.imported.counts.items()]
    if rows:
        yield _table("tbl-counts", "Parts of the review", ("What", "Number"), rows, (3.0, 1.0), right=(1,))
    else:
        yield _paragraph("Nothing that could be counted.")


def _remarks(report: ImportReport) -> Iterator[Block]:
    yield _heading("What to look at", "remarks")
    by_topic: dict[str, list[str]] = {}
    for remark in report.imported.remarks:
        place = f" ({remark.origin})" if remark.origin else ""
        by_topic.setdefault(remark.topic, []).append(f"{remark.text}{place}")
    if not by_topic:
        yield _paragraph("Nothing.")
    for topic, title in _TOPICS.items():
        if topic in by_topic:
            yield _heading(title, f"remarks-{topic}", level=2)
            yield _list(by_topic[topic])


def _kept(report: ImportReport) -> Iterator[Block]:
    yield _heading("What has no place in a review folder", "kept")
    if not report.imported.kept:
        yield _paragraph("Nothing: all that the source holds is in the review.")
        return
    yield _paragraph("These are kept as they were, under import/unmapped.")
    rows = [(one.path, one.what, str(one.origin or "")) for one in report.imported.kept]
    yield _table("tbl-kept", "Kept aside", ("File", "What it is", "Place"), rows, (2.0, 2.0, 1.0))


def _comparison(report: ImportReport) -> Iterator[Block]:
    yield _heading("Stored results beside ours", "comparison")
    if not report.compared:
        yield _paragraph("The source stores no results.")
        return
    rows = [(verdict, str(n)) for verdict, n in report.verdicts.items()]
    yield _table("tbl-verdicts", "Stored results", ("Verdict", "Number"), rows, (3.0, 1.0), right=(1,))
    shown = report.compared
    if len(shown) > _MOST_ROWS:
        shown = tuple(one for one in shown if one.stored.kind != "study" or one.verdict != "equal")
        yield _paragraph("Results of single studies that are equal are not listed here; import.json has them.")
    heads = ("Result", "Stored", "Here", "I² stored", "I² here", "Verdict", "Reason")
    found = [_compared(one, report) for one in shown]
    widths = (4.0, 2.0, 2.0, 0.8, 0.8, 1.2, 3.0)
    yield _table("tbl-compared", "Every stored result beside ours", heads, found, widths, right=(1, 2, 3, 4))


def _compared(one: Compared, report: ImportReport) -> tuple[str, ...]:
    return (
        subject_text(one.stored, report.outcomes),
        effect_text(one.stored.values),
        effect_text(one.ours),
        *(numbers.percent(values["i2"]) if "i2" in values else "" for values in (one.stored.values, one.ours)),
        one.verdict,
        one.reason or _named(one),
    )


def _named(one: Compared) -> str:
    return "; ".join(
        f"{difference.name}: {difference.stored:.6g} stored, "
        + ("nothing here" if difference.ours is None else f"{difference.ours:.6g} here")
        for difference in one.differences
    )


def _heading(text: str, id_: str, level: int = 1) -> Heading:
    return Heading(level=level, children=(Text(text),), id=id_)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(children=(Text(text),))


def _list(items: Sequence[str]) -> ListBlock:
    return ListBlock(items=tuple((_paragraph(item),) for item in items))


def _table(
    id_: str,
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: tuple[float, ...],
    right: Sequence[int] = (),
) -> Table:
    def cell(text: str, place: int, scope: str) -> TableCell:
        children: tuple[Inline, ...] = (Text(text),) if text else ()
        align = "right" if place in right else "left"
        return TableCell(children=children, scope=scope, align=align)  # type: ignore[arg-type]

    body = tuple(
        Row(cells=tuple(cell(text, place, "" if place else "row") for place, text in enumerate(row))) for row in rows
    )
    head = Row(cells=tuple(cell(text, place, "col") for place, text in enumerate(heads)))
    return Table(id=id_, caption=(Text(caption),), head=head, body=body, widths=widths)
