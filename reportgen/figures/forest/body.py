"""The rows of a forest plot on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.figures.canvas import GroupMark, Mark
from reportgen.figures.forest.columns import BOLD_ROWS, Column, cell_text, shift
from reportgen.figures.forest.effect_column import effect_pieces, missing_digits
from reportgen.figures.forest.frame import LEADING, MARGIN, Frame
from reportgen.figures.forest.light_marks import light_marks
from reportgen.figures.forest.places import notes_width
from reportgen.figures.forest.rows import Row
from reportgen.figures.lettering import ASCENT, CAP_HEIGHT, DESCENT
from reportgen.figures.lines import text_of
from reportgen.figures.names import Names
from reportgen.wording.numbers import NBSP

__all__ = ["row_marks"]

_SMALL_PITCH = 1.4
_GAP = 0.6
_MOST_LINES = 4
_RAISED = 0.3
_MOST_CELL_LINES = 3
_SIGNS = re.compile(" [=<>] ?")
_HAIR = 0.005
"""Half a hundredth of slack: a column may be exactly as wide as its widest text."""


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
            marks, end = _table_row(frame, row, y)
            return [GroupMark(id=names.unique(row.id), kind="study", marks=tuple(marks))], end
        case "total" | "subtotal" | "published" | "prediction":
            marks, end = _table_row(frame, row, y)
            return [GroupMark(id=names.unique(row.id), kind="total", marks=tuple(marks))], end


def _heading(frame: Frame, row: Row, y: float) -> tuple[list[Mark], float]:
    size = frame.size.text
    lines = frame.lettering.wrap(text_of(row.label), size, frame.text_room, bold=True, most=_MOST_LINES)
    base = y + (frame.layout.pitch + CAP_HEIGHT) * size / 2
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
    return marks, y + size * frame.layout.pitch + more


def _line(frame: Frame, row: Row, y: float) -> tuple[list[Mark], float]:
    """Return a line of small print; without numbers of its own in the columns it may run under them."""
    size = frame.size.small
    room = frame.placed.name_width if row.cells else frame.text_room
    room -= notes_width(row, frame.lettering, frame.size)
    lines = _unbroken(frame, text_of(row.label), room)
    base = y + (_SMALL_PITCH + CAP_HEIGHT) * size / 2
    marks: list[Mark] = []
    for i, line in enumerate(lines):
        marks += frame.small_print((MARGIN, base + i * size * LEADING), line)
    if row.notes:
        end = MARGIN + frame.lettering.width(lines[-1], size) + 0.8
        last = base + (len(lines) - 1) * size * LEADING
        marks.append(frame.text((end, last - _raise(frame, size)), row.notes, size=frame.size.raised))
    marks += (mark for column in _columns(frame) for mark in _cell(frame, row, column, base))
    return marks, y + size * _SMALL_PITCH + (len(lines) - 1) * size * LEADING


def _raise(frame: Frame, size: float) -> float:
    """Return how high footnote letters stand over the line: never as high as the tails of letters in the line above."""
    return min(_RAISED * size, (LEADING - DESCENT) * size - ASCENT * frame.size.raised)


def _unbroken(frame: Frame, text: str, room: float) -> tuple[str, ...]:
    """Return the lines of small print; a letter stays with its sign and its number."""
    kept = _SIGNS.sub(lambda found: found.group().replace(" ", NBSP), text)
    return frame.lettering.wrap(kept, frame.size.small, room, most=_MOST_LINES)


def _table_row(frame: Frame, row: Row, y: float) -> tuple[list[Mark], float]:
    size, letters, bold = frame.size.text, frame.lettering, row.kind in BOLD_ROWS
    room = max(frame.placed.name_width - notes_width(row, letters, frame.size), size)
    # "95% CI" stays together
    kept = letters.wrap(text_of(row.label).replace("% CI", f"%{NBSP}CI"), size, room + _HAIR, bold, most=_MOST_LINES)
    lines = [line.replace(f"%{NBSP}CI", "% CI") for line in kept]
    middle = y + size * frame.layout.pitch / 2
    base = middle + size * CAP_HEIGHT / 2
    marks: list[Mark] = [
        frame.text((MARGIN, base + i * size * LEADING), line, bold=bold) for i, line in enumerate(lines)
    ]
    if row.notes:
        end = MARGIN + letters.width(lines[-1], size, bold) + 0.8
        last = base + (len(lines) - 1) * size * LEADING
        marks.append(frame.text((end, last - _raise(frame, size)), row.notes, size=frame.size.raised))
    most = len(lines)
    for column in _columns(frame):
        found = list(_cell(frame, row, column, base))
        marks += found
        most = max(most, len(found))
    marks += _effect(frame, row, base, bold=bold)
    if row.plotted is not None:
        marks += frame.plot.marks(row.plotted, middle)
    marks += light_marks(frame, row, middle)
    return marks, y + size * frame.layout.pitch + (most - 1) * size * LEADING


def _columns(frame: Frame) -> Iterator[Column]:
    for group in frame.placed.groups:
        yield from group.columns


def _cell(frame: Frame, row: Row, column: Column, base: float) -> Iterator[Mark]:
    """Yield what a row has in a column: a number with its point in line, or words in lines."""
    text, bold = cell_text(row, column), row.kind in BOLD_ROWS
    size = frame.size.small if row.kind == "line" else frame.size.text
    if not text:
        return
    if column.words:
        lines = frame.lettering.wrap(text, size, column.width + _HAIR, bold, most=_MOST_CELL_LINES)
        for i, line in enumerate(lines):
            yield frame.text((column.edge, base + i * size * LEADING), line, bold=bold, size=size)
    else:
        left = shift(text, column.decimals, frame.lettering, size, bold) if column.anchor == "end" else 0.0
        yield frame.text((column.edge - left, base), text, bold=bold, size=size, anchor=column.anchor)


def _effect(frame: Frame, row: Row, base: float, *, bold: bool) -> Iterator[Mark]:
    column = frame.placed.effect
    if pieces := effect_pieces(row, column.form, column.between):
        moved = missing_digits(row, column) * frame.lettering.width("0", frame.size.text, bold)
        one, low, high = column.rights()
        for text, right in zip(pieces[:2], (one, low), strict=True):
            if text:
                yield frame.text((right - moved, base), text, bold=bold, anchor="end")
        if column.word:
            middle = low + (column.gaps[1] - moved) / 2
            yield frame.text((middle, base), column.word, bold=bold, anchor="middle")
        if column.upper_follows:
            yield frame.text((low - moved, base), pieces[2], bold=bold)
        else:
            yield frame.text((high - moved, base), pieces[2], bold=bold, anchor="end")
    elif row.effect_text:
        yield frame.text((column.left + column.width / 2, base), row.effect_text, bold=bold, anchor="middle")
