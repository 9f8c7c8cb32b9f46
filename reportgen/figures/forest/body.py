"""The rows of a forest plot on the page."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.figures.canvas import GroupMark, Mark
from reportgen.figures.forest.columns import effect_pieces, missing_digits
from reportgen.figures.forest.frame import LEADING, MARGIN, Frame, notes_width
from reportgen.figures.forest.rows import Row
from reportgen.figures.lettering import CAP_HEIGHT
from reportgen.figures.lines import text_of
from reportgen.figures.names import Names

__all__ = ["row_marks"]

_PITCH = 1.5
_SMALL_PITCH = 1.4
_GAP = 0.6
_MOST_LINES = 4


def row_marks(frame: Frame, row: Row, y: float, names: Names) -> tuple[list[Mark], float]:
    """Return the marks of a row whose top is at `y`, and where the next row begins."""
    match row.kind:
        case "gap":
            return [], y + frame.size.text * _GAP
        case "line":
            return _line(frame, row, y)
        case "heading":
            marks, end = _heading(frame, row, y)
            return [GroupMark(id=names.unique(row.id), kind="heading", marks=tuple(marks))], end
        case "study":
            marks, end = _table_row(frame, row, y, bold=False)
            return [GroupMark(id=names.unique(row.id), kind="study", marks=tuple(marks))], end
        case "total" | "subtotal" | "published" | "prediction":
            marks, end = _table_row(frame, row, y, bold=row.kind != "prediction")
            return [GroupMark(id=names.unique(row.id), kind="total", marks=tuple(marks))], end


def _heading(frame: Frame, row: Row, y: float) -> tuple[list[Mark], float]:
    size = frame.size.text
    lines = frame.lettering.wrap(text_of(row.label), size, frame.text_room, bold=True, most=_MOST_LINES)
    base = y + (_PITCH + CAP_HEIGHT) * size / 2
    marks: list[Mark] = [
        frame.text((MARGIN, base + i * size * LEADING), line, bold=True) for i, line in enumerate(lines)
    ]
    more = (len(lines) - 1) * size * LEADING
    if row.aside:
        aside = f"({row.aside})"
        x = MARGIN + frame.lettering.width(lines[-1], size, bold=True) + 3.0
        if x + frame.lettering.width(aside, frame.size.small) > MARGIN + frame.text_room:
            x, more = MARGIN, more + size * LEADING
        marks.append(frame.text((x, base + more), aside, size=frame.size.small))
    return marks, y + size * _PITCH + more


def _line(frame: Frame, row: Row, y: float) -> tuple[list[Mark], float]:
    """Return a line of small print; without numbers of its own in the columns it may run under them."""
    size = frame.size.small
    room = frame.placed.name_width if row.cells else frame.text_room
    room -= notes_width(row, frame.lettering, frame.size)
    lines = frame.lettering.wrap(text_of(row.label), size, room, most=_MOST_LINES)
    base = y + (_SMALL_PITCH + CAP_HEIGHT) * size / 2
    marks: list[Mark] = [
        frame.text((MARGIN, base + i * size * LEADING), line, size=size) for i, line in enumerate(lines)
    ]
    if row.notes:
        end = MARGIN + frame.lettering.width(lines[-1], size) + 0.8
        last = base + (len(lines) - 1) * size * LEADING
        marks.append(frame.text((end, last - size * 0.3), row.notes, size=frame.size.raised))
    marks += _cells(frame, row, base, size)
    return marks, y + size * _SMALL_PITCH + (len(lines) - 1) * size * LEADING


def _table_row(frame: Frame, row: Row, y: float, *, bold: bool) -> tuple[list[Mark], float]:
    size, letters = frame.size.text, frame.lettering
    room = max(frame.placed.name_width - notes_width(row, letters, frame.size), size)
    # half a hundredth of slack: the column may be exactly as wide as its widest name
    lines = letters.wrap(text_of(row.label), size, room + 0.005, bold, most=_MOST_LINES)
    middle = y + size * _PITCH / 2
    base = middle + size * CAP_HEIGHT / 2
    more = (len(lines) - 1) * size * LEADING
    marks: list[Mark] = [
        frame.text((MARGIN, base + i * size * LEADING), line, bold=bold) for i, line in enumerate(lines)
    ]
    if row.notes:
        end = MARGIN + letters.width(lines[-1], size, bold) + 0.8
        marks.append(frame.text((end, base + more - size * 0.3), row.notes, size=frame.size.raised))
    marks += _cells(frame, row, base, size, bold=bold)
    marks += _effect(frame, row, base, bold=bold)
    if row.plotted is not None:
        marks += frame.plot.marks(row.plotted, middle)
    return marks, y + size * _PITCH + more


def _cells(frame: Frame, row: Row, base: float, size: float, *, bold: bool = False) -> Iterator[Mark]:
    for group in frame.placed.groups:
        for column in group.columns:
            if column.key in row.cells:
                text = text_of(row.cells[column.key])
                yield frame.text((column.right, base), text, bold=bold, size=size, anchor="end")


def _effect(frame: Frame, row: Row, base: float, *, bold: bool) -> Iterator[Mark]:
    column = frame.placed.effect
    if pieces := effect_pieces(row):
        shift = missing_digits(row, column) * frame.lettering.width("0", frame.size.text, bold)
        for text, right in zip(pieces, column.rights(), strict=True):
            if text:
                yield frame.text((right - shift, base), text, bold=bold, anchor="end")
    elif row.effect_text:
        yield frame.text((column.left + column.width / 2, base), row.effect_text, bold=bold, anchor="middle")
