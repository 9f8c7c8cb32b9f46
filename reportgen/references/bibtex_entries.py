"""Where the entries of a BibTeX file stand, and the file as pandoc can read it.

Pandoc gives up at the first thing that it does not know: a key with a space (Scopus writes them), a field name with a
dot or a space, a key that is missing. Here each entry gets a key of ours (``entry-12``), so that none that pandoc drops
goes unnoticed; fields with such names are blanked, and told of. All lines stay where they were.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.errors import Issue, Origin

__all__ = ["BibtexEntries", "BibtexEntry", "bibtex_entries"]

_HEAD = re.compile(r"^[ \t]*@[ \t]*([A-Za-z]+)[ \t]*([{(])", re.MULTILINE)
_MOST_ISSUES = 20
"""Entries without an end that are told; for each of them the rest of the file is read."""

_NO_ENTRIES = frozenset({"comment", "string", "preamble"})
_KEY = re.compile(r"\s*([^,{}()\"@\n]*?)\s*(?=[,})])")
_FIELD = re.compile(r"\s*([^={}\"#,]+?)\s*=\s*")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_:-]*$")
_REFERRING = frozenset({"crossref", "xdata", "xref", "related", "entryset"})
_ALIASES = {"conference": "inproceedings"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BibtexEntry:
    """An entry: its kind, its own key, its line, and the names of the fields that pandoc was not given."""

    kind: str
    key: str
    line: int
    fields: tuple[str, ...]
    blanked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BibtexEntries:
    """A file for pandoc, with its entries by the keys that stand in it; `outside` are lines of text between entries."""

    text: str
    entries: dict[str, BibtexEntry]
    issues: tuple[Issue, ...]
    outside: tuple[int, ...]


def bibtex_entries(path: str, text: str) -> BibtexEntries:
    """Return the entries of BibTeX and the text that pandoc is to read; an Issue for each entry without an end."""
    scan = _Scan(path, text)
    position = 0
    while len(scan.issues) < _MOST_ISSUES and (head := _HEAD.search(text, position)):
        scan.pass_over(text[position : head.start()])
        position = scan.take(head)
    scan.pass_over(text[position:])
    return BibtexEntries(
        text=scan.with_our_keys(), entries=scan.entries, issues=tuple(scan.issues), outside=tuple(scan.outside)
    )


class _Scan:
    """Goes through a file once, from head to head, and gathers what is written for pandoc."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.source = path, text
        self.line = 1
        self.parts: list[str] = []
        self.entries: dict[str, BibtexEntry] = {}
        self.issues: list[Issue] = []
        self.outside: list[int] = []
        self._ours: dict[str, str] = {}

    def pass_over(self, between: str) -> None:
        """Note text between entries (BibTeX counts it as a comment) and leave only its lines."""
        for number, line in enumerate(between.split("\n")):
            if line.strip(" \t,)}") and not line.lstrip().startswith("%"):
                self.outside.append(self.line + number)
        self._give(between, "\n" * between.count("\n"))

    def take(self, head: re.Match[str]) -> int:
        """Write one entry for pandoc and return the position behind it."""
        kind = head[1].lower()
        end = _end(self.source, head.end() - 1, head[2])
        if end is None:
            following = _HEAD.search(self.source, head.end())
            end = following.start() if following else len(self.source)
            if kind != "comment":
                message = f"found the entry @{head[1]} without its closing brace, expected one"
                self.issues.append(Issue("source-is-readable", Origin(self.path, self.line), message))
            self._give(self.source[head.start() : end], "\n" * self.source.count("\n", head.start(), end))
        elif kind in _NO_ENTRIES:
            whole = self.source[head.start() : end]
            self._give(whole, "\n" * whole.count("\n") if kind == "comment" else whole)
        else:
            self._entry(kind, head, end)
        return end

    def _entry(self, kind: str, head: re.Match[str], end: int) -> None:
        key = _KEY.match(self.source, head.end(), end)
        body_start = key.end() if key else head.end()
        name = key[1] if key and "=" not in key[1] else ""
        body_start = body_start if name or (key and not key[1]) else head.end()
        fields, blanked, body = _fields(self.source[body_start : end - 1])
        ours = f"entry-{len(self.entries) + 1}"
        self.entries[ours] = BibtexEntry(
            kind=kind, key=name, line=self.line, fields=tuple(fields), blanked=tuple(blanked)
        )
        self._ours.setdefault(name.lower(), ours)
        lines = "\n" * self.source.count("\n", head.start(), body_start)
        written = f"@{_ALIASES.get(kind, kind)}{{{ours}{lines}{'' if body.lstrip().startswith(',') else ','}{body}}}"
        self._give(self.source[head.start() : end], written)

    def _give(self, original: str, written: str) -> None:
        self.line += original.count("\n")
        self.parts.append(written)

    def with_our_keys(self) -> str:
        """Return the text for pandoc, with the keys in ``crossref`` and its like replaced by ours."""

        def replaced(found: re.Match[str]) -> str:
            keys = [self._ours.get(key.strip().lower(), key.strip()) for key in found[2].split(",")]
            return found[1] + ",".join(keys) + found[3]

        names = "|".join(sorted(_REFERRING))
        return re.sub(rf"(?i)(,\s*(?:{names})\s*=\s*[{{\"])([^{{}}\"]*)([}}\"])", replaced, "".join(self.parts))


def _end(text: str, start: int, opened: str) -> int | None:
    """Return the position behind the brace that closes the one at `start`; None if there is none in this entry."""
    depth, closing = 0, "}" if opened == "{" else ")"
    for found in re.compile(r"\\.|[{}()]|\n[ \t]*@[ \t]*[A-Za-z]+[ \t]*\{[^\s,{}=]+[ \t]*,", re.DOTALL).finditer(
        text, start
    ):
        mark = found.group()
        if mark.startswith("\n"):
            return None
        if mark == "{" or (mark == "(" and closing == ")" and depth == 0):
            depth += 1
        elif mark == "}" or (mark == ")" and closing == ")" and depth == 1):
            depth -= 1
            if depth == 0:
                return found.end()
    return None


def _fields(body: str) -> tuple[list[str], list[str], str]:
    """Return the names of the fields, the names that pandoc cannot read, and the body with those blanked."""
    names, blanked, parts = [], [], []
    for part in _split(body):
        found = _FIELD.match(part)
        name = found[1] if found else ""
        if found and _NAME.match(name):
            names.append(name.lower())
            parts.append(part)
            continue
        if part.strip():
            blanked.append(name or part.strip()[:30])
        parts.append("\n" * part.count("\n"))
    return names, blanked, _joined(parts)


def _joined(parts: list[str]) -> str:
    """Return fields with a comma before each that holds something."""
    return "".join(f",{part}" if part.strip() else part for part in parts)


def _split(body: str) -> list[str]:
    """Return the parts of a body between its commas, those inside of braces or quotation marks aside."""
    parts, depth, quoted, start = [], 0, False, 0
    for found in re.finditer(r"\\.|[{}\",]", body, re.DOTALL):
        mark = found.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        elif mark == '"' and depth == 0:
            quoted = not quoted
        elif mark == "," and depth == 0 and not quoted:
            parts.append(body[start : found.start()])
            start = found.end()
    return [*parts, body[start:]]
