"""Pipe tables of a section, with the caption and id that a line below them may give, become tables of the tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, Protocol

from markdown_it.rules_block.table import escapedSplit
from markdown_it.tree import SyntaxTreeNode

from reportgen.compose.grammar import HEADING_ID, tidied
from reportgen.document import Block, Citation, Inline, Row, Table, TableCell, plain_text, walk_inlines

__all__ = ["TableReader", "captioned", "is_break", "lost_caption", "read_table"]

_CAPTION = re.compile(r":(?:\s+|$)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LABELLED = re.compile(r"^:\s.*\{#tbl-[\w-]+\}\s*$", re.DOTALL)

_ALIGN: dict[str, Literal["left", "centre", "right"]] = {"center": "centre", "right": "right"}
_LONGEST_WORD = 18
"""Columns are made wide enough for words up to this length, in letters."""

_UPRIGHT = 78
"""So many letters side by side fit on an upright page."""

_MANY_COLUMNS, _LONG_ROW = 6, 160
"""From so many columns on, a table with rows of so many letters is turned."""

_CITATION = 14
"""Letters that a citation takes, before it is known what it shows."""


class TableReader(Protocol):
    """What the reader of a section does for its tables."""

    lines: Sequence[str]
    depth: int
    in_cell: bool

    def go_to(self, node: SyntaxTreeNode) -> None:
        """Move to the line a node starts at."""

    def inlines(self, nodes: Sequence[SyntaxTreeNode]) -> list[Inline]:
        """Return what several nodes of running text mean."""

    def refuse(self, what: str, hint: str) -> None:
        """Gather an issue at the line that is being read."""


def is_break(html: str) -> bool:
    """Return whether raw HTML is a line break, which a cell has no other way to write."""
    return bool(_BREAK.fullmatch(html))


def read_table(node: SyntaxTreeNode, reader: TableReader) -> Table:
    """Return a pipe table, without a caption unless one stands right below it with no blank line between.

    A row with more cells than the head is refused: Markdown would drop what is too much.
    """
    if reader.depth:
        reader.refuse("a table in a list or quotation", "tables stand on lines of their own")
    rows = [row for part in node.children for row in part.children]
    caption = rows.pop() if len(rows) > 1 and _is_caption(rows[-1], reader) else None
    head, *body = (_row(row, reader, head=i == 0) for i, row in enumerate(rows))
    table = Table(id="", caption=(), head=head, body=tuple(body), widths=_widths(head, body))
    table = replace(table, wide=_is_wide(head, body), alt=_alt(head))
    return _with_caption(table, caption.children[0].children[0].children, reader) if caption else table


def captioned(before: Block, node: SyntaxTreeNode, reader: TableReader) -> Table | None:
    """Return the table before a paragraph with that paragraph as its caption; None where it is none."""
    if not isinstance(before, Table) or before.id or before.caption or node.type != "paragraph":
        return None
    return _with_caption(before, node.children[0].children, reader) if _CAPTION.match(_source(node)) else None


def lost_caption(node: SyntaxTreeNode) -> bool:
    """Return whether a paragraph is a caption with an id, which belongs below a table."""
    return bool(_LABELLED.match(_source(node)))


def _source(node: SyntaxTreeNode) -> str:
    return node.children[0].content


def _is_caption(row: SyntaxTreeNode, reader: TableReader) -> bool:
    line = _line(row, reader)
    return "|" not in line and bool(_CAPTION.match(line))


def _line(node: SyntaxTreeNode, reader: TableReader) -> str:
    return reader.lines[node.map[0]].strip() if node.map and node.map[0] < len(reader.lines) else ""


def _with_caption(table: Table, nodes: Sequence[SyntaxTreeNode], reader: TableReader) -> Table:
    first, last = nodes[0], nodes[-1]
    found = HEADING_ID.search(last.content) if last.type == "text" else None
    if found and not found[1].startswith("tbl-"):
        reader.refuse(f"the id {found[1][:40]!r} of a table", "ids of tables start with tbl-: {#tbl-name}")
    if found and last.token:
        last.token.content = last.content[: found.start()]
    if first.token:
        first.token.content = _CAPTION.sub("", first.content, count=1)
    caption = tuple(tidied(reader.inlines(nodes)))
    if not caption and not found:
        reader.refuse("a caption without words", "give it words, or take it out")
    return replace(table, id=found[1] if found else "", caption=caption)


def _row(node: SyntaxTreeNode, reader: TableReader, *, head: bool) -> Row:
    reader.go_to(node)
    given = _cells_in(_line(node, reader))
    if not reader.depth and given > len(node.children):
        hint = "a bar inside a cell is written \\|"
        reader.refuse(f"a row of {given} cells in a table of {len(node.children)} columns", hint)
    return Row(cells=tuple(_cell(cell, reader, first=i == 0, head=head) for i, cell in enumerate(node.children)))


def _cells_in(line: str) -> int:
    """Return how many cells a line of a table has, without the bars at its ends."""
    cells = escapedSplit(line)
    return len(cells[not cells[0].strip() : len(cells) - (not cells[-1].strip())]) if len(cells) > 1 else len(cells)


def _cell(node: SyntaxTreeNode, reader: TableReader, *, first: bool, head: bool) -> TableCell:
    reader.in_cell = True
    children = tuple(tidied(reader.inlines(node.children[0].children)))
    reader.in_cell = False
    style = str(node.attrs.get("style", ""))
    align = _ALIGN.get(style.removeprefix("text-align:"), "left")
    return TableCell(children=children, scope="col" if head else "row" if first else "", align=align)


def _widths(head: Row, body: Sequence[Row]) -> tuple[float, ...]:
    """Return each column's share of the width in percent: room for its words, the rest by the length of its texts."""
    least = [float(longest + 1) for longest in _longest_words(head, body)]
    lengths = [[_length(row.cells[i]) for row in (head, *body)] for i in range(len(head.cells))]
    wanted = [max(1.0, sum(column) / len(column)) ** 0.5 for column in lengths]
    scale = min(1.0, _UPRIGHT / sum(least))
    rest = max(0.0, _UPRIGHT - scale * sum(least))
    shares = [scale * low + rest * more / sum(wanted) for low, more in zip(least, wanted, strict=True)]
    return tuple(round(100 * share / sum(shares), 2) for share in shares)


def _is_wide(head: Row, body: Sequence[Row]) -> bool:
    """Return whether a table does not fit on an upright page, or only in very tall rows."""
    if sum(longest + 1 for longest in _longest_words(head, body)) > _UPRIGHT:
        return True
    longest_row = max((sum(map(_length, row.cells)) for row in body), default=0)
    return len(head.cells) >= _MANY_COLUMNS and longest_row > _LONG_ROW


def _longest_words(head: Row, body: Sequence[Row]) -> list[int]:
    def longest(cell: TableCell) -> int:
        words = plain_text(cell.children).replace("-", "- ").replace("/", "/ ").split()
        return min(_LONGEST_WORD, max(map(len, words), default=1))

    return [max(longest(row.cells[i]) for row in (head, *body)) for i in range(len(head.cells))]


def _length(cell: TableCell) -> int:
    inside = list(walk_inlines(cell.children))
    cited = sum(len(inline.works) for inline in inside if isinstance(inline, Citation))
    return len(plain_text(cell.children)) + _CITATION * cited


def _alt(head: Row) -> str:
    titles = [title for cell in head.cells if (title := " ".join(plain_text(cell.children).split()))]
    return f"A table with the columns {', '.join(titles)}." if titles else ""
