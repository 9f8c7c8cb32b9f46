"""Rows and cells of a table as markup."""

from __future__ import annotations

from reportgen.document import Row, Table, TableCell, plain_text
from reportgen.writers.markup import inlines
from reportgen.writers.markup.page import Page
from reportgen.writers.widths import column_widths

__all__ = ["write_rows"]

_ALIGN = {"left": "", "centre": "c", "right": "r", "decimal": "r"}


def write_rows(page: Page, table: Table) -> None:
    """Write the columns, the head and the body of a table; each row that heads a group begins a body of its own."""
    _write_widths(page, table)
    page.add("\n<thead>")
    _write_row(page, table.head)
    page.add("</thead>\n<tbody>")
    for index, row in enumerate(table.body):
        if index and row.kind == "group":
            page.add("</tbody>\n<tbody>")
        _write_row(page, row, last=index == len(table.body) - 1)
    page.add("</tbody>")


def _write_widths(page: Page, table: Table) -> None:
    widths = column_widths(table)
    total = sum(widths)
    columns = "".join(f'<col style="width:{100 * width / total:.2f}%">' for width in widths)
    page.add(f"\n<colgroup>{columns}</colgroup>" if total else "")


def _write_row(page: Page, row: Row, *, last: bool = False) -> None:
    classes = " ".join(filter(None, ("" if row.kind == "body" else row.kind, "last" if last else "")))
    page.add(f'\n<tr class="{classes}">' if classes else "\n<tr>")
    for cell in row.cells:
        _write_cell(page, cell, row.kind == "group")
    page.add("</tr>")


def _write_cell(page: Page, cell: TableCell, heads_group: bool) -> None:
    # An empty cell heads nothing: marked as a head it would only puzzle those who listen.
    tag = "th" if cell.scope and plain_text(cell.children).strip() else "td"
    page.add(f"<{tag}")
    if tag == "th":
        # Paper knows no groups of rows: its tags would take the scope for that of a column.
        page.add(f' scope="{"rowgroup" if heads_group and page.target == "screen" else cell.scope}"')
    if cell.colspan > 1:
        page.add(f' colspan="{cell.colspan}"')
    align = _ALIGN[cell.align]
    page.add(f' class="{align}">' if align else ">")
    inlines.write_inlines(page, cell.children)
    page.add(f"</{tag}>")
