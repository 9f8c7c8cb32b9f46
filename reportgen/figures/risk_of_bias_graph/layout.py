"""Where names, bars, axis and legend of a risk-of-bias graph go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.figures.canvas import (
    MM,
    WHITE,
    CircleMark,
    GroupMark,
    LineMark,
    Mark,
    Page,
    ShapeMark,
    TextMark,
    rectangle,
)
from reportgen.figures.lettering import CAP_HEIGHT, Lettering
from reportgen.figures.risk_of_bias.legend import BLANK, OUTLINE, domain_in_full, legend, words_of
from reportgen.figures.risk_of_bias.looks import Look, look_of
from reportgen.model import OVERALL, Level, RiskOfBiasTool
from reportgen.quantities import DomainShares, LevelShare
from reportgen.style import FigureStyle
from reportgen.wording.numbers import percent

__all__ = ["Graph", "graph_page"]

_MARGIN = 3.0
_MOST_NAMES = 150.0
_GAP = 8.0
_BAR = 15.0
_PITCH = 22.0
_LEADING = 1.2
_RING = 4.6
_BESIDE_RING = 3.0
_LEAST_BESIDE = 1.5
_LEAST_LABELLED = 8.0
"""A part at least this wide, in percent, says its share; one below it has its symbol only, where that fits."""

_AXIS_COLOUR = "#333333"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """What is drawn: bars in order, what the axis says, levels of the legend, and notes below it."""

    tool: RiskOfBiasTool
    bars: tuple[DomainShares, ...]
    axis: str
    levels: tuple[Level, ...]
    blank: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    graph: Graph
    look: FigureStyle
    lettering: Lettering
    left: float
    right: float

    def x(self, share: float) -> float:
        """Return where a percentage lies."""
        return self.left + (self.right - self.left) * share / 100


def graph_page(graph: Graph, lettering: Lettering, look: FigureStyle) -> Page:
    """Return the page: a bar a domain, the overall one last and apart, an axis in percent, and the legend."""
    width = look.width_mm * MM
    size = look.font_pt
    longest = max((lettering.width(domain_in_full(bar.domain), size, bold=True) for bar in graph.bars), default=0.0)
    left = _MARGIN + min(longest, _MOST_NAMES) + _GAP
    last = lettering.width(percent(100), size) / 2
    ground = _Ground(graph=graph, look=look, lettering=lettering, left=left, right=width - _MARGIN - last)
    marks, y = _bars(ground)
    axis, y = _axis(ground, y)
    entries: list[tuple[Look | None, str]] = [
        (look_of(level, graph.tool, look), words_of(level.label)) for level in graph.levels
    ]
    if graph.blank:
        entries.append((None, BLANK))
    key, bottom = legend(entries, graph.notes, lettering, size, (_MARGIN, width - _MARGIN, y + 16.0))
    return Page(width=width, height=bottom + _MARGIN, marks=(*axis, *marks, key))


def _bars(ground: _Ground) -> tuple[list[Mark], float]:
    size = ground.look.font_pt
    y, panel = _MARGIN, ""
    marks: list[Mark] = []
    for number, bar in enumerate(ground.graph.bars):
        if bar.domain.panel != panel:
            panel = bar.domain.panel
            y += 4.0 if number else 0.0
            if panel:
                marks.append(TextMark(x=_MARGIN, y=y + size, text=panel, size=size, bold=True))
                y += size + 5.0
        if bar.domain.id == OVERALL:
            y += 3.0
            marks.append(LineMark(points=((_MARGIN, y), (ground.right, y)), width=0.6, colour="#8c8c8c"))
            y += 3.0
        drawn, y = _bar(ground, bar, y)
        marks.append(GroupMark(id=f"domain-{bar.domain.id}", kind="domain", marks=tuple(drawn)))
    return marks, y


def _bar(ground: _Ground, bar: DomainShares, y: float) -> tuple[list[Mark], float]:
    size, bold = ground.look.font_pt, bar.domain.id == OVERALL
    lines = ground.lettering.wrap(domain_in_full(bar.domain), size, ground.left - _GAP - _MARGIN + 0.005, bold)
    height = max(_PITCH, len(lines) * size * _LEADING + 6.0)
    middle = y + height / 2
    first = middle - (len(lines) - 1) * size * _LEADING / 2 + size * CAP_HEIGHT / 2
    marks: list[Mark] = [
        TextMark(x=_MARGIN, y=first + i * size * _LEADING, text=line, size=size, bold=bold)
        for i, line in enumerate(lines)
    ]
    start = 0.0
    for share in bar.shares:
        marks += _part(ground, share, start, middle)
        start += share.exact
    return marks, y + height


def _part(ground: _Ground, share: LevelShare, start: float, middle: float) -> Iterator[Mark]:
    left, right = ground.x(start), ground.x(start + share.exact)
    look = None if share.level is None else look_of(share.level, ground.graph.tool, ground.look)
    corners = rectangle(left, middle - _BAR / 2, right - left, _BAR)
    yield ShapeMark(points=corners, fill=WHITE if look is None else look.fill, stroke=OUTLINE, width=0.6)
    yield from _label(ground, share, look, ((left + right) / 2, middle, right - left - 1.0))


def _label(ground: _Ground, share: LevelShare, look: Look | None, place: tuple[float, float, float]) -> Iterator[Mark]:
    """Yield the symbol in a ring, so that no minus is taken for a sign, and the share of a part that is wide enough.

    `place` is the middle across, the middle down, and the room there is.
    """
    x, y, room = place
    size = ground.look.font_pt
    text = share.percent.text if share.exact >= _LEAST_LABELLED else ""
    width = ground.lettering.width(text, size, bold=True)
    symbol = look.symbol if look is not None else ""
    base = y + size * CAP_HEIGHT / 2
    colour = OUTLINE if look is None else look.ink
    if text and width > room:
        text, width = "", 0.0
    ring = 2 * _RING if symbol else 0.0
    gap = _BESIDE_RING if ring and text else 0.0
    gap = min(gap, max(_LEAST_BESIDE, room - ring - width)) if gap else 0.0
    if ring + gap + width > room:  # the symbol goes before the share, which the table tells as well
        text, width, gap = "", 0.0, 0.0
    if ring > room:
        ring = 0.0
    start = x - (ring + gap + width) / 2
    if ring and look is not None:
        yield CircleMark(x=start + _RING, y=y, radius=_RING, fill=look.fill, stroke=look.ink, width=0.6)
    if symbol and (ring or (not text and ground.lettering.width(symbol, size, bold=True) <= room)):
        yield TextMark(x=start + ring / 2, y=base, text=symbol, size=size, bold=True, anchor="middle", colour=colour)
    if text:
        yield TextMark(x=start + ring + gap, y=base, text=text, size=size, bold=True, colour=colour)


def _axis(ground: _Ground, y: float) -> tuple[tuple[Mark, ...], float]:
    size = ground.look.font_pt
    base = y + 5.0 + size
    marks: list[Mark] = []
    for share in (0, 25, 50, 75, 100):
        x = ground.x(share)
        marks.append(LineMark(points=((x, y + 1.0), (x, y + 4.0)), width=0.6, colour=_AXIS_COLOUR))
        marks.append(TextMark(x=x, y=base, text=percent(share), size=size, anchor="middle"))
    line = LineMark(points=((ground.left, y + 1.0), (ground.right, y + 1.0)), width=0.6, colour=_AXIS_COLOUR)
    lines = ground.lettering.wrap(ground.graph.axis, size, ground.right - ground.left)
    middle = (ground.left + ground.right) / 2
    for text in lines:
        base += size * 1.35
        marks.append(TextMark(x=middle, y=base, text=text, size=size, anchor="middle"))
    return (GroupMark(id="axis", kind="axis", marks=(line, *marks)),), base
