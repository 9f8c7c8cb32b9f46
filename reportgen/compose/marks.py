"""Opaque marks: single private-use characters that carry nodes and line numbers through Jinja2 and Markdown.

A node or text that a template prints becomes one character of plane 15, the place of a template line one of plane 16;
both pass through templates and Markdown untouched and are put back by the parser. Characters of these planes that
come with the data are replaced before they can be mistaken for marks.
"""

from __future__ import annotations

import re

from reportgen.document import Block, Inline, Text
from reportgen.errors import Origin

__all__ = ["Marks", "without_marks"]

NODE_BASE, LINE_BASE = 0xF0000, 0x100000
CAPACITY = 0xFFFD
_ANY_MARK = re.compile("[\U000f0000-\U0010ffff]")
_LINE_MARK = re.compile("[\U00100000-\U0010ffff]")
_LEADING_MARKS = re.compile("[\U00100000-\U0010ffff]+")

Marked = Block | tuple[Inline, ...]


def without_marks(text: str) -> str:
    """Return `text` with every character that could be mistaken for a mark replaced by U+FFFD."""
    return _ANY_MARK.sub("\ufffd", text)


class Marks:
    """The nodes and places behind the marks of one section.

    `lines` have marks already: those of a template that was compiled before.
    """

    def __init__(self, lines: tuple[Origin, ...] = ()) -> None:
        self._nodes: list[Marked] = []
        self._lines: list[Origin] = list(lines)
        self._known = {origin: chr(LINE_BASE + index) for index, origin in enumerate(lines)}
        self._texts: dict[str, str] = {}

    def for_node(self, node: Marked) -> str:
        """Return the mark that stands for a block or a row of inlines."""
        if len(self._nodes) >= CAPACITY:
            raise OverflowError("a section prints more values than it can hold")
        self._nodes.append(node)
        return chr(NODE_BASE + len(self._nodes) - 1)

    def for_text(self, text: str) -> str:
        """Return the mark that stands for a text, the same one for the same text; nothing for an empty one."""
        if text and text not in self._texts:
            self._texts[text] = self.for_node((Text(text),))
        return self._texts[text] if text else ""

    def for_line(self, origin: Origin) -> str:
        """Return the mark of a line of a template."""
        if origin not in self._known:
            if len(self._lines) >= CAPACITY:
                return ""
            self._lines.append(origin)
            self._known[origin] = chr(LINE_BASE + len(self._lines) - 1)
        return self._known[origin]

    @property
    def lines(self) -> tuple[Origin, ...]:
        """The places of template lines that have marks, in the order of their marks."""
        return tuple(self._lines)

    def node(self, character: str) -> Marked | None:
        """Return what a mark stands for, or None if the character is no mark of a node."""
        index = ord(character) - NODE_BASE
        return self._nodes[index] if 0 <= index < len(self._nodes) else None

    def split(self, text: str, fallback: Origin) -> tuple[str, tuple[Origin, ...]]:
        """Return `text` without line marks, and for each of its lines the template line it came from.

        A line without a mark of its own (it stems from a value) belongs to the line above it.
        """
        origins: list[Origin] = []
        lines: list[str] = []
        current = fallback
        for line in text.split("\n"):
            leading = _LEADING_MARKS.match(line)
            if leading:  # the last of them: the ones before belong to template lines that printed nothing
                current = self._lines[ord(leading.group()[-1]) - LINE_BASE]
            last = _LINE_MARK.findall(line)
            origins.append(current)
            lines.append(_LINE_MARK.sub("", line))
            if last:
                current = self._lines[ord(last[-1]) - LINE_BASE]
        return "\n".join(lines), tuple(origins)
