"""Entries of BibTeX as they stand in a text: their fields, and where each of them begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.errors import Origin

__all__ = ["Entry", "FieldSpan", "bibtex_keys", "entries"]

_HEAD = re.compile(r"[ \t]*@[ \t]*([A-Za-z]+)[ \t]*[{(][ \t]*[^\s,{}()\"@]+[ \t]*,")
_KEYED = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)[ \t]*[{(][ \t]*([^\s,{}()\"@]{1,200})[ \t]*,", re.MULTILINE)
_NO_ENTRIES = frozenset({"comment", "string", "preamble"})
_NAME = re.compile(r"[\s,]*([A-Za-z][\w:+.-]*)\s*=\s*")
_BARE = re.compile(r"[^\s,{}\"#]+")
_MARK = re.compile(r"\\.|[{}\"]", re.DOTALL)
_JOINED = re.compile(r"\s*#\s*")


@dataclass(frozen=True, slots=True)
class FieldSpan:
    """A field: characters `start` to `end` of the text hold its name and value, the value from `value` on."""

    start: int
    value: int
    end: int
    said: str
    """The value without its braces or quotation marks, spaces as one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its place in the text, its line, its type, its fields by name in small letters."""

    start: int
    end: int
    line: int
    kind: str
    fields: Mapping[str, FieldSpan] = field(repr=False)


def bibtex_keys(text: str, path: str) -> Iterator[tuple[str, Origin]]:
    """Yield the key of each entry with its line in the file `path`, a key that stands twice both times."""
    line, seen = 1, 0
    for entry in _KEYED.finditer(text):
        line += text.count("\n", seen, entry.start())
        seen = entry.start()
        kind, key = entry.groups()
        if kind.lower() not in _NO_ENTRIES:
            yield key, Origin(path, line)


def entries(text: str) -> Mapping[str, Entry]:
    """Return the entries of a text by key; one that cannot be taken apart has no fields, and ends before the next."""
    found: dict[str, Entry] = {}
    starts = list(_starts(text))
    ends = [start for _, _, start in starts[1:]] + [len(text)]
    for (key, line, start), following in zip(starts, ends, strict=False):
        head = _HEAD.match(text, start)
        if head is None:
            continue
        fields, end = _fields(text, head.end(), following)
        end = end or start + len(text[start:following].rstrip())
        found[key] = Entry(start, end, line, head[1].lower(), fields)
    return found


def _starts(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield key, line and start of each entry; of a key that stands twice, the first."""
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    firsts: dict[str, int] = {}
    for key, origin in bibtex_keys(text, ""):
        firsts.setdefault(key, origin.line)
    for key, line in firsts.items():
        yield key, line, lines[line - 1]


def _fields(text: str, at: int, stop: int) -> tuple[dict[str, FieldSpan], int]:
    """Return the fields of an entry and where it ends; nothing and 0 where it cannot be taken apart."""
    fields: dict[str, FieldSpan] = {}
    while name := _NAME.match(text, at, stop):
        value, end = name.end(), _value_end(text, name.end(), stop)
        if not end:
            return {}, 0
        fields.setdefault(name[1].lower(), FieldSpan(name.start(1), value, end, _said(text[value:end])))
        at = end
    closing = re.compile(r"[\s,]*[})]").match(text, at, stop)
    return (fields, closing.end()) if closing else ({}, 0)


def _value_end(text: str, at: int, stop: int) -> int:
    """Return where a value ends, parts joined by # included; 0 if it does not."""
    while True:
        if text[at : at + 1] in {"{", '"'}:
            end = _quoted_end(text, at, stop)
        else:
            bare = _BARE.match(text, at, stop)
            end = bare.end() if bare else 0
        joined = _JOINED.match(text, end, stop) if end else None
        if joined is None:
            return end
        at = joined.end()


def _quoted_end(text: str, at: int, stop: int) -> int:
    opening, depth = text[at], 0
    for found in _MARK.finditer(text, at, stop):
        mark = found.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if opening == "{" and not depth:
                return found.end()
        elif mark == '"' and opening == '"' and found.start() > at and not depth:
            return found.end()
    return 0


def _said(value: str) -> str:
    flat = " ".join(value.split())
    while len(flat) > 1 and ((flat[0] == "{" and _quoted_end(flat, 0, len(flat)) == len(flat)) or flat[0] == '"'):
        inner = flat[1:-1].strip()
        if flat[0] == '"' and (flat[-1] != '"' or '"' in inner.replace('\\"', "")):
            break
        flat = inner
    return flat
