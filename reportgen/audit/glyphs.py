"""Every character printed should be in a font: a box in print is found by readers, not by authors."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
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

__all__ = ["MOST_NAMED", "glyph_issues"]

LONGEST_QUOTE = 40
MOST_NAMED = 8
"""A warning shows so many characters of a script."""

REMEDY = (
    "add a font that has them under `fonts:` in review.yaml; until then pictures show boxes, and the PDF what the "
    "fonts of the machine have; the web page and the Word file hold the text as it is"
)


def glyph_issues(resolved: Resolved, fonts: tuple[Path, ...] = ()) -> tuple[Issue, ...]:
    """Return a warning for each script with characters that no font at hand can draw, naming them and the first text.

    `fonts` are the files the review brings along, asked after the shipped ones.
    """
    found: dict[str, dict[str, tuple[str, Origin | None]]] = {}
    for text, origin in _printed(resolved):
        if text.isascii():
            continue
        for character in missing_glyphs(text, fonts):
            found.setdefault(_script(character), {}).setdefault(character, (text, origin))
    return tuple(_issue(script, places) for script, places in found.items())


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


def _script(character: str) -> str:
    """Return the first word of a character's name, which is its script: CJK, ARABIC, DEVANAGARI; empty without one."""
    return unicodedata.name(character, "").partition(" ")[0]


def _issue(script: str, places: Mapping[str, tuple[str, Origin | None]]) -> Issue:
    text, origin = next(iter(places.values()))
    named = ", ".join(f"{character!r} (U+{ord(character):04X})" for character in list(places)[:MOST_NAMED])
    more = f" and {len(places) - MOST_NAMED} more" if len(places) > MOST_NAMED else ""
    quote = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    kind = f"{script} characters" if script else "characters without a name,"
    message = f"found {kind} {named}{more}, the first of them in {quote!r}, expected characters of the fonts"
    return Issue("glyph-is-in-fonts", origin, message, REMEDY, severity="warning")
