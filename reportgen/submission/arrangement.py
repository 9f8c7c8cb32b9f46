"""Where tables, figures and legends stand in a manuscript: in the text, at its end, or in files of their own.

All of it is settled before anything is numbered, so that tables and figures are numbered in the order in which the text
first mentions them, as the recommendations of the ICMJE ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from reportgen.document import (
    Block,
    CrossRef,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    Paragraph,
    Strong,
    Table,
    Text,
    inlines_of,
    walk_blocks,
    walk_inlines,
)
from reportgen.resolve.rewrite import rewrite

__all__ = ["Exhibit", "Place", "arranged", "in_order_of_mention", "legends", "unmentioned", "without_footnotes"]

Place: TypeAlias = Literal["text", "end", "files"]
Exhibit: TypeAlias = Table | Figure

_HEADINGS = {"sec-tables": "Tables", "sec-figures": "Figures"}
_LEGENDS = "Figure legends"


@dataclass(frozen=True, slots=True)
class _Taken:
    """A manuscript without its exhibits: the blocks of the text, tables and figures in order of mention."""

    text: tuple[Block, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]


def arranged(document: Document, *, tables: Place, figures: Place) -> Document:
    """Return an unresolved manuscript with its exhibits in order of mention and where they are wanted.

    With ``files`` they stand at the end all the same: what is numbered with the manuscript can be taken out of it when
    numbers are settled (`without`).
    """
    taken = _taken(document.blocks)
    inside: list[Exhibit] = [*taken.tables] if tables == "text" else []
    inside += taken.figures if figures == "text" else ()
    blocks = [*_with_exhibits(taken.text, in_order_of_mention(taken.text, inside))]
    if tables != "text":
        blocks = _gathered(blocks, "sec-tables", taken.tables)
    if figures != "text":
        blocks = _gathered(blocks, "sec-figures", taken.figures)
    return replace(document, blocks=tuple(blocks))


def _gathered(blocks: list[Block], id_: str, exhibits: Sequence[Exhibit]) -> list[Block]:
    """Return blocks with exhibits under their heading: the one above what is no exhibit, or a new one."""
    if not exhibits:
        return blocks
    for at, block in enumerate(blocks):
        if isinstance(block, Heading) and block.id == id_:
            return [*blocks[: at + 1], *exhibits, *blocks[at + 1 :]]
    return [*blocks, _heading(id_), *exhibits]


def in_order_of_mention(blocks: Iterable[Block], exhibits: Sequence[Exhibit]) -> tuple[Exhibit, ...]:
    """Return exhibits in the order in which the blocks first mention them; those never mentioned come last."""
    mentioned = list(dict.fromkeys(target for block in blocks for target in _mentions(block)))
    place = {id_: at for at, id_ in enumerate(mentioned)}
    return tuple(sorted(exhibits, key=lambda exhibit: place.get(exhibit.id, len(place))))


def unmentioned(document: Document) -> tuple[str, ...]:
    """Return the labels of tables and figures of a settled manuscript that its text never mentions."""
    named = {target for block in document.blocks for target in _mentions(block)}
    exhibits = [block for block in document.blocks if isinstance(block, Figure | Table) and block.id]
    return tuple(exhibit.label for exhibit in exhibits if exhibit.id not in named)


def without_footnotes(document: Document) -> Document:
    """Return an unresolved manuscript with the words of footnotes in brackets at their places."""

    def bracketed(inline: Inline) -> Inline | tuple[Inline, ...]:
        return (Text(" ["), *inline.children, Text("]")) if isinstance(inline, Footnote) else inline

    return replace(document, blocks=rewrite(document.blocks, bracketed))


def legends(figures: Iterable[Figure], heading: str = _LEGENDS) -> tuple[Block, ...]:
    """Return the legends of settled figures as a section: label, caption and notes."""
    found = tuple(_legend(figure) for figure in figures)
    return (Heading(level=1, children=(Text(heading),), id="sec-legends"), *found) if found else ()


def _legend(figure: Figure) -> Paragraph:
    notes: list[Inline] = []
    for note in figure.notes:
        notes += [Text(f" {note.mark} ".rstrip() + " "), *note.children]
    label = (Strong((Text(f"{figure.label}."),)), Text(" ")) if figure.label else ()
    return Paragraph(children=(*label, *figure.caption, *notes))


def _taken(blocks: Sequence[Block]) -> _Taken:
    text = tuple(_text_of(blocks))
    exhibits = [block for block in blocks if _is_exhibit(block)]
    tables = in_order_of_mention(text, [block for block in exhibits if isinstance(block, Table)])
    figures = in_order_of_mention(text, [block for block in exhibits if isinstance(block, Figure)])
    return _Taken(
        text=text,
        tables=tuple(one for one in tables if isinstance(one, Table)),
        figures=tuple(one for one in figures if isinstance(one, Figure)),
    )


def _text_of(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield what is no exhibit; a heading over nothing but exhibits goes with them."""
    for at, block in enumerate(blocks):
        if _is_exhibit(block) or (isinstance(block, Heading) and block.id in _HEADINGS and _heads_exhibits(blocks, at)):
            continue
        yield block


def _heads_exhibits(blocks: Sequence[Block], at: int) -> bool:
    for block in blocks[at + 1 :]:
        if isinstance(block, Heading) and block.level <= 1:
            return True
        if not _is_exhibit(block):
            return False
    return True


def _is_exhibit(block: Block) -> bool:
    return isinstance(block, Figure) or (isinstance(block, Table) and bool(block.id))


def _heading(id_: str) -> Heading:
    return Heading(level=1, children=(Text(_HEADINGS[id_]),), id=id_)


def _with_exhibits(text: Sequence[Block], exhibits: Sequence[Exhibit]) -> Iterator[Block]:
    """Yield the text with each exhibit behind the block that first mentions it, those never mentioned at the end."""
    waiting = {exhibit.id: exhibit for exhibit in exhibits}
    abstract = False
    for block in text:
        yield block
        if isinstance(block, Heading) and block.level <= 1:
            abstract = block.id == "sec-abstract"
        if not abstract and not isinstance(block, Heading):
            for target in _mentions(block):
                if target in waiting:
                    yield waiting.pop(target)
    yield from waiting.values()


def _mentions(block: Block) -> Iterator[str]:
    for inner in walk_blocks((block,)):
        for run in inlines_of(inner):
            yield from (inline.target for inline in walk_inlines(run) if isinstance(inline, CrossRef))
