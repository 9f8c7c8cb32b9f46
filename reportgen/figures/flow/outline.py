"""A flow diagram in words, chain after chain, as a nested list."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reportgen.document import OutlineItem, Text
from reportgen.figures.flow.diagram import Box, Diagram, Stage
from reportgen.figures.lines import inlines_of_line

__all__ = ["outline_of"]

_INCLUDED = "Included"


def outline_of(diagram: Diagram) -> tuple[OutlineItem, ...]:
    """Return the boxes below their phases, and these below the names of their chains, where a diagram has names.

    What both chains come to follows after them.
    """
    return tuple(_items(diagram))


def _items(diagram: Diagram) -> Iterator[OutlineItem]:
    main, other, previous = diagram.heads
    before = [stage for stage in diagram.stages if stage.phase != _INCLUDED]
    if diagram.previous is not None:
        yield _heading(previous, 0)
        yield from _box(diagram.previous, 1)
    yield from _chain(main, before, ("main", "side"))
    yield from _chain(other, before, ("other", "other_side"))
    yield from _chain("", [stage for stage in diagram.stages if stage.phase == _INCLUDED], ("main", "side"))


def _chain(name: str, stages: list[Stage], columns: tuple[str, str]) -> Iterator[OutlineItem]:
    level = 1 if name else 0
    phases = [
        (phase, [box for stage in group for column, box in stage.columns() if column in columns and box is not None])
        for phase, group in groupby(stages, key=lambda stage: stage.phase)
    ]
    if name and any(boxes for _, boxes in phases):
        yield _heading(name, 0)
    for phase, boxes in phases:
        if boxes:
            yield _heading(phase, level)
        for box in boxes:
            yield from _box(box, level + 1)


def _heading(text: str, level: int) -> OutlineItem:
    return OutlineItem(children=(Text(text),), level=level)


def _box(box: Box, level: int) -> Iterator[OutlineItem]:
    for i, line in enumerate(box.lines):
        part = "" if i else box.id
        yield OutlineItem(children=inlines_of_line(line.text), level=level + line.indent, part=part)
