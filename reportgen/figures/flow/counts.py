"""Counts of a review as the lines of boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.document import Number
from reportgen.figures.flow.diagram import Box, BoxLine
from reportgen.model import Flow, FlowCount
from reportgen.quantities import flow_number
from reportgen.style import Style

__all__ = ["Counts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Makes boxes from a flow and its totals by item (`quantities.flow_totals`).

    What has no total gives no line; a total that is not known prints so.
    """

    flow: Flow
    totals: Mapping[str, Number | None]
    style: Style

    def has(self, *items: str) -> bool:
        """Return whether flow.csv names any of the items, with or without a number."""
        return self.flow.names(*items)

    def box(self, id_: str, *lines: tuple[BoxLine, ...]) -> Box | None:
        """Return a box of the lines, or None if there are none."""
        found = tuple(line for group in lines for line in group)
        return Box(id=id_, lines=found) if found else None

    def line(self, item: str, label: str, indent: int = 0) -> tuple[BoxLine, ...]:
        """Return "label (n = 5)", or nothing if the item has no total."""
        return (_counted(label, self.totals[item], indent),) if item in self.totals else ()

    def listed(self, item: str, label: str, *, by_size: bool = False, indent: int = 0) -> tuple[BoxLine, ...]:
        """Return the item's total, and its details below; `by_size` puts the largest first and unknown ones last.

        Where a detail has no number and flow.csv no total, the label stands without one.
        """
        details = self.flow.details(item)
        if by_size:
            details = tuple(sorted(details, key=_size_order))
        head = self.line(item, label, indent)
        if details and self.flow.total(item) is None and self.totals.get(item) is None:
            head = (BoxLine(label=f"{label}:", indent=indent),)
        return (*head, *(_counted(one.detail, flow_number(one, self.style), indent + 1) for one in details))

    def several(self, heading: str, *lines: tuple[BoxLine, ...]) -> tuple[BoxLine, ...]:
        """Return lines under a heading of their own, or nothing if there are none."""
        found = tuple(self._flat(lines))
        return (BoxLine(label=heading), *found) if found else ()

    def _flat(self, groups: tuple[tuple[BoxLine, ...], ...]) -> Iterator[BoxLine]:
        for group in groups:
            yield from group

    def excluded_records(self) -> tuple[BoxLine, ...]:
        """Return the records excluded, those by humans and by tools, and the reasons."""
        head, *reasons = self.listed("excluded", "Records excluded", by_size=True) or (None,)
        split = (
            *self.line("excluded_human", "By a human", 1),
            *self.line("excluded_automation", "By automation tools", 1),
        )
        if head is None:
            return (BoxLine(label="Records excluded:"), *split) if split else ()
        return (head, *split, *reasons)

    def waiting(self) -> Box | None:
        """Return the box of studies that leave the chain without being excluded."""
        return self.box(
            "flow-ongoing",
            self.line("ongoing", "Ongoing studies"),
            self.line("awaiting", "Studies awaiting classification"),
        )


def _counted(label: str, number: Number | None, indent: int) -> BoxLine:
    count = ("(n\u00a0=\u00a0", number, ")") if number is not None else ("(n\u00a0not\u00a0reported)",)
    return BoxLine(label=label, count=count, indent=indent)


def _size_order(count: FlowCount) -> tuple[bool, int]:
    return (count.n.value is None, -(count.n.value or 0))
