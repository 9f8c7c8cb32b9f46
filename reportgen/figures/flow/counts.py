"""Counts of flow.csv as the lines of boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.figures.flow.diagram import Box, BoxLine
from reportgen.figures.lines import Line
from reportgen.model import Flow, FlowCount
from reportgen.quantities import flow_number
from reportgen.style import Style

__all__ = ["Counts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Makes boxes from a flow. What flow.csv does not name gives no line; a named count that is empty prints so."""

    flow: Flow
    style: Style

    def has(self, *items: str) -> bool:
        """Return whether flow.csv names any of the items, with or without a number."""
        return any(count.item in items for count in self.flow.counts)

    def box(self, id_: str, *lines: tuple[BoxLine, ...]) -> Box | None:
        """Return a box of the lines, or None if there are none."""
        found = tuple(line for group in lines for line in group)
        return Box(id=id_, lines=found) if found else None

    def line(self, item: str, label: str, indent: int = 0) -> tuple[BoxLine, ...]:
        """Return "label (n = 5)", or nothing if flow.csv does not name the item."""
        count = self.flow.total(item)
        return () if count is None else (BoxLine(text=self._counted(label, count), indent=indent),)

    def listed(self, item: str, label: str, *, by_size: bool = False, indent: int = 0) -> tuple[BoxLine, ...]:
        """Return the item's total, and its details below; `by_size` puts the largest first and unknown ones last."""
        details = self.flow.details(item)
        if by_size:
            details = tuple(sorted(details, key=_size_order))
        head = self.line(item, label, indent)
        if details and not head:
            head = (BoxLine(text=(f"{label}:",), indent=indent),)
        entries = (BoxLine(text=self._counted(one.detail, one), indent=indent + 1) for one in details)
        return (*head, *entries)

    def several(self, heading: str, *lines: tuple[BoxLine, ...]) -> tuple[BoxLine, ...]:
        """Return lines under a heading of their own, or nothing if there are none."""
        found = tuple(self._flat(lines))
        return (BoxLine(text=(heading,)), *found) if found else ()

    def _flat(self, groups: tuple[tuple[BoxLine, ...], ...]) -> Iterator[BoxLine]:
        for group in groups:
            yield from group

    def _counted(self, label: str, count: FlowCount) -> Line:
        number = flow_number(count, self.style)
        if number is None:
            return (f"{label} (n\u00a0not\u00a0reported)",)
        return (f"{label} (n\u00a0=\u00a0", number, ")")


def _size_order(count: FlowCount) -> tuple[bool, int]:
    return (count.n.value is None, -(count.n.value or 0))
