"""The document tree: a small closed vocabulary of blocks and inlines that every writer knows in full.

Frozen values. A writer prints what it finds: numbering, citation order, note marks and rounding are settled before
(`resolve` fills `number`, `label`, `shown`, `mark` and the ids of numbers).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from reportgen.document.drawing import Drawing
from reportgen.errors import Origin

__all__ = [
    "Block",
    "Citation",
    "CitedWork",
    "CrossRef",
    "Datum",
    "Document",
    "Emphasis",
    "Figure",
    "Footnote",
    "Heading",
    "Inline",
    "LineBreak",
    "Link",
    "ListBlock",
    "Note",
    "NoteMark",
    "Number",
    "Paragraph",
    "Quote",
    "Reference",
    "ReferenceList",
    "Row",
    "Strong",
    "Subscript",
    "Superscript",
    "Table",
    "TableCell",
    "Text",
]


# ---- inlines


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text, as it is to be read."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    """Raised text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    """Lowered text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break inside a paragraph or cell."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address (``https:``, ``mailto:``) or to a place in the document (``#id``)."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of ours: the text shown, the full value, what it is, and the cells it was worked out from.

    `statistic` names the quantity in the field's words (``risk_ratio``, ``ci_low``, ``tau2``, ``weight``,
    ``events``, ``count``); `subject` says of what, as a path (``outcome/secure``,
    ``outcome/secure/study/Cooper 2003``, ``flow/screened``). `value` is on the printed scale, unrounded.
    `how` says in a few words how it was got ("pooled, M-H, random"; "as entered"). `id` is set by `resolve`.
    """

    text: str
    value: float | int | None
    statistic: str
    subject: str
    inputs: tuple[Origin, ...] = ()
    provenance: str = "reported"
    how: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """Text that is printed as it stands in a data cell ("10–30 months"), with the place it came from."""

    text: str
    subject: str
    inputs: tuple[Origin, ...] = ()
    provenance: str = "reported"
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedWork:
    """One key of a citation, with what stands before and after it ("see", "p. 12")."""

    key: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A citation; `shown` is filled by `resolve` with what the style prints, links to ``#ref-KEY`` included."""

    works: tuple[CitedWork, ...]
    mode: Literal["parenthetical", "narrative", "year-only"] = "parenthetical"
    origin: Origin | None = field(default=None, compare=False)
    shown: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossRef:
    """A reference to a figure, table or section by its id (``fig-flow``); `shown` is filled by `resolve`."""

    target: str
    origin: Origin | None = field(default=None, compare=False)
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote at this place in the text; `mark` ("1") is filled by `resolve`."""

    children: tuple[Inline, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """The raised letter in a table that points at the table's note of the same letter."""

    mark: str


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Superscript
    | Subscript
    | LineBreak
    | Link
    | Number
    | Datum
    | Citation
    | CrossRef
    | Footnote
    | NoteMark
)


# ---- blocks


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
    """A cell. `scope` marks heads: ``col`` for column heads, ``row`` for the head of a row, empty for data."""

    children: tuple[Inline, ...]
    scope: Literal["", "col", "row"] = ""
    align: Literal["left", "centre", "right"] = "left"
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
    first cell of each body row has scope ``row``. `alt` is a one-sentence summary for those who cannot see it.
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
    """The place of the reference list; `entries` are filled by `resolve`. `mark_note` explains the asterisk."""

    entries: tuple[Reference, ...] = ()
    mark_note: tuple[Inline, ...] = ()


Block: TypeAlias = Heading | Paragraph | ListBlock | Quote | Table | Figure | ReferenceList


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole manuscript: what readers of the file's properties see, and the blocks in order."""

    title: str
    short_title: str
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    language: str
    notice: str
    blocks: tuple[Block, ...]
