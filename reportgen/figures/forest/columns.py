"""The text columns of a forest plot: which there are, how wide their text is, where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.effects import Measure
from reportgen.figures.forest.rows import Row
from reportgen.figures.lettering import Lettering
from reportgen.figures.lines import text_of

__all__ = [
    "GAP",
    "Column",
    "EffectColumn",
    "Group",
    "Placed",
    "effect_pieces",
    "groups_for",
    "measure_effects",
    "missing_digits",
]

GAP = 9.0
"""Points between groups of columns."""

INNER_GAP = 7.0
"""Points between the columns of one arm."""

PIECE_GAPS = (3.0, 2.2)
"""Points between the pieces of an estimate: before the lower and before the upper limit."""

_HEADS = {"events": "Events", "n": "Total", "mean": "Mean", "sd": "SD", "time": "Time", "r": "r"}
_MOST_HEAD_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of numbers, aligned to the right: key of its cells, head, width in points, right edge once placed."""

    key: str
    head: str
    width: float
    right: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Columns under a common head (an arm) or a single column without one; `left` is its left edge once placed."""

    columns: tuple[Column, ...]
    head: tuple[str, ...] = ()
    width: float
    left: float = 0.0

    def placed(self, left: float) -> Group:
        """Return the group with its left edge at `left`, and its columns spread over its width."""
        own = sum(column.width for column in self.columns) + INNER_GAP * (len(self.columns) - 1)
        right = left + (self.width - own) / 2 - INNER_GAP
        columns: list[Column] = []
        for column in self.columns:
            right += INNER_GAP + column.width
            columns.append(replace(column, right=right))
        return replace(self, left=left, columns=tuple(columns))


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectColumn:
    """The column of estimates: the widths of its three pieces and of the whole, and its left edge once placed.

    `digits` is the largest number of decimals in it; points stand in line although one estimate has more of them.
    """

    pieces: tuple[float, float, float]
    head: tuple[str, ...]
    width: float
    digits: int
    left: float = 0.0

    def rights(self) -> tuple[float, float, float]:
        """Return the right edges of the three pieces, the row of them centred in the column."""
        edge = self.left + (self.width - sum(self.pieces) - sum(PIECE_GAPS)) / 2
        edges: list[float] = []
        for width, gap in zip(self.pieces, (0.0, *PIECE_GAPS), strict=True):
            edge += gap + width
            edges.append(edge)
        return edges[0], edges[1], edges[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """All columns at their places, and the edges of the plot."""

    name_width: float
    groups: tuple[Group, ...]
    effect: EffectColumn
    plot_left: float
    plot_width: float
    page_width: float


def effect_pieces(row: Row) -> tuple[str, str, str] | None:
    """Return the three pieces of "0.71 [0.56, 0.90]"; each is aligned for itself, so that decimals stand in line.

    The first is empty for an interval without an estimate. None for a row that has neither.
    """
    if row.effect is not None:
        return row.effect.estimate.text, f"[{row.effect.ci_low.text},", f"{row.effect.ci_high.text}]"
    return None if row.limits is None else ("", f"[{row.limits[0].text},", f"{row.limits[1].text}]")


def groups_for(
    rows: Sequence[Row], measure: Measure, arms: tuple[str, str], lettering: Lettering, size: float
) -> tuple[Group, ...]:
    """Return the groups of number columns that the rows fill in, measured: the arms' data, then the weight."""
    keys = {key for row in rows for key in row.cells}
    groups: list[Group] = []
    for side, name in zip(("experimental", "comparator"), arms, strict=True):
        columns = tuple(
            _measured(f"{side}.{column}", _HEADS.get(column, column), rows, lettering, size)
            for column in measure.arm_columns
            if f"{side}.{column}" in keys
        )
        if columns:
            groups.append(_headed(columns, name, lettering, size))
    if "weight" in keys:
        column = _measured("weight", "Weight", rows, lettering, size)
        groups.append(Group(columns=(column,), width=column.width))
    return tuple(groups)


def measure_effects(rows: Sequence[Row], heads: tuple[str, str], lettering: Lettering, size: float) -> EffectColumn:
    """Return the column of estimates, wide enough for words in place of an estimate and for the second of its heads.

    The first, the name of the measure, is broken into lines if it is longer than that.
    """
    digits = max((_decimals(row) for row in rows if effect_pieces(row)), default=0)
    pieces = [0.0, 0.0, 0.0]
    title, method = heads
    whole = lettering.width(method, size, bold=True)
    for row in rows:
        bold = row.kind in {"total", "subtotal", "published"}
        if texts := effect_pieces(row):
            shift = (digits - _decimals(row)) * lettering.width("0", size, bold)
            for i, text in enumerate(texts):
                pieces[i] = max(pieces[i], lettering.width(text, size, bold) + shift)
        elif row.effect_text:
            whole = max(whole, lettering.width(row.effect_text, size, bold))
    one, low, high = pieces
    longest = max(lettering.width(word, size, bold=True) for word in title.split(" "))
    width = max(whole, longest, sum(pieces) + sum(PIECE_GAPS))
    head = (*lettering.wrap(title, size, width, bold=True, most=3), method)
    return EffectColumn(pieces=(one, low, high), head=head, width=width, digits=digits)


def missing_digits(row: Row, column: EffectColumn) -> int:
    """Return how many decimals fewer an estimate has than the longest of its column; it is moved left by so many."""
    return column.digits - _decimals(row)


def _decimals(row: Row) -> int:
    number = row.effect.ci_low if row.effect else row.limits[0] if row.limits else None
    return len(number.text.partition(".")[2]) if number else 0


def _measured(key: str, head: str, rows: Sequence[Row], lettering: Lettering, size: float) -> Column:
    texts = [
        lettering.width(text_of(row.cells[key]), size, row.kind in {"total", "subtotal"})
        for row in rows
        if key in row.cells
    ]
    return Column(key=key, head=head, width=max([lettering.width(head, size, bold=True), *texts]))


def _headed(columns: tuple[Column, ...], name: str, lettering: Lettering, size: float) -> Group:
    """Return columns under the name of their arm, which may make the group wider than its numbers."""
    own = sum(column.width for column in columns) + INNER_GAP * (len(columns) - 1)
    longest = max((lettering.width(word, size, bold=True) for word in name.split(" ")), default=0.0)
    width = max(own, min(longest, 1.5 * own))
    lines = lettering.wrap(name, size, width, bold=True, most=_MOST_HEAD_LINES)
    return Group(columns=columns, head=lines, width=width)
