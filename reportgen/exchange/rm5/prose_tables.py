"""Tables of RevMan's rich text as pipe tables; merged cells, which these do not know, are taken apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.exchange.rm5.citations import Citations
from reportgen.exchange.rm5.prose_inline import markdown_of_pieces
from reportgen.exchange.rm5.prose_pieces import DEEPEST, Content, Piece, content, holds_blocks, pieces_of, tag_of
from reportgen.foreign.xml import Element

__all__ = ["Paragraphs", "has_merged_cells", "pipe_table", "table_blocks"]

Paragraphs = Callable[[Element], list[str]]
"""Returns the paragraphs of a cell as Markdown."""

_MOST_COLUMNS = 60
_MOST_CELLS = 200_000
_LINE = "<br>"


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the source at the first place of those it covers, or at one of the others."""

    element: Element
    first: bool
    head: bool
    columns: int


_Grid = list[list[_Cell | None]]


def has_merged_cells(table: Element) -> bool:
    """Return whether cells of a table span several columns or rows."""
    return any(_span(cell, name) > 1 for cell in table.iter("TD", "TH") for name in ("COLSPAN", "ROWSPAN"))


def pipe_table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells, each Markdown on one line, as a pipe table; the first row holds the heads."""
    columns = max(map(len, rows))
    lines = [f"| {' | '.join([*row, *[''] * (columns - len(row))])} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * columns}", *lines[1:]])


def table_blocks(table: Element, citations: Citations, paragraphs: Paragraphs, caption: str = "") -> list[str]:
    """Return a table as Markdown: paragraphs before it, the pipe table, its caption, and paragraphs after it.

    A row that is one cell over all columns becomes paragraphs where it stands at the top or bottom, and else a row in
    which the first cell is bold. Rows of heads are put together into one; a head over several columns is said above
    each of them, any other cell that spans several places stands in the first. `caption` is Markdown, with the id.
    """
    grid = _grid(table)
    width = max(map(len, grid), default=0)
    if not width or width > _MOST_COLUMNS:
        return [text for row in grid for cell in row if cell and cell.first for text in paragraphs(cell.element)]
    start, end = _inner(grid, width)
    before = [text for row in grid[:start] for text in _spanning_text(row, paragraphs)]
    after = [text for row in grid[end:] for text in _spanning_text(row, paragraphs)]
    if start == end:
        return [*before, *([caption.removeprefix(": ").partition(" {#")[0]] if caption else []), *after]
    heads = _count_heads(grid[start:end])
    body = [_row(row, width, citations) for row in grid[start + heads : end]]
    rows = [_heads(grid[start : start + heads], width, citations), *body]
    if not any(map(any, rows)):
        return [*before, *after]
    return [*before, pipe_table(rows), *([caption] if caption else []), *after]


def _grid(table: Element) -> _Grid:
    """Return the cells of a table at all places that they cover."""
    grid: _Grid = []
    places = 0
    for y, row in enumerate(_rows(table)):
        x = 0
        for cell in (child for child in row if tag_of(child) in {"TD", "TH"}):
            while x < len(_line(grid, y)) and grid[y][x] is not None:
                x += 1
            columns, rows = _span(cell, "COLSPAN"), _span(cell, "ROWSPAN")
            if places + columns * rows > _MOST_CELLS:
                columns = rows = 1
            places += columns * rows
            _lay(grid, (x, y), (columns, rows), cell)
            x += columns
    return grid[: len(_rows(table))]


def _rows(table: Element) -> list[Element]:
    return [row for part in table for row in ([part] if tag_of(part) == "TR" else part) if tag_of(row) == "TR"]


def _span(cell: Element, name: str) -> int:
    text = cell.get(name, "").strip()
    return max(1, min(int(text), 1000)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _line(grid: _Grid, y: int) -> list[_Cell | None]:
    while len(grid) <= y:
        grid.append([])
    return grid[y]


def _lay(grid: _Grid, at: tuple[int, int], size: tuple[int, int], cell: Element) -> None:
    for y in range(at[1], at[1] + size[1]):
        line = _line(grid, y)
        for x in range(at[0], at[0] + size[0]):
            line += [None] * (x + 1 - len(line))
            if line[x] is None:
                line[x] = _Cell(cell, (x, y) == at, tag_of(cell) == "TH", size[0])


def _spans_all(row: Sequence[_Cell | None], width: int) -> bool:
    """Return whether a row is one cell over all columns, or the rest of one."""
    return width > 1 and len(row) == width and len({id(cell.element) if cell else None for cell in row}) == 1


def _inner(grid: _Grid, width: int) -> tuple[int, int]:
    """Return from where to where rows are more than one cell over all columns."""
    inner = [i for i, row in enumerate(grid) if not _spans_all(row, width) and any(row)]
    return (inner[0], inner[-1] + 1) if inner else (len(grid), len(grid))


def _spanning_text(row: Sequence[_Cell | None], paragraphs: Paragraphs) -> list[str]:
    return [text for cell in row if cell and cell.first for text in paragraphs(cell.element)]


def _count_heads(rows: Sequence[Sequence[_Cell | None]]) -> int:
    """Return how many rows hold heads only; a table without such a row has its first for one."""
    count = 0
    while count < len(rows) and all(cell.head for cell in rows[count] if cell):
        count += 1
    return max(1, count)


def _heads(rows: Sequence[Sequence[_Cell | None]], width: int, citations: Citations) -> list[str]:
    """Return the heads of the columns, each put together from the rows of heads."""
    heads: list[str] = []
    for x in range(width):
        cells = [row[x] for row in rows if x < len(row)]
        elements = {id(cell.element): cell.element for cell in cells if cell}
        heads.append(_LINE.join(filter(None, (_text(element, citations) for element in elements.values()))))
    return heads


def _row(row: Sequence[_Cell | None], width: int, citations: Citations) -> list[str]:
    texts = [_text(cell.element, citations) if cell and cell.first else "" for cell in row]
    if _spans_all(row, width) and texts[0]:
        first = row[0]
        lines = _lines(first.element, citations, bold=True) if first else ()
        texts[0] = _LINE.join(lines)
    return texts


def _text(cell: Element, citations: Citations) -> str:
    return _LINE.join(_lines(cell, citations))


def _lines(cell: Element, citations: Citations, *, bold: bool = False) -> Iterator[str]:
    """Yield the paragraphs and items of lists in a cell, each Markdown on one line."""
    for mark, run in _runs(cell, 0):
        pieces = pieces_of(run, citations)
        if bold:
            pieces = tuple(_bold(piece) for piece in pieces)
        text = markdown_of_pieces(pieces, _LINE)
        if text:
            yield f"{mark}{text}"


def _bold(piece: Piece) -> Piece:
    return replace(piece, bold=True)


def _runs(element: Element, depth: int) -> Iterator[tuple[str, list[Content]]]:
    """Yield runs of content without blocks in them, with the bullet or number before it."""
    run: list[Content] = []
    number = 0
    for item in content(element):
        if isinstance(item, str) or depth > DEEPEST or not holds_blocks(item):
            run.append(item)
            continue
        yield "", run
        run = []
        number += tag_of(item) == "LI"
        mark = "" if tag_of(item) != "LI" else f"{number}. " if tag_of(element) == "OL" else "• "
        for inner_mark, inner in _runs(item, depth + 1):
            yield mark + inner_mark, inner
            mark = "" if inner else mark
    yield "", run
