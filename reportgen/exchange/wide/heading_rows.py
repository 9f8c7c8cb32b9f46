"""Which rows of a sheet are its headings, and the one row that they make."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.errors import Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.wide.compound import is_number
from reportgen.exchange.wide.fields import study_column
from reportgen.exchange.wide.headings import recognise
from reportgen.exchange.wide.sheet_rows import Line
from reportgen.foreign.phrases import counted
from reportgen.load.findings import quoted

__all__ = ["headings_of"]

_MOST_HEADINGS = 12
_MOST_JOINED = 3


def headings_of(
    path: str, rows: Sequence[Line], mapped: Sequence[str], remarks: list[Remark]
) -> tuple[int, tuple[str, ...], list[Line]]:
    """Return the line of the last row of headings, the headings joined into one row, and the rows below.

    `rows` (at least one) have one length; `mapped` are headings that a mapping names.
    """
    start, size = _heading_rows(rows, mapped)
    headings = _joined([cells for _, cells in rows[start : start + size]])
    _tell(path, rows, start, size, headings, remarks)
    return rows[start + size - 1][0], headings, list(rows[start + size :])


def _heading_rows(rows: Sequence[Line], mapped: Sequence[str]) -> tuple[int, int]:
    """Return the index of the first row of headings, and how many there are."""
    best, chosen = 0, (0, 1)
    for start in range(min(len(rows), _MOST_HEADINGS)):
        for size in range(1, _MOST_JOINED + 1):
            parts = [cells for _, cells in rows[start : start + size]]
            if len(parts) < size or any(map(_holds_numbers, parts)):
                continue
            found = _score(_joined(parts), rows[start + size :][:50], mapped)
            if found > best:
                best, chosen = found, (start, size)
    return chosen


def _holds_numbers(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return sum(map(is_number, filled)) * 3 > len(filled)


def _score(headings: Sequence[str], rows: Sequence[Line], mapped: Sequence[str]) -> int:
    """Return how much of a table a row of headings gives away."""
    columns = [[cells[index] for _, cells in rows] for index in range(len(headings))]
    found = recognise(headings, columns)
    numbers = max((len(block.columns) for block in found.blocks), default=0)
    complete = 5 if found.whole(columns) else 0
    named = 10 * sum(heading in headings for heading in mapped)
    return named + len(found.general) + 2 * numbers + complete + (0 if study_column(found.general) is None else 3)


def _joined(parts: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return one row of headings; a heading over several columns goes with each of them."""
    if len(parts) == 1:
        return tuple(parts[0])
    above, below = parts[0], _joined(parts[1:])
    groups = _groups(above, below)
    return tuple(f"{group} {two}".strip() if two != group else two for group, two in zip(groups, below, strict=True))


def _groups(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return the heading above each column: one goes on until the next, or until a heading over both rows.

    The last one ends where it has had the headings of the one before: what follows is a column of its own.
    """
    found, group = [], ""
    starts: list[int] = []
    for index, (one, two) in enumerate(zip(above, below, strict=True)):
        if one and two and one != two:
            starts.append(index)
        group = "" if not two or one == two else one or group
        found.append(group or one)
    if len(starts) > 1:
        before = below[slice(*starts[-2:])]
        end = starts[-1] + len(before)
        if tuple(below[starts[-1] : end]) == tuple(before):
            found[end:] = ["" if group == above[starts[-1]] else group for group in found[end:]]
    return found


def _tell(
    path: str, rows: Sequence[Line], start: int, size: int, headings: Sequence[str], remarks: list[Remark]
) -> None:
    if start:
        text = f"{counted(start, 'row')} above the headings left out."
        remarks.append(Remark(topic="file", text=text, origin=Origin(path, rows[0][0])))
    if size > 1:
        single = {cell for _, cells in rows[start : start + size] for cell in cells}
        example = next((heading for heading in headings if heading not in single), "")
        text = f"{'Two' if size == 2 else 'Three'} rows of headings were joined"
        text += f", as in {quoted(example)}." if example else "."
        remarks.append(Remark(topic="file", text=text, origin=Origin(path, rows[start][0])))
