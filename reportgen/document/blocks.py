"""What a document is made of from top to bottom: headings, paragraphs, lists, tables, figures, the reference list.

A small closed vocabulary that every writer knows in full. A writer prints what it finds: numbering, citation order,
note marks and rounding are settled before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from reportgen.document.drawing import Drawing
from reportgen.document.inlines import Inline
from reportgen.model import Author, Funder

__all__ = [
    "Block",
    "Document",
    "Figure",
    "Heading",
    "ListBlock",
    "Note",
    "Paragraph",
    "ParagraphRole",
    "Quote",
    "Reference",
    "ReferenceList",
    "Row",
    "Table",
    "TableCell",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 0 is the document's title, 1 to 4 the sections. `number` is filled by `resolve` if wanted."""

    level: int
    children: tuple[Inline, ...]
    id: str
    number: str = ""


ParagraphRole: TypeAlias = Literal[
    "body", "subtitle", "authors", "affiliation", "notice", "abstract", "keywords", "statement"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; `role` picks the style it is set in."""

    children: tuple[Inline, ...]
    role: ParagraphRole = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock:
    """A bulleted or numbered list; each item is a row of blocks."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A block quotation."""

    children: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """A cell. `scope` marks heads: ``col`` for column heads, ``row`` for the head of a row, empty for data.

    `align` ``decimal`` asks for decimal points in line; `resolve` settles it before any writer sees a cell.
    """

    children: tuple[Inline, ...]
    scope: Literal["", "col", "row"] = ""
    align: Literal["left", "centre", "right", "decimal"] = "left"
    colspan: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row; ``group`` rows head a group of rows (one cell spanning all), ``total`` rows hold pooled results."""

    cells: tuple[TableCell, ...]
    kind: Literal["body", "group", "total"] = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note under a table; `mark` is its letter, or empty for a general note."""

    mark: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. `widths` are relative column widths; `wide` asks for a landscape page.

    One row of heads only (`head`), so that every reader, PDF tags included, maps heads to cells rightly; the
    first cell of each body row has scope ``row``. `alt` is a one-sentence summary for those who cannot see it. A table
    without caption and id is printed where it stands, without a label.
    """

    id: str
    caption: tuple[Inline, ...]
    head: Row
    body: tuple[Row, ...]
    widths: tuple[float, ...]
    notes: tuple[Note, ...] = ()
    wide: bool = False
    alt: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure: a drawing with its caption; `label` ("Figure 3") is filled by `resolve`."""

    id: str
    caption: tuple[Inline, ...]
    drawing: Drawing
    notes: tuple[Note, ...] = ()
    wide: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One entry of the reference list, as the citation style prints it; `mark` is "*" for an included study's."""

    key: str
    children: tuple[Inline, ...]
    mark: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceList:
    """The place of the reference list; `entries` are filled by `resolve`. `mark_note` explains the asterisk.

    `part` says which works it lists: all, reports of included studies, or all others. In numbered styles each keeps the
    number that the text shows, so a part may skip numbers.
    """

    part: Literal["all", "included", "other"] = "all"
    entries: tuple[Reference, ...] = ()
    mark_note: tuple[Inline, ...] = ()


Block: TypeAlias = Heading | Paragraph | ListBlock | Quote | Table | Figure | ReferenceList


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole manuscript: what readers of the file's properties see, and the blocks in order.

    `contributors`, `affiliations` (by the keys that contributors name) and `funders` are what the blocks print of them,
    in parts, for formats that keep them apart.
    """

    title: str
    short_title: str
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    language: str
    notice: str
    blocks: tuple[Block, ...]
    contributors: tuple[Author, ...] = ()
    affiliations: Mapping[str, str] = field(default_factory=dict)
    funders: tuple[Funder, ...] = ()
