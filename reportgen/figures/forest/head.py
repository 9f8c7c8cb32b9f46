"""The heads of a forest plot and the rule under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.figures.canvas import GroupMark, LineMark, Mark
from reportgen.figures.forest import words
from reportgen.figures.forest.columns import Group
from reportgen.figures.forest.data_columns import pair_head
from reportgen.figures.forest.frame import LEADING, MARGIN, Frame
from reportgen.figures.forest.light_marks import light_heads
from reportgen.figures.forest.sides import side_lines

__all__ = ["head_marks"]

_RULE = "#4d4d4d"
_LIFT = 1.0
"""Points by which the name of an arm stands higher than its line, over the rule under it."""


def head_marks(frame: Frame) -> tuple[Mark, float]:
    """Return the heads, and how far down the rule under them lies."""
    size = frame.size.text
    step = size * LEADING
    over_plot = _over_plot(frame)
    sides = side_lines(frame, size, bold=True) if frame.layout.sides == "above" else ()
    first = frame.lettering.wrap(words.first_words(frame.forest), size, frame.placed.name_width, bold=True, most=3)
    lights = light_heads(frame, 0.0)
    lines = max(
        len(first),
        len(frame.placed.effect.head),
        len(over_plot),
        *(len(text) for text, _ in sides),
        *(_lines(group) for group in frame.placed.groups),
        2 if lights else 0,
    )
    base = MARGIN + size * 0.8 + step * (lines - 1) + _LIFT
    marks: list[Mark] = [
        frame.text((MARGIN, base - step * i), line, bold=True) for i, line in enumerate(reversed(first))
    ]
    for group in frame.placed.groups:
        marks += _group(frame, group, base, step)
    marks += _pair_head(frame, base, step)
    effect, plot = frame.placed.effect, frame.plot
    marks += _centred(frame, effect.head, effect.left + effect.width / 2, base)
    marks += _centred(frame, over_plot, plot.left + plot.width / 2, base)
    for text, middle in sides:
        marks += _centred(frame, text, middle, base)
    marks += light_heads(frame, base)
    rule = base + 4.0
    marks.append(LineMark(points=((MARGIN, rule), (frame.placed.page_width - MARGIN, rule)), width=0.8))
    return GroupMark(id="head", kind="head", marks=tuple(marks)), rule


def _over_plot(frame: Frame) -> tuple[str, ...]:
    """Return the lines over the plot, broken where it is narrower than they are."""
    found: list[str] = []
    for line in words.heads(frame.forest, frame.layout.words.plot_head):
        found += frame.lettering.wrap(line, frame.size.text, frame.plot.width, bold=True, most=3)
    return tuple(found)


def _centred(frame: Frame, lines: Sequence[str], middle: float, base: float) -> Iterator[Mark]:
    step = frame.size.text * LEADING
    for i, line in enumerate(reversed(lines)):
        yield frame.text((middle, base - step * i), line, bold=True, anchor="middle")


def _lines(group: Group) -> int:
    """Return how many lines the heads over a group take."""
    own = max((len(column.head) for column in group.columns), default=0)
    return len(group.head) + (1 if group.pair else own)


def _group(frame: Frame, group: Group, base: float, step: float) -> Iterator[Mark]:
    """Yield the name of an arm centred over its columns, a thin rule, and the heads of the columns.

    Columns that are written as one have the name of the arm in place of their heads.
    """
    middle = group.left + group.width / 2
    below = 0 if group.pair else 1
    for i, line in enumerate(reversed(group.head)):
        lift = 0.0 if group.pair else _LIFT
        yield frame.text((middle, base - step * (i + below) - lift), line, bold=True, anchor="middle")
    if group.head and not group.pair:
        rule = base - step + 2.6
        yield LineMark(points=((group.left, rule), (group.left + group.width, rule)), width=0.4, colour=_RULE)
    for column in group.columns:
        for i, line in enumerate(reversed(column.head)):
            yield frame.text((column.edge, base - step * i), line, bold=True, anchor=column.anchor)


def _pair_head(frame: Frame, base: float, step: float) -> Iterator[Mark]:
    """Yield what stands over all arms whose columns are written as one, with a rule under it."""
    pairs = [group for group in frame.placed.groups if group.pair]
    if not pairs:
        return
    left, right = pairs[0].left, pairs[-1].left + pairs[-1].width
    over = max(len(group.head) for group in pairs)
    text = pair_head(pairs, frame.forest.measure)
    yield frame.text(((left + right) / 2, base - step * over - _LIFT), text, bold=True, anchor="middle")
    rule = base - step * over + 1.8
    yield LineMark(points=((left, rule), (right, rule)), width=0.4, colour=_RULE)
