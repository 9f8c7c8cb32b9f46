"""Every character printed must be in a font: a box in print is found by readers, not by authors."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from reportgen.document import (
    Block,
    Datum,
    Figure,
    Inline,
    Number,
    Resolved,
    Text,
    inlines_of,
    walk_blocks,
    walk_inlines,
)
from reportgen.errors import Issue, Origin
from reportgen.figures.glyphs import missing_glyphs

__all__ = ["glyph_issues"]

LONGEST_QUOTE = 40


def glyph_issues(resolved: Resolved, fonts: tuple[Path, ...] = ()) -> tuple[Issue, ...]:
    """Return an error for each printed text with a character that no font can draw, naming text and character.

    `fonts` are the files the review brings along, asked after the shipped ones.
    """
    found: dict[tuple[str, str], Issue] = {}
    for text, origin in _printed(resolved):
        if text.isascii():
            continue
        for character in missing_glyphs(text, fonts):
            key = (character, text if origin else "")
            if key not in found:
                found[key] = _issue(character, text, origin)
    return tuple(found.values())


def _printed(resolved: Resolved) -> Iterator[tuple[str, Origin | None]]:
    for block in walk_blocks(resolved.document.blocks):
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[tuple[str, Origin | None]]:
    for row in inlines_of(block):
        for inline in walk_inlines(row):
            yield from _of_inline(inline)
    if isinstance(block, Figure):
        for number in block.drawing.numbers:
            yield from _of_inline(number)


def _of_inline(inline: Inline) -> Iterator[tuple[str, Origin | None]]:
    match inline:
        case Text():
            yield inline.text, None
        case Number() | Datum():
            yield inline.text, inline.inputs[0] if inline.inputs else None
        case _:  # prints nothing of its own
            pass


def _issue(character: str, text: str, origin: Origin | None) -> Issue:
    name = unicodedata.name(character, "a character without a name")
    quote = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    message = f"found {character!r} (U+{ord(character):04X}, {name}) in {quote!r}, expected a character of the fonts"
    hint = "add a font that has it under `fonts:` in review.yaml"
    return Issue("glyph-is-in-fonts", origin, message, hint)
