"""RIS as records of tags, values and lines, in the dialects that databases write.

A record that lacks its ``ER`` ends where the next ``TY`` starts, and says so; a reader that waits for ``ER`` would
take two records for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reportgen.errors import Origin
from reportgen.foreign.phrases import counted
from reportgen.foreign.remark import Remark

__all__ = ["RisRecord", "RisValue", "ris_records"]

_TAG = re.compile(r"^(?:([A-Z][A-Z0-9])(?: {1,3}|\t)-|(PMID) {1,2}-)(?:[ \t]+(.*)|)$")
_MOST_LINES = 5_000
"""Lines of one value; what follows is left out, and told of as text outside of records."""

_NUMBERING = re.compile(r"^\s*(?:\d+\.|<?\s*\d+\s*>?)?\s*$")


@dataclass(slots=True, kw_only=True)
class RisValue:
    """The value of one tag, with its line; lines without a tag that follow are joined to it (`more`)."""

    tag: str
    text: str
    line: int
    more: list[str] = field(default_factory=list)

    def whole(self) -> str:
        """Return the value with its continuation lines, as one text."""
        return " ".join(part for part in (self.text, *self.more) if part)


@dataclass(slots=True, kw_only=True)
class RisRecord:
    """One record: its type (``JOUR``), its first line, its values in the order of the file."""

    type: str
    line: int
    values: list[RisValue] = field(default_factory=list)

    def texts(self, *tags: str) -> list[str]:
        """Return all values of tags that say something, tag by tag in the order asked for."""
        return [text for tag in tags for value in self.values if value.tag == tag and (text := value.whole())]


def ris_records(path: str, text: str) -> tuple[tuple[RisRecord, ...], tuple[Remark, ...]]:
    """Return the records of a RIS file, and remarks on records without an end and on text outside of records."""
    records: list[RisRecord] = []
    remarks: list[Remark] = []
    outside: list[int] = []
    record: RisRecord | None = None
    for number, line in enumerate(text.split("\n"), 1):
        found = _TAG.match(line)
        tag, value = (found[1] or found[2], (found[3] or "").strip()) if found else ("", line.strip())
        if tag == "TY":
            remarks += [_endless(path, record, number)] if record else []
            record = RisRecord(type=value.upper(), line=number)
            records.append(record)
        elif tag == "ER":
            outside += [number] if record is None else []
            record = None
        elif record is None:
            outside += [] if _NUMBERING.match(line) else [number]
        elif tag:
            record.values.append(RisValue(tag=tag, text=value, line=number))
        elif value and record.values and len(record.values[-1].more) < _MOST_LINES:
            record.values[-1].more.append(value)
        elif value:
            outside.append(number)
    remarks += [_endless(path, record, None)] if record else []
    return tuple(records), (*remarks, *_outside(path, outside))


def _endless(path: str, record: RisRecord, following: int | None) -> Remark:
    end = "at the end of the file" if following is None else f"where the next record starts, in line {following}"
    said = f"The record that starts in line {record.line} has no line ER; it was taken to end {end}."
    return Remark(topic="references", text=said, origin=Origin(path, record.line))


def _outside(path: str, lines: list[int]) -> list[Remark]:
    if not lines:
        return []
    said = f"Text outside of any record of {path} was left out: {counted(len(lines), 'line')}, from line {lines[0]} on."
    if len(lines) == 1:
        said = f"Line {lines[0]} of {path} stands outside of any record and was left out."
    return [Remark(topic="references", text=said, origin=Origin(path, lines[0]))]
