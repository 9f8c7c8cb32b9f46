"""A flow diagram as plain values: boxes in rows, before anything is measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.document import Datum, Number
from reportgen.figures.lines import Line, nodes_of_line

__all__ = ["Box", "BoxLine", "Diagram", "Stage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLine:
    """A line of a box: what it counts and the number; `count` is empty for headings, `indent` 1 for entries of a list.

    Label and count are kept apart, so that a label of any length is broken or cut without its number.
    """

    label: str
    count: Line = ()
    indent: int = 0

    @property
    def text(self) -> Line:
        """Return the whole line: "Records screened (n = 5)"."""
        return (f"{self.label} ", *self.count) if self.count else (self.label,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box with its lines; `id` is that of its part of the picture."""

    id: str
    lines: tuple[BoxLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A row of the diagram: a box of the main chain, what leaves it to the right, and the same for other sources.

    `joins` says that the side box flows into the main chain (the second source of PRISMA 2009) instead of leaving it.
    """

    phase: str
    main: Box | None = None
    side: Box | None = None
    other: Box | None = None
    other_side: Box | None = None
    joins: bool = False

    def columns(self) -> Iterator[tuple[str, Box | None]]:
        """Yield each column with its box or None, from left to right."""
        yield from (
            ("main", self.main),
            ("side", self.side),
            ("other", self.other),
            ("other_side", self.other_side),
        )

    def boxes(self) -> Iterator[Box]:
        """Yield the boxes that there are, from left to right."""
        yield from (box for _, box in self.columns() if box is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """A whole diagram. `heads` stand over the main chain, the other chain and the previous studies, where they exist.

    `previous` belongs to an update: what the earlier version included.
    """

    stages: tuple[Stage, ...]
    heads: tuple[str, str, str] = ("", "", "")
    previous: Box | None = None
    credit: str = ""

    @property
    def has_other(self) -> bool:
        """Return whether there is a chain of other sources."""
        return any(stage.other or stage.other_side for stage in self.stages)

    def boxes(self) -> Iterator[tuple[str, Box]]:
        """Yield each box with its phase, and the chain if it is not the first, in reading order."""
        if self.previous is not None:
            yield self.heads[2], self.previous
        for stage in self.stages:
            for column, box in stage.columns():
                if box is not None:
                    yield f"{stage.phase}, other methods" if column.startswith("other") else stage.phase, box

    def nodes(self) -> Iterator[Number | Datum]:
        """Yield all numbers in reading order."""
        for _, box in self.boxes():
            for line in box.lines:
                yield from nodes_of_line(line.text)
