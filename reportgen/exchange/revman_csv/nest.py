"""The lines of an export by what they are: comparisons, outcomes, subgroups and studies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportgen.exchange.revman.records import Record
from reportgen.load.findings import Findings, quoted

__all__ = ["NUMBERS", "Nest", "Part", "nested"]

NUMBERS = ("Comparison Number", "Outcome Number", "Subgroup Number")
"""The columns that tell where a line belongs; 0 stands where a line is not inside of one."""

_ORDER = "User defined order"

_Key = tuple[str, str, str]


@dataclass(slots=True)
class Part:
    """A line that others belong to (an outcome or a subgroup), and the lines of its studies."""

    head: Record | None
    studies: list[Record] = field(default_factory=list)


@dataclass(slots=True)
class Nest:
    """The lines of an export by what they are: comparisons by number, outcomes and subgroups by their numbers."""

    comparisons: dict[str, Record] = field(default_factory=dict)
    parts: dict[_Key, Part] = field(default_factory=dict)

    def studies(self) -> tuple[Record, ...]:
        """Return the lines of all studies in the order of the file."""
        found = (record for part in self.parts.values() for record in part.studies)
        return tuple(sorted(found, key=lambda record: record.line))


def nested(records: Iterable[Record], findings: Findings) -> Nest:
    """Return lines by what they are: the first with its numbers is a head, those after it are of studies.

    Only lines of studies have a place in the user's order. DataError for data of an outcome that has no line.
    """
    nest = Nest()
    for record in records:
        comparison, outcome, subgroup = (_number(record, name, findings) for name in NUMBERS)
        if outcome == "0":
            nest.comparisons.setdefault(comparison, record)
        elif (comparison, outcome, subgroup) not in nest.parts:
            headed = bool(record.text("Data Type")) or not record.text(_ORDER)
            nest.parts[comparison, outcome, subgroup] = Part(record if headed else None, [] if headed else [record])
        else:
            nest.parts[comparison, outcome, subgroup].studies.append(record)
    for (comparison, outcome, _), part in nest.parts.items():
        head = nest.parts.get((comparison, outcome, "0"))
        if head is None or head.head is None:
            lines = [part.head, *part.studies]
            first = next(record for record in lines if record is not None)
            message = f"found data of outcome {comparison}.{outcome}, expected the line of this outcome before them"
            findings.add("source-name-is-known", first.origin(NUMBERS[1]), message)
    findings.raise_errors()
    return nest


def _number(record: Record, name: str, findings: Findings) -> str:
    value = record.number(name)
    if value is not None and value >= 0 and value == int(value):
        return str(int(value))
    message = f"found {quoted(record.raw(name))} under {quoted(name)}, expected a whole number of 0 or more"
    findings.add("source-value-is-usable", record.origin(name), message)
    return "0"
