"""Constructors of small trees for the tests of the writers, and a drawing that needs no library."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable

from reportgen.document import (
    Block,
    Document,
    Drawing,
    Figure,
    Heading,
    Inline,
    Number,
    Paragraph,
    PictureFormat,
    Row,
    Table,
    TableCell,
    Text,
)
from reportgen.errors import Origin

RESULTS = "results.csv"


def inlines(*parts: str | Inline) -> tuple[Inline, ...]:
    """Return inlines in which plain strings stand for `Text`."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def paragraph(*parts: str | Inline, role: str = "body") -> Paragraph:
    return Paragraph(children=inlines(*parts), role=role)


def heading(level: int, text: str, key: str, number: str = "") -> Heading:
    return Heading(level=level, children=inlines(text), id=key, number=number)


def number(text: str, value: float, statistic: str = "risk_ratio", line: int = 2, key: str = "") -> Number:
    return Number(
        text=text,
        value=value,
        statistic=statistic,
        subject="outcome/secure",
        inputs=(Origin(RESULTS, line, 5, "events"),),
        how="pooled, M-H, random",
        id=key,
    )


def cell(*parts: str | Inline, scope: str = "", align: str = "left", colspan: int = 1) -> TableCell:
    return TableCell(children=inlines(*parts), scope=scope, align=align, colspan=colspan)


def row(*texts: str | Inline, kind: str = "body") -> Row:
    """Return a row whose first cell is its head and whose other cells are aligned to the right."""
    first, *others = texts
    return Row(cells=(cell(first, scope="row"), *(cell(text, align="right") for text in others)), kind=kind)


def head(*texts: str) -> Row:
    first, *others = texts
    return Row(cells=(cell(first, scope="col"), *(cell(text, scope="col", align="right") for text in others)))


def table(
    rows: Iterable[Row], columns: tuple[str, ...] = ("Study", "Events", "n"), key: str = "tbl-a", **more
) -> Table:
    settings = {"caption": inlines("A small table"), "widths": (2.0, *(1.0,) * (len(columns) - 1)), "label": "Table 1"}
    return Table(id=key, head=head(*columns), body=tuple(rows), **{**settings, **more})


def figure(key: str = "fig-a", width_mm: float = 120.0, height_mm: float = 60.0, **more) -> Figure:
    settings = {"caption": inlines("A small figure"), "label": "Figure 1"}
    return Figure(id=key, drawing=drawing(key, width_mm, height_mm), **{**settings, **more})


def drawing(name: str = "forest", width_mm: float = 120.0, height_mm: float = 60.0) -> Drawing:
    """Return a drawing of a diamond on a line, with one text, as a small valid SVG and PNG."""

    def render(kind: PictureFormat, dpi: int) -> bytes:
        if kind == "png":
            return _png(width_mm, height_mm, dpi)
        svg = _svg(width_mm, height_mm)
        return re.sub(rb"<text.*</text>", b"", svg) if kind == "svg-outlined" else svg

    return Drawing(
        name=name,
        width_mm=width_mm,
        height_mm=height_mm,
        alt=f"Forest plot {name}: one study, risk ratio 0.71.",
        data=None,
        numbers=(number("0.71", 0.7102, key=f"n-{name}"),),
        render=render,
    )


def document(*blocks: Block, **more) -> Document:
    settings = {
        "title": "A sample review",
        "short_title": "Sample review",
        "authors": ("Ada Example", "Ben Łukasz"),
        "keywords": ("attachment", "infants"),
        "language": "en-GB",
        "notice": "Worked example; not the article.",
    }
    return Document(blocks=blocks, **{**settings, **more})


def _svg(width_mm: float, height_mm: float) -> bytes:
    width, height = width_mm * 10, height_mm * 10
    middle = height / 2
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width_mm}mm" height="{height_mm}mm" '
        f'viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" fill="#ffffff"/>'
        f'<line id="axis" x1="0" y1="{middle}" x2="{width}" y2="{middle}" stroke="#000000" stroke-width="2"/>'
        f'<path d="M {width / 2 - 60} {middle} l 60 -30 l 60 30 l -60 30 z" fill="#1f4e79"/>'
        f'<text x="20" y="60" font-family="Source Sans 3, sans-serif" font-size="40">Toth 2006 0.71</text></svg>'
    ).encode()


def _png(width_mm: float, height_mm: float, dpi: int) -> bytes:
    width, height = (round(side / 25.4 * dpi) for side in (width_mm, height_mm))
    line = b"\0" + b"\xff" * width
    rule = b"\0" + b"\x00" * width
    pixels = b"".join(rule if abs(y - height // 2) <= 1 else line for y in range(height))
    per_metre = round(dpi / 0.0254)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            (b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
            (b"IDAT", zlib.compress(pixels)),
            (b"IEND", b""),
        )
    )
