"""Judgements beside the studies as circles with a symbol, their heads, and what letters and symbols mean."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.figures.canvas import CircleMark, Mark, TextMark
from reportgen.figures.forest.frame import LEADING, MARGIN, Frame
from reportgen.figures.forest.places import LIGHT_PITCH
from reportgen.figures.forest.rows import Row
from reportgen.figures.lettering import CAP_HEIGHT
from reportgen.figures.risk_of_bias.legend import words_of
from reportgen.figures.risk_of_bias.looks import Look, look_of
from reportgen.model import Level

__all__ = ["legend_marks", "light_heads", "light_marks"]

_RADIUS = 0.55
"""Of a circle, over the size of type."""

_SYMBOL = 0.95
_OUTLINE = "#333333"
_TITLE = "Risk of bias"
_BETWEEN = 14.0
_MOST_LINES = 3


def light_heads(frame: Frame, base: float) -> list[Mark]:
    """Return the letters of the domains, and what they are about; nothing where no judgements are shown."""
    lights = frame.forest.lights
    if lights is None:
        return []
    size = frame.size.text
    marks: list[Mark] = [
        frame.text((_middle(frame, i), base), letter, bold=True, anchor="middle")
        for i, letter in enumerate(lights.letters)
    ]
    wide = len(lights.domains) * LIGHT_PITCH * size
    for title in (_TITLE, "RoB"):
        if frame.lettering.width(title, size, bold=True) <= wide:
            centre = frame.placed.lights_left + wide / 2
            marks.append(frame.text((centre, base - size * LEADING), title, bold=True, anchor="middle"))
            break
    return marks


def light_marks(frame: Frame, row: Row, y: float) -> Iterator[Mark]:
    """Yield the judgements on a study, centred on `y`; a missing one leaves its place empty."""
    lights = frame.forest.lights
    if lights is None:
        return
    for i, domain in enumerate(lights.domains):
        if domain.id in row.lights:
            level = row.lights[domain.id].level
            yield from _light(frame, level, _middle(frame, i), y)


def legend_marks(frame: Frame, y: float) -> tuple[list[Mark], float]:
    """Return the list of domains with their letters, the symbols in use with their words, and where they end."""
    lights = frame.forest.lights
    if lights is None:
        return [], y
    size, step = frame.size.small, frame.size.small * LEADING
    y += step
    marks: list[Mark] = [frame.text((MARGIN, y), "Risk of bias legend", bold=True, size=size)]
    room = frame.placed.page_width - 2 * MARGIN
    for entry in lights.legend:
        for line in frame.lettering.wrap(entry, size, room, most=_MOST_LINES):
            y += step
            marks.append(frame.text((MARGIN, y), line, size=size))
    y += step * 1.4
    x = MARGIN
    for level in lights.levels(row.lights for row in frame.content.rows):
        words = words_of(level.label)
        width = 2 * _RADIUS * frame.size.text + 3.0 + frame.lettering.width(words, size)
        if x > MARGIN and x + width > frame.placed.page_width - MARGIN:
            x, y = MARGIN, y + step * 1.4
        middle = y - size * CAP_HEIGHT / 2
        marks += _light(frame, level, x + _RADIUS * frame.size.text, middle)
        marks.append(frame.text((x + 2 * _RADIUS * frame.size.text + 3.0, y), words, size=size))
        x += width + _BETWEEN
    return marks, y + size * 0.4


def _middle(frame: Frame, index: int) -> float:
    return frame.placed.lights_left + (index + 0.5) * LIGHT_PITCH * frame.size.text


def _light(frame: Frame, level: Level, x: float, y: float) -> Iterator[Mark]:
    look = _look(frame, level)
    size = frame.size.text * _SYMBOL
    yield CircleMark(x=x, y=y, radius=_RADIUS * frame.size.text, fill=look.fill, stroke=_OUTLINE, width=0.5)
    if look.symbol:
        base = y + size * CAP_HEIGHT / 2
        yield TextMark(x=x, y=base, text=look.symbol, size=size, bold=True, anchor="middle", colour=look.ink)


def _look(frame: Frame, level: Level) -> Look:
    lights = frame.forest.lights
    if lights is None:
        raise ValueError("no judgements are shown")
    return look_of(level, lights.tool, frame.forest.style.figures)
