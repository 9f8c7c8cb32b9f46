"""Sentences with holes: text and nodes woven into one row of inlines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import Formatter

from reportgen.document import Inline, Number, Text, plain_text

__all__ = ["Phrase", "capitalised", "joined", "listed", "lowered", "plural", "sentence", "weave"]

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
    return _merged(parts)


def listed(items: Sequence[Phrase | str], last: str = "and") -> Phrase:
    """Return items as a list in running text: "a", "a and b", "a, b and c"; "Lee, 2001; Wu, 2002; and Ali, 2003"."""
    own_commas = len(items) > 2 and any(", " in plain_text(_as_row(item)) for item in items)
    gap, final = ("; ", f"; {last} ") if own_commas else (", ", f" {last} ")
    parts: list[Inline] = []
    for i, item in enumerate(items):
        if i:
            parts.append(Text(final if i == len(items) - 1 else gap))
        parts.extend(_as_row(item))
    return _merged(parts)


def joined(rows: Iterable[Phrase], gap: str = " ") -> Phrase:
    """Return the rows that are not empty, one after the other, with `gap` between them."""
    parts: list[Inline] = []
    for row in rows:
        if row and parts:
            parts.append(Text(gap))
        parts.extend(row)
    return _merged(parts)


def plural(number: Number, one: str, more: str) -> Phrase:
    """Return a number with its noun: "1 study", "2 studies", "0 studies"."""
    return (number, Text(f" {one if number.value == 1 else more}"))


def capitalised(text: str) -> str:
    """Return `text` with its first letter as a capital, the rest untouched; "mRNA vaccines" and "pH" as they are."""
    if text[:1].islower() and text[1:2].isupper():
        return text
    return text[:1].upper() + text[1:]


def lowered(row: Phrase) -> Phrase:
    """Return a row whose first text starts in lower case; only for sentences that start with a word of ours."""
    first = row[0] if row else None
    return (Text(first.text[:1].lower() + first.text[1:]), *row[1:]) if isinstance(first, Text) else row


def sentence(text: str) -> str:
    """Return a reviewer's text as a sentence: a capital first, a full stop last unless it ends in a mark already."""
    plain = text.strip()
    return capitalised(plain) + ("" if not plain or plain.endswith((".", "!", "?", "…", ":", ";")) else ".")


def _as_row(value: Inline | Phrase | str | None) -> Phrase:
    if value is None:
        return ()
    if isinstance(value, str):
        return (Text(value),) if value else ()
    return value if isinstance(value, tuple) else (value,)


def _merged(parts: Iterable[Inline]) -> Phrase:
    merged: list[Inline] = []
    for part in parts:
        last = merged[-1] if merged else None
        if isinstance(part, Text) and isinstance(last, Text):
            merged[-1] = Text(last.text + part.text)
        else:
            merged.append(part)
    return tuple(merged)
