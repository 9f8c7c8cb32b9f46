"""A forest plot from top to bottom, on one page or, where it is too tall, on several with the same head and axis."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.figures.canvas import Mark, Page
from reportgen.figures.forest.bands import band_marks
from reportgen.figures.forest.body import row_marks
from reportgen.figures.forest.content import Content
from reportgen.figures.forest.foot import axis_marks, footnote_marks
from reportgen.figures.forest.frame import MARGIN, Frame
from reportgen.figures.forest.head import head_marks
from reportgen.figures.forest.light_marks import legend_marks
from reportgen.figures.forest.rows import Row
from reportgen.figures.names import Names

__all__ = ["Part", "forest_page", "forest_parts"]

_UNDER_HEAD = 3.0
_OVER_AXIS = 1.5
_OVER_FOOTNOTES = 4.0
_LEAST_ROOM = 0.4
"""Share of the height that rows get at least, however long head and footnotes are."""

_HAIR = 0.01
_SLACK = 1.08
"""How far a part may outgrow its even share before it is ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A page of a forest plot with what is on it."""

    content: Content
    page: Page


def forest_page(frame: Frame) -> Page:
    """Return the page: heads, rows, and the axis right under the last mark, beside the last small print."""
    names = Names()
    for taken in ("head", "axis", "sides"):
        names.unique(taken)
    head, top = head_marks(frame)
    y = plot_end = top + _UNDER_HEAD
    body: list[Mark] = []
    bands: list[Mark] = []
    for place, row in enumerate(frame.content.rows):
        start = y
        marks, y = row_marks(frame, row, y, names)
        body += marks
        bands += band_marks(frame, place, start, y)
        if row.kind not in {"line", "gap"}:
            plot_end = y
    axis, axis_end = axis_marks(frame, top, plot_end + _OVER_AXIS)
    bottom = max(y, axis_end)
    legend, end = legend_marks(frame, bottom + _OVER_FOOTNOTES)
    bottom = end if legend else bottom
    notes, end = footnote_marks(frame, bottom + _OVER_FOOTNOTES)
    bottom = end if notes else bottom
    # bands and axis go first, so that squares and diamonds lie on the null line
    marks_ = (*bands, head, *axis, *body, *legend, *notes)
    return Page(width=frame.placed.page_width, height=bottom + MARGIN, marks=marks_)


def forest_parts(frame: Frame, most: float) -> tuple[Part, ...]:
    """Return the plot on as few pages as keep within a height of `most` points, with columns and axis alike on all.

    A heading stays with what follows it, the small print with its total. A subgroup that goes on says so.
    """
    whole = forest_page(frame)
    if whole.height <= most + _HAIR:
        return (Part(content=frame.content, page=whole),)
    units = tuple(_units(frame.content.rows))
    heights = [sum(_height(frame, row) for row in unit) for unit in units]
    room = max(most - _height_around(frame), _LEAST_ROOM * most)
    share = sum(heights) / math.ceil(sum(heights) / room)
    parts: list[list[tuple[Row, ...]]] = [[]]
    filled = 0.0
    for unit, height in zip(units, heights, strict=True):
        full = filled + height > min(room, share * _SLACK) or (filled >= share and unit[0].kind == "heading")
        if parts[-1] and full:
            parts.append([])
            filled = 0.0
        parts[-1].append(unit)
        filled += height
    return tuple(_part(frame, rows) for rows in _with_headings(_with_studies(parts)))


_TOTALS = frozenset({"total", "subtotal"})


def _units(rows: tuple[Row, ...]) -> Iterator[tuple[Row, ...]]:
    """Yield rows that stay together: a heading with the next row, a result with its lines, gaps with what is above.

    Totals stay with the last of their studies and with one another, where there is one for each model.
    """
    unit: list[Row] = []
    for row in rows:
        alone = row.kind in {"heading", "study", "total", "subtotal", "published"}
        sums_up = row.kind in _TOTALS and bool(unit) and unit[-1].kind in {"study", *_TOTALS}
        if unit and alone and unit[-1].kind != "heading" and not sums_up:
            yield tuple(unit)
            unit = []
        unit.append(row)
    if unit:
        yield tuple(unit)


def _with_studies(parts: list[list[tuple[Row, ...]]]) -> list[list[Row]]:
    """Return the rows of each part; totals that would stand alone in the last one bring the study before them along."""
    before, last = parts[-2:] if len(parts) > 1 else ([], parts[0])
    studies = [place for place, unit in enumerate(before) if _holds_study(unit)]
    if studies[1:] and not any(map(_holds_study, last)):
        start = studies[-1]
        before[start:], last[:0] = [], before[start:]
    return [[row for unit in part for row in unit] for part in parts]


def _holds_study(unit: tuple[Row, ...]) -> bool:
    return any(row.kind == "study" for row in unit)


def _height_around(frame: Frame) -> float:
    """Return the height of what each part may have besides its rows: heads, axis, footnotes, a heading once more."""
    page = forest_page(replace(frame, content=Content(rows=(), footnotes=frame.content.footnotes)))
    again = (_again(row) for row in frame.content.rows if row.kind == "heading")
    return page.height + max((_height(frame, row) for row in again), default=0.0)


def _again(heading: Row) -> Row:
    """Return a heading for rows that go on in another part."""
    return replace(heading, label=(*heading.label, " (continued)"))


def _height(frame: Frame, row: Row) -> float:
    return row_marks(frame, row, 0.0, Names())[1]


def _with_headings(parts: list[list[Row]]) -> Iterator[list[Row]]:
    """Yield the rows of each part, the heading repeated where a subgroup or block is cut in two."""
    heading: Row | None = None
    for rows in parts:
        goes_on = heading is not None and rows[0].kind in {"study", "subtotal"}
        again = [_again(heading)] if heading and goes_on else []
        yield [*again, *rows]
        heading = next((row for row in reversed(rows) if row.kind == "heading"), heading)


def _part(frame: Frame, rows: list[Row]) -> Part:
    letters = {letter for row in rows for letter in row.notes.split(",")}
    notes = tuple(note for note in frame.content.footnotes if note[0] in letters)
    content = Content(rows=tuple(rows), footnotes=notes)
    return Part(content=content, page=forest_page(replace(frame, content=content)))
