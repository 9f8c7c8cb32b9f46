"""What stands inside a paragraph, a caption or a cell: text, numbers, citations, references, marks.

Frozen values. `resolve` fills what depends on the whole document: ids of numbers, what citations and references show,
marks of footnotes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from reportgen.errors import Origin

__all__ = [
    "Anchor",
    "Citation",
    "CitedWork",
    "CrossRef",
    "Datum",
    "Emphasis",
    "Footnote",
    "Inline",
    "LineBreak",
    "Link",
    "NoteMark",
    "Number",
    "Strong",
    "Subscript",
    "Superscript",
    "Text",
]


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
    """A reference to a figure, table or section by its id (``fig-flow``); `shown` is filled by `resolve`.

    `page` asks for the number of the page that the place is on, which a Word file keeps up to date by itself.
    """

    target: str
    origin: Origin | None = field(default=None, compare=False)
    shown: str = ""
    page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote at this place in the text; `mark` ("1") is filled by `resolve`."""

    children: tuple[Inline, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMark:
    """The raised letter in a table that points at the table's note of the same letter."""

    mark: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the text that shows nothing, by which something else (a checklist) can tell where it is."""

    id: str


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
    | Anchor
)
