"""Pandoc's inlines become ours, and plain text becomes pandoc's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reportgen.document import Emphasis, Inline, LineBreak, Link, Strong, Subscript, Superscript, Text

__all__ = ["JOINING_WORDS", "inlines", "joined", "plain", "quoted_as"]

Quotes = Mapping[str, tuple[str, str]]

ENGLISH: Quotes = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
QUOTES: Mapping[str, Quotes] = {
    "de": {"DoubleQuote": ("„", "“"), "SingleQuote": ("‚", "‘")},
    "es": {"DoubleQuote": ("«", "»"), "SingleQuote": ("“", "”")},
    "fr": {"DoubleQuote": ("«\u202f", "\u202f»"), "SingleQuote": ("“", "”")},
}
"""Quotation marks by language, where they are not the English ones."""

JOINING_WORDS: Mapping[str, str] = {"de": "und", "en": "and", "es": "y", "fr": "et", "it": "e", "nl": "en", "pt": "e"}
"""The word between two names, by language."""

SAFE_LINKS = ("#", "https://", "http://", "mailto:")

WRAPPERS: Mapping[str, type[Emphasis | Strong | Superscript | Subscript]] = {
    "Emph": Emphasis,
    "Strong": Strong,
    "Superscript": Superscript,
    "Subscript": Subscript,
}
TRANSPARENT = {"SmallCaps", "Strikeout", "Underline"}
BLANK = {"Space", "SoftBreak"}


def quoted_as(language: str) -> Quotes:
    """Return the quotation marks of a language, the English ones where we know no others."""
    return QUOTES.get(language.partition("-")[0], ENGLISH)


def plain(text: str) -> list[dict[str, Any]]:
    """Return plain text as pandoc's words and spaces."""
    nodes: list[dict[str, Any]] = []
    for word in text.split():
        nodes += [{"t": "Space"}, {"t": "Str", "c": word}] if nodes else [{"t": "Str", "c": word}]
    return nodes


def inlines(nodes: Iterable[Mapping[str, Any]], quotes: Quotes = ENGLISH) -> tuple[Inline, ...]:
    """Return pandoc's inlines as ours: mark-up we do not have is dropped and its text kept.

    A link is kept if it leads into the document, to the web or to a mail address.
    """
    return joined(_parts(nodes, quotes))


def joined(parts: Iterable[Inline]) -> tuple[Inline, ...]:
    """Return inlines with neighbouring texts made one and empty texts left out."""
    done: list[Inline] = []
    for part in parts:
        last = done[-1] if done else None
        if isinstance(part, Text) and isinstance(last, Text):
            done[-1] = Text(last.text + part.text)
        elif part != Text(""):
            done.append(part)
    return tuple(done)


def _parts(nodes: Iterable[Mapping[str, Any]], quotes: Quotes) -> Iterator[Inline]:
    for node in nodes:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            yield Text(str(content))
        elif kind in BLANK:
            yield Text(" ")
        elif kind == "LineBreak":
            yield LineBreak()
        elif kind == "Emph":
            yield from _upright_within(inlines(content, quotes))
        elif kind in WRAPPERS:
            yield WRAPPERS[kind](inlines(content, quotes))
        elif kind in TRANSPARENT:
            yield from _parts(content, quotes)
        else:
            yield from _compound(kind, content, quotes)


def _upright_within(children: tuple[Inline, ...]) -> Iterator[Inline]:
    """Yield italic text; what is italic within it stands upright, as a title within the title of a book does."""
    run: list[Inline] = []
    for child in children:
        if isinstance(child, Emphasis):
            yield from (Emphasis(tuple(run)),) if run else ()
            yield from child.children
            run = []
        else:
            run.append(child)
    yield from (Emphasis(tuple(run)),) if run else ()


def _compound(kind: str, content: Any, quotes: Quotes) -> Iterator[Inline]:
    """Yield what becomes of nodes that hold more than children: spans, links, quotations, code and the like."""
    match kind:
        case "Span" | "Cite":
            yield from _parts(content[1], quotes)
        case "Link":
            children = inlines(content[1], quotes)
            href = str(content[2][0])
            if href.lower().startswith(SAFE_LINKS):
                yield Link(href, children)
            else:
                yield from children
        case "Quoted":
            opening, closing = quotes[content[0]["t"]]
            yield Text(opening)
            yield from _parts(content[1], quotes)
            yield Text(closing)
        case "Code" | "Math" | "RawInline":
            yield Text(str(content[1]))
        case "Image":
            yield from _parts(content[1], quotes)
        case _:
            return
