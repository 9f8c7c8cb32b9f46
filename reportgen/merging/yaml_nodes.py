"""YAML as nodes that know their characters: where a key begins, and where its value truly ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

__all__ = ["Chunk", "Node", "chunk_of", "end_of", "items_of"]

Node: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines of a YAML text that begin in `column` (from 0); the first is given from there on."""

    text: str
    column: int

    def at(self, column: int) -> str:
        """Return the lines as they begin in another column, the first without what stands before it."""
        first, *others = self.text.split("\n")
        shift = column - self.column
        return "\n".join([first, *(_shifted(line, shift) for line in others)])


def items_of(node: Node) -> dict[str, tuple[Node, Node]]:
    """Return the nodes of key and value of a mapping, by key."""
    return {str(key.value).strip(): (key, value) for key, value in node.value}


def end_of(node: Node, text: str) -> int:
    """Return where the words of a node end: what follows them, comments and empty lines, is not its own."""
    if node.id == "scalar" or node.flow_style:
        end = node.end_mark.index
        while end > node.start_mark.index and text[end - 1].isspace():
            end -= 1
        return int(end)
    return max((end_of(part, text) for part in _parts(node)), default=int(node.start_mark.index))


def chunk_of(start: int, end: int, text: str) -> Chunk:
    """Return what stands from `start` to `end`, with the comment in the last line."""
    stop = text.find("\n", end)
    rest = text[end : len(text) if stop < 0 else stop]
    comment = rest if rest.lstrip().startswith("#") else ""
    line = text.rfind("\n", 0, start) + 1
    return Chunk((text[start:end] + comment).rstrip(), start - line)


def _parts(node: Node) -> Iterator[Node]:
    for part in node.value:
        if isinstance(part, tuple):
            yield from part
        else:
            yield part


def _shifted(line: str, shift: int) -> str:
    if not line.strip():
        return ""
    if shift >= 0:
        return " " * shift + line
    room = len(line) - len(line.lstrip(" "))
    return line[min(-shift, room) :]
