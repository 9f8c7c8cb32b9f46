"""Blocks of a plain page: headings, paragraphs, lists and tables made of texts."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document import Heading, Inline, ListBlock, Paragraph, Row, Strong, Table, TableCell, Text

__all__ = ["bullets", "group", "heading", "line", "paragraph", "table"]


def heading(text: str, id_: str, level: int = 1) -> Heading:
    """Return a heading; `level` 0 is the title of the page."""
    return Heading(level=level, children=(Text(text),), id=id_)


def paragraph(text: str, *, strong: bool = False) -> Paragraph:
    """Return a paragraph of plain text."""
    return Paragraph(children=(Strong(children=(Text(text),)) if strong else Text(text),))


def bullets(items: Sequence[str]) -> ListBlock:
    """Return a list with a point for each text."""
    return ListBlock(items=tuple((paragraph(item),) for item in items))


def line(texts: Sequence[str], right: Sequence[int] = ()) -> Row:
    """Return a row of a table, its first cell heading it; the columns of `right` (from 0) are right-aligned."""
    return Row(cells=tuple(_cell(text, place, "" if place else "row", right) for place, text in enumerate(texts)))


def group(title: str, columns: int) -> Row:
    """Return a row that heads those below it, over all columns."""
    return Row(cells=(TableCell(children=(Text(title),), scope="row", colspan=columns),), kind="group")


def table(
    id_: str,
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Row],
    widths: tuple[float, ...],
    right: Sequence[int] = (),
) -> Table:
    """Return a table of rows made by `line` and `group`; `widths` are shares, one a column."""
    head = Row(cells=tuple(_cell(text, place, "col", right) for place, text in enumerate(heads)))
    return Table(id=id_, caption=(Text(caption),), head=head, body=tuple(rows), widths=widths)


def _cell(text: str, place: int, scope: str, right: Sequence[int]) -> TableCell:
    children: tuple[Inline, ...] = (Text(text),) if text else ()
    align = "right" if place in right else "left"
    return TableCell(children=children, scope=scope, align=align)  # type: ignore[arg-type]
