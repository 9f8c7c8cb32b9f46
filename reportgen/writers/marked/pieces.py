"""Blocks of a text and rows of a table as the pieces that are matched between the old and the new file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from reportgen.writers.docx.elements import Element, attribute
from reportgen.writers.marked.paragraphs import form_of
from reportgen.writers.marked.tokens import source_of, text_of

__all__ = ["Block", "Row", "blocks_of", "exact_of", "rows_of"]

W_P: Final = attribute("w:p")
W_TABLE: Final = attribute("w:tbl")
W_CELL: Final = attribute("w:tc")
W_PROPERTIES: Final = attribute("w:pPr")
W_START: Final = attribute("w:bookmarkStart")
W_DRAWING: Final = attribute("w:drawing")

KINDS: Final = {
    **dict.fromkeys(("Title", "Heading1", "Heading2", "Heading3", "Heading4"), "heading"),
    **dict.fromkeys(("BodyText", "Abstract", "Statement", "Quote"), "text"),
    **dict.fromkeys(("ListBullet", "ListNumber", "ListContinue"), "item"),
}
"""Styles of paragraphs that may be versions of one another; any other is a kind of its own."""

_DIGITS = re.compile(r"\d+(?:[.,·\u2009\u202f\u00a0]\d+)*")


def _words(text: str) -> Counter[str]:
    """Return the words with how often they stand; all numbers are one word."""
    return Counter(_DIGITS.sub("0", text.casefold()).split())


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph or a table of a text (see `alignment.Piece`).

    `exhibit` is the bookmark of the caption that belongs to it, `above_table` whether it is itself a table's caption.
    """

    element: Element
    exhibit: str = ""
    above_table: bool = False

    @cached_property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return bool(self.element.tag == W_TABLE)

    @cached_property
    def style(self) -> str:
        """The style of a paragraph."""
        return _style(self.element)

    @cached_property
    def kind(self) -> Hashable:
        """Tables are versions of one another only if they have as many columns."""
        if self.is_table:
            return "table", len(self.element.find(attribute("w:tblGrid")))
        return KINDS.get(self.style, self.style), self.above_table

    @cached_property
    def name(self) -> Hashable | None:
        """The bookmark of a heading, caption or reference; that of the caption for what it belongs to."""
        if self.exhibit:
            return self.exhibit
        found = None if self.is_table else self.element.find(W_START)
        return None if found is None else found.get(attribute("w:name"))

    @cached_property
    def exact(self) -> Hashable:
        """All that is said, with its form."""
        if self.is_table:
            return tuple(row.exact for row in rows_of(self.element))
        return exact_of(self.element)

    @cached_property
    def text(self) -> str:
        """What is read; of a picture, its alternative."""
        said = [found.get("descr") or "" for found in self.element.iter(f"{{{_WP}}}docPr")]
        return " ".join((text_of(self.element), *said))

    @cached_property
    def coarse(self) -> str:
        """What is read without numbers; nothing if it is short."""
        bare = _DIGITS.sub("", self.text).strip()
        return bare if len(bare) > 20 else ""

    @cached_property
    def words(self) -> Counter[str]:
        """The words with how often they stand."""
        return _words(self.text)

    @property
    def head_words(self) -> Counter[str]:
        """None, for a block is compared as a whole."""
        return Counter()


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table (see `alignment.Piece`); `group` is the text of the row of one cell above it."""

    element: Element
    cells: tuple[Element, ...]
    group: str

    @cached_property
    def kind(self) -> Hashable:
        """Rows are versions of one another only if they have the same cells and rules."""
        form = (_SIZES.sub(b"", source_of(cell[0])) for cell in self.cells)
        return source_of(self.element[0]), tuple(form)

    @cached_property
    def head(self) -> str:
        """The text of the first cell."""
        return text_of(self.cells[0]).strip() if self.cells else ""

    @cached_property
    def head_words(self) -> Counter[str]:
        """The words of the first cell with how often they stand."""
        return Counter(self.head.casefold().split())

    @cached_property
    def name(self) -> Hashable | None:
        """What the row is about: its group and its first cell."""
        return (self.group, self.head) if self.head else None

    @cached_property
    def exact(self) -> Hashable:
        """All that is said, with its form."""
        return self.kind, tuple(exact_of(found) for cell in self.cells for found in cell.iterchildren(W_P))

    @cached_property
    def coarse(self) -> str:
        """What is read without numbers; nothing, for rows of a table are alike."""
        return ""

    @cached_property
    def words(self) -> Counter[str]:
        """The words with how often they stand."""
        return Counter(" ".join(map(text_of, self.cells)).casefold().split())


_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_SIZES = re.compile(rb"<w:tcW [^>]*/>")


def blocks_of(elements: Iterable[Element]) -> list[Block]:
    """Return the paragraphs and tables of a text; a table belongs to the caption above it, a picture to that below."""
    found = [child for child in elements if child.tag in {W_P, W_TABLE}]
    blocks = []
    for place, child in enumerate(found):
        beside: Sequence[Element] = ()
        if child.tag == W_TABLE:
            beside = found[max(place - 1, 0) : place]
        elif child.find(f".//{W_DRAWING}") is not None:
            beside = found[place + 1 : place + 2]
        names = [f"of {start.get(attribute('w:name'))}" for other in beside for start in other.iterchildren(W_START)]
        below = found[place + 1 : place + 2]
        above = child.tag == W_P and _style(child) == "Caption" and any(other.tag == W_TABLE for other in below)
        blocks.append(Block(element=child, exhibit="".join(names[:1]), above_table=above))
    return blocks


def rows_of(table: Element) -> list[Row]:
    """Return the rows of a table."""
    rows: list[Row] = []
    group = ""
    for line in table.iterchildren(attribute("w:tr")):
        row = Row(element=line, cells=tuple(line.iterchildren(W_CELL)), group=group)
        if len(row.cells) == 1:
            group = row.head
        rows.append(row)
    return rows


def _style(paragraph: Element) -> str:
    found = paragraph.find(f"{W_PROPERTIES}/{attribute('w:pStyle')}")
    return "" if found is None else str(found.get(attribute("w:val")))


def exact_of(paragraph: Element) -> Hashable:
    """Return all that a paragraph says, with its form, to be compared."""
    rest = (source_of(child) for child in paragraph if child.tag != W_PROPERTIES)
    return form_of(paragraph), b"".join(rest)
