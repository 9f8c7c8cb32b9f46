"""A picture with everything that must travel with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from reportgen.document.blocks import Table
    from reportgen.document.inlines import Datum, Inline, Number

__all__ = ["Drawing", "OutlineItem", "PictureFormat", "Render"]

PictureFormat: TypeAlias = Literal["svg", "svg-outlined", "png", "pdf", "eps", "tiff"]


class Render(Protocol):
    """Draws a picture in a format.

    `dpi` matters to pixels only; `grey` asks for shades of grey, `paper_mm` for white on both sides up to this width.
    """

    def __call__(
        self, picture: PictureFormat, dpi: int = 300, /, *, grey: bool = False, paper_mm: float = 0.0
    ) -> bytes:
        """Return the bytes of the picture, the same bytes each time."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineItem:
    """What a part of a picture says, for an outline in words; items of a higher `level` are within the one before.

    `part` is the id of the part in the picture, or empty for what the picture does not show as a part.
    """

    children: tuple[Inline, ...]
    level: int
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawn figure, independent of the library that draws it.

    `name` is a file stem unique in the document. Sizes are millimetres as printed. `alt` is the text alternative
    (about 250 characters, made from the numbers). `data` is the table behind the picture. `numbers` are all
    numbers and data texts drawn, as nodes for the ledger. `render(format, dpi)` returns the bytes of the
    picture, the same bytes each time; dpi matters to ``png`` and ``tiff`` only. Text in ``svg`` is text in
    the shipped fonts; in ``svg-outlined`` and ``eps`` it is the outlines of its letters, for readers without those
    fonts. `outline` tells a picture that has an order, such as a flow, from part to part. `broken` are words that are
    split because the picture is too narrow for them.
    """

    name: str
    width_mm: float
    height_mm: float
    alt: str
    data: Table | None
    numbers: tuple[Number | Datum, ...]
    render: Render = field(compare=False, repr=False)
    outline: tuple[OutlineItem, ...] = ()
    broken: frozenset[str] = frozenset()
