"""The text columns of a forest plot: how wide their text is, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reportgen.figures.forest.effect_column import EffectColumn
from reportgen.figures.forest.rows import Row
from reportgen.figures.forest.sizes import Sizes
from reportgen.figures.lettering import Lettering
from reportgen.figures.lines import text_of

__all__ = [
    "BOLD_ROWS",
    "Column",
    "Group",
    "Placed",
    "cell_text",
    "decimals_of",
    "measured",
    "own_width",
    "shift",
    "under_head",
]

BOLD_ROWS = frozenset({"total", "subtotal", "published"})
"""Kinds of rows in bold type."""

_MOST_HEAD_LINES = 4
_WIDEST_TEXT = 9.0
"""Width of a column of words, over the size of type; longer texts are broken into lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: key of its cells, lines of its head, width in points, right edge once placed.

    Words start at the left (`anchor` ``start``), numbers end at the right; `decimals` is the largest number of decimals
    in it, by which points stand in line. `before` and `after` are set around each cell.
    """

    key: str
    head: tuple[str, ...]
    width: float
    right: float = 0.0
    anchor: Literal["start", "end"] = "end"
    decimals: int = 0
    before: str = ""
    after: str = ""
    words: bool = False

    @property
    def left(self) -> float:
        """Return the left edge."""
        return self.right - self.width

    @property
    def edge(self) -> float:
        """Return where texts of the column start or end."""
        return self.left if self.anchor == "start" else self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Columns under a common head (an arm) or without one; `left` is its left edge once placed.

    `gaps` are those between its columns, in points. Heads of a group of `pair` columns stand where those of others'
    columns do.
    """

    columns: tuple[Column, ...]
    head: tuple[str, ...] = ()
    width: float
    gaps: tuple[float, ...] = ()
    left: float = 0.0
    pair: bool = False

    def placed(self, left: float) -> Group:
        """Return the group with its left edge at `left`, and its columns in the middle of its width."""
        right = left + (self.width - own_width(self.columns, self.gaps)) / 2
        columns: list[Column] = []
        for gap, column in zip((0.0, *self.gaps), self.columns, strict=True):
            right += gap + column.width
            columns.append(replace(column, right=right))
        return replace(self, left=left, columns=tuple(columns))


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """All columns at their places, the edges of the plot, and the left edge of judgements beside it.

    `text_right` is how far small print left of the plot may reach.
    """

    name_width: float
    groups: tuple[Group, ...]
    effect: EffectColumn
    plot_left: float
    plot_width: float
    page_width: float
    text_right: float
    lights_left: float = 0.0


def own_width(columns: Sequence[Column], gaps: Sequence[float]) -> float:
    """Return the width of columns with the gaps between them."""
    return sum(column.width for column in columns) + sum(gaps)


def cell_text(row: Row, column: Column) -> str:
    """Return what a row has in a column, empty for nothing."""
    text = text_of(row.cells[column.key]) if column.key in row.cells else ""
    return f"{column.before}{text}{column.after}" if text else ""


def decimals_of(text: str) -> int:
    """Return the number of decimals of a number as it is printed."""
    return sum(character.isdigit() for character in text.partition(".")[2])


def measured(column: Column, rows: Sequence[Row], lettering: Lettering, sizes: Sizes) -> Column:
    """Return a column as wide as its cells and its head, words broken into lines."""
    size = sizes.text
    found = [(text, row.kind in BOLD_ROWS) for row in rows if (text := cell_text(row, column))]
    decimals = 0 if column.words else max((decimals_of(text) for text, _ in found), default=0)
    widths = [lettering.width(text, size, bold) + shift(text, decimals, lettering, size, bold) for text, bold in found]
    heads = [lettering.width(line, size, bold=True) for line in column.head]
    width = max(widths, default=0.0)
    if column.words:
        width = min(width, _WIDEST_TEXT * size)
    return replace(column, width=max([width, *heads]), decimals=decimals)


def shift(text: str, decimals: int, lettering: Lettering, size: float, bold: bool) -> float:
    """Return how far a number is moved to the left so that its point stands under those of longer numbers."""
    missing = decimals - decimals_of(text)
    if missing <= 0:
        return 0.0
    point = 0.0 if "." in text else lettering.width(".", size, bold)
    return missing * lettering.width("0", size, bold) + point


_WIDEST_WORD = 8.5
"""A word over columns is not broken up to this width, over the size of letters."""


def under_head(columns: tuple[Column, ...], name: str, lettering: Lettering, sizes: Sizes) -> Group:
    """Return columns under the name of their arm, which may make the group wider than its numbers."""
    gaps = tuple(sizes.inner for _ in columns[1:])
    own = own_width(columns, gaps)
    longest = max((lettering.width(word, sizes.text, bold=True) for word in name.split(" ")), default=0.0)
    width = max(own, min(longest, max(1.5 * own, _WIDEST_WORD * sizes.text)))
    lines = lettering.wrap(name, sizes.text, width + 0.005, bold=True, most=_MOST_HEAD_LINES)
    return Group(columns=columns, head=lines, width=width, gaps=gaps)
