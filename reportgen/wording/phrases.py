"""Sentences with holes: text and nodes woven into one row of inlines."""

from __future__ import annotations

from string import Formatter

from reportgen.document import Inline, Text

__all__ = ["Phrase", "capitalised", "listed", "weave"]

Phrase = tuple[Inline, ...]


def weave(pattern: str, **holes: Inline | Phrase | str | None) -> Phrase:
    """Return `pattern` with each ``{name}`` replaced by a node, a row of nodes or a text.

    weave("RR {estimate}", estimate=Number(...)) is (Text("RR "), Number(...)). A hole that is None leaves nothing.
    """
    parts: list[Inline] = []
    for literal, name, _, _ in Formatter().parse(pattern):
        if literal:
            parts.append(Text(literal))
        if name is not None:
            parts.extend(_as_row(holes[name]))
    return _joined(parts)


def listed(items: list[Phrase] | list[str], last: str = "and") -> Phrase:
    """Return items as a list in running text: "a", "a and b", "a, b and c"."""
    rows = [_as_row(item) for item in items]
    parts: list[Inline] = []
    for i, row in enumerate(rows):
        if i:
            parts.append(Text(f" {last} " if i == len(rows) - 1 else ", "))
        parts.extend(row)
    return _joined(parts)


def capitalised(text: str) -> str:
    """Return `text` with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def _as_row(value: Inline | Phrase | str | None) -> Phrase:
    if value is None:
        return ()
    if isinstance(value, str):
        return (Text(value),) if value else ()
    return value if isinstance(value, tuple) else (value,)


def _joined(parts: list[Inline]) -> Phrase:
    joined: list[Inline] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Text) and isinstance(last, Text):
            joined[-1] = Text(last.text + part.text)
        else:
            joined.append(part)
    return tuple(joined)
