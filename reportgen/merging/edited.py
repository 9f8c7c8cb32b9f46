"""A text with edits: what it becomes, and where each line of it came from."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.errors import Origin

__all__ = ["Edited", "TextEdit"]


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """Characters `start` to `end` of a text become `text`, which came from `origin` (its first line with words)."""

    start: int
    end: int
    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Edited:
    """A text called `shown`, and edits of it that do not overlap; those at one place follow each other as given."""

    shown: str
    text: str
    edits: tuple[TextEdit, ...] = ()

    @property
    def result(self) -> str:
        """Return the text with all edits made."""
        parts, seen = [], 0
        for edit in self._in_order():
            parts += [self.text[seen : edit.start], edit.text]
            seen = edit.end
        return "".join([*parts, self.text[seen:]])

    def origin(self, line: int) -> Origin:
        """Return where a line of the result came from: a line of the text, or of what an edit brought."""
        wanted, offset = _start_of(self.result, line), 0
        seen = 0
        for edit in self._in_order():
            kept = edit.start - seen
            if wanted < offset + kept:
                break
            offset += kept
            seen = edit.start
            if wanted < offset + len(edit.text):
                before = edit.text[: max(wanted - offset, 0)].lstrip("\n")
                return Origin(edit.origin.path, edit.origin.line + before.count("\n"))
            offset += len(edit.text)
            seen = edit.end
        return Origin(self.shown, self.text.count("\n", 0, seen + wanted - offset) + 1)

    def _in_order(self) -> list[TextEdit]:
        return sorted(self.edits, key=lambda edit: (edit.start, edit.end))


def _start_of(text: str, line: int) -> int:
    """Return where the words of a line begin."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            return len(text)
    while start < len(text) and text[start] == " ":
        start += 1
    return start
