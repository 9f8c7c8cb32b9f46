"""Rows and cells of a table as markup."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.document import Row, Table, TableCell, plain_text
from reportgen.writers.markup import inlines
from reportgen.writers.markup.page import Page

__all__ = ["write_rows"]

_ALIGN = {"left": "", "centre": " c", "right": " r"}


def write_rows(page: Page, table: Table) -> None:
    """Write the columns, the head and the body of a table; each row that heads a group begins a body of its own."""
    _write_widths(page, table.widths)
    page.add("\n<thead>")
    _write_row(page, table.head)
    page.add("</thead>\n<tbody>")
    for index, row in enumerate(table.body):
        if index and row.kind == "group":
            page.add("</tbody>\n<tbody>")
        _write_row(page, row)
    page.add("</tbody>")


def _write_widths(page: Page, widths: Iterable[float]) -> None:
    shares = [max(width, 0.0) for width in widths]
    total = sum(shares)
    if total:
        columns = "".join(f'<col style="width:{100 * share / total:.2f}%">' for share in shares)
        page.add(f"\n<colgroup>{columns}</colgroup>")


def _write_row(page: Page, row: Row) -> None:
    page.add("\n<tr>" if row.kind == "body" else f'\n<tr class="{row.kind}">')
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
    align = _ALIGN[cell.align].strip()
    page.add(f' class="{align}">' if align else ">")
    inlines.write_inlines(page, cell.children)
    page.add(f"</{tag}>")
