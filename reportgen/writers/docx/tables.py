"""Tables: fixed columns, heads that repeat, rows that stay whole; built as elements, for there may be thousands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from reportgen.document import Row, Table, plain_text
from reportgen.writers import widths
from reportgen.writers.docx import inlines
from reportgen.writers.docx.draft import Draft
from reportgen.writers.docx.elements import Element, add, plain
from reportgen.writers.docx.fields import Form, Spot
from reportgen.writers.docx.page import twips
from reportgen.writers.docx.paragraphs import Layout, new_paragraph

__all__ = ["column_widths", "write_grid"]

MOST_ROWS_KEPT: Final = 14
"""A table with up to so many rows is not broken over pages."""

MOST_COLUMNS: Final = 63
"""Word's own limit."""

ALIGNMENTS: Final[dict[str, Literal["", "center", "right"]]] = {
    "left": "",
    "centre": "center",
    "right": "right",
    "decimal": "right",
}


def write_grid(node: Table, draft: Draft) -> None:
    """Write the rows of a table; its caption and notes are paragraphs around it."""
    balanced = replace(node, widths=tuple(widths.column_widths(node)) or node.widths)
    columns = column_widths(balanced, twips(draft.page.text_width_mm))
    table = add(draft.body, "w:tbl")
    _write_properties(table, node, sum(columns))
    grid = add(table, "w:tblGrid")
    for width in columns:
        add(grid, "w:gridCol", {"w:w": str(width)})
    _write_row(table, node.head, columns, draft, head=True, keep=True)
    short = len(node.body) <= MOST_ROWS_KEPT
    for place, row in enumerate(node.body, 1):
        keep = bool(node.notes) if place == len(node.body) else short or row.kind == "group"
        _write_row(table, row, columns, draft, keep=keep)


def column_widths(node: Table, total: int) -> tuple[int, ...]:
    """Return the widths of the columns in twips, `total` in all; columns without a width get the mean of the others."""
    spans = [sum(max(cell.colspan, 1) for cell in row.cells) for row in (node.head, *node.body)]
    count = min(max(*spans, len(node.widths), 1), MOST_COLUMNS)
    asked = [width for width in node.widths[:count] if 0 < width < float("inf")] or [1.0]
    mean = sum(asked) / len(asked)
    shares = [width if 0 < width < float("inf") else mean for width in node.widths[:count]]
    shares += [mean] * (count - len(shares))
    ends = [round(total * sum(shares[: place + 1]) / sum(shares)) for place in range(count)]
    return tuple(end - start for start, end in zip([0, *ends], ends, strict=False))


def _write_properties(table: Element, node: Table, width: int) -> None:
    properties = add(table, "w:tblPr")
    add(properties, "w:tblStyle", {"w:val": "JournalTable"})
    add(properties, "w:tblW", {"w:w": str(width), "w:type": "dxa"})
    add(properties, "w:tblLayout", {"w:type": "fixed"})
    row_heads = any(cell.scope == "row" for row in node.body for cell in row.cells[:1])
    look = {"firstRow": True, "lastRow": False, "firstColumn": row_heads, "lastColumn": False}
    flags = {f"w:{name}": str(int(value)) for name, value in (look | {"noHBand": True, "noVBand": True}).items()}
    add(properties, "w:tblLook", {"w:val": "06A0" if row_heads else "0620", **flags})
    title = plain(" ".join(filter(None, (node.label, plain_text(node.caption)))))
    if title:
        add(properties, "w:tblCaption", {"w:val": title})
    add(properties, "w:tblDescription", {"w:val": plain(node.alt) or title or "Table"})


def _write_row(
    table: Element, row: Row, widths: Sequence[int], draft: Draft, *, keep: bool, head: bool = False
) -> None:
    line = add(table, "w:tr")
    properties = add(line, "w:trPr")
    add(properties, "w:cantSplit")
    if head:
        add(properties, "w:tblHeader")
    form = Form(bold=head or row.kind != "body")
    column = 0
    for cell in row.cells:
        span = min(max(cell.colspan, 1), len(widths) - column)
        if span < 1:
            break
        box = _new_box(line, sum(widths[column : column + span]), span, total=row.kind == "total", head=head)
        column += span
        layout = Layout(keep=keep, align=ALIGNMENTS[cell.align])
        paragraph = new_paragraph(box, "TableText", layout)
        inlines.write_inlines(cell.children, Spot(parent=paragraph, part=draft.main, form=form), draft)
    if column < len(widths):
        _fill(line, widths[column:])


def _new_box(line: Element, width: int, span: int, *, total: bool, head: bool) -> Element:
    """Return a new cell; pooled results have a rule above them, heads stand on the rule below them."""
    box = add(line, "w:tc")
    properties = add(box, "w:tcPr")
    add(properties, "w:tcW", {"w:w": str(width), "w:type": "dxa"})
    if span > 1:
        add(properties, "w:gridSpan", {"w:val": str(span)})
    if total:
        rule = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "1F1F1F"}
        add(add(properties, "w:tcBorders"), "w:top", rule)
    if head:
        add(properties, "w:vAlign", {"w:val": "bottom"})
    return box


def _fill(line: Element, widths: Sequence[int]) -> None:
    """End a row that has too few cells: with one empty cell over the rest."""
    box = _new_box(line, sum(widths), len(widths), total=False, head=False)
    new_paragraph(box, "TableText")
