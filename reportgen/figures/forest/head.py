"""The two rows of heads of a forest plot and the rule under them."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.figures.canvas import GroupMark, LineMark, Mark
from reportgen.figures.forest.columns import Group
from reportgen.figures.forest.frame import LEADING, MARGIN, Frame

__all__ = ["head_marks"]

_RULE = "#4d4d4d"


def head_marks(frame: Frame) -> tuple[Mark, float]:
    """Return the heads, and how far down the rule under them lies."""
    size = frame.size.text
    step = size * LEADING
    lines = max([len(frame.placed.effect.head), *(len(group.head) + 1 for group in frame.placed.groups)])
    base = MARGIN + size * 0.8 + step * (lines - 1)
    marks: list[Mark] = [frame.text((MARGIN, base), _first(frame), bold=True)]
    for group in frame.placed.groups:
        marks += _group(frame, group, base, step)
    effect, plot = frame.placed.effect, frame.plot
    for middle in (effect.left + effect.width / 2, plot.left + plot.width / 2):
        for i, line in enumerate(reversed(effect.head)):
            marks.append(frame.text((middle, base - step * i - (1.0 if i else 0.0)), line, bold=True, anchor="middle"))
    rule = base + 4.0
    marks.append(LineMark(points=((MARGIN, rule), (frame.placed.page_width - MARGIN, rule)), width=0.8))
    return GroupMark(id="head", kind="head", marks=tuple(marks)), rule


def _first(frame: Frame) -> str:
    pooled = frame.forest.blocks[0].pooled
    divided = len(frame.forest.blocks) == 1 and pooled is not None and pooled.subgroups
    return "Study or subgroup" if divided else "Study"


def _group(frame: Frame, group: Group, base: float, step: float) -> Iterator[Mark]:
    """Yield the name of an arm centred over its columns, a thin rule, and the heads of the columns."""
    middle = group.left + group.width / 2
    for i, line in enumerate(reversed(group.head)):
        yield frame.text((middle, base - step * (i + 1) - 1.0), line, bold=True, anchor="middle")
    if group.head:
        rule = base - step + 2.6
        yield LineMark(points=((group.left, rule), (group.left + group.width, rule)), width=0.4, colour=_RULE)
    for column in group.columns:
        yield frame.text((column.right, base), column.head, bold=True, anchor="end")
