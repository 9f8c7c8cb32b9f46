"""A page as SVG: text stays text in the shipped families, groups keep their ids, the same bytes each time."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from reportgen.figures.canvas import BLACK, MM, CircleMark, GroupMark, LineMark, Mark, Page, ShapeMark, TextMark

__all__ = ["page_as_svg"]


def page_as_svg(page: Page, families: Sequence[str], alt: str) -> bytes:
    """Return the page as an SVG file in UTF-8; `families` are tried in order, `alt` is its text alternative."""
    fonts = ", ".join([*(f"'{_plain(family)}'" for family in families), "sans-serif"])
    width, height = _decimal(page.width), _decimal(page.height)
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_decimal(page.width / MM)}mm" '
        f'height="{_decimal(page.height / MM)}mm" viewBox="0 0 {width} {height}" role="img" '
        f"aria-label={quoteattr(alt)} font-family={quoteattr(fonts)}>"
    )
    paper = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', root, paper]
    for mark in page.marks:
        _write(mark, lines)
    lines.append("</svg>\n")
    return "\n".join(lines).encode()


def _write(mark: Mark, lines: list[str]) -> None:
    match mark:
        case GroupMark():
            lines.append(f"<g id={quoteattr(mark.id)} class={quoteattr(mark.kind)}>")
            for inner in mark.marks:
                _write(inner, lines)
            lines.append("</g>")
        case TextMark():
            lines.append(_text(mark))
        case LineMark():
            dash = f' stroke-dasharray="{" ".join(map(_decimal, mark.dash))}"' if mark.dash else ""
            lines.append(
                f'<polyline points="{_points(mark.points)}" fill="none" stroke="{mark.colour}" '
                f'stroke-width="{_decimal(mark.width)}"{dash}/>'
            )
        case ShapeMark():
            lines.append(f'<polygon points="{_points(mark.points)}"{_paint(mark)}/>')
        case CircleMark():
            lines.append(
                f'<circle cx="{_decimal(mark.x)}" cy="{_decimal(mark.y)}" r="{_decimal(mark.radius)}"{_paint(mark)}/>'
            )


def _text(mark: TextMark) -> str:
    x, y = _decimal(mark.x), _decimal(mark.y)
    settings = [f'x="{x}" y="{y}" font-size="{_decimal(mark.size)}"']
    if mark.bold:
        settings.append('font-weight="bold"')
    if mark.italic:
        settings.append('font-style="italic"')
    if mark.anchor != "start":
        settings.append(f'text-anchor="{mark.anchor}"')
    if mark.colour != BLACK:
        settings.append(f'fill="{mark.colour}"')
    if mark.turned:
        settings.append(f'transform="rotate(-90 {x} {y})"')
    return f"<text {' '.join(settings)}>{escape(mark.text)}</text>"


def _paint(mark: ShapeMark | CircleMark) -> str:
    fill = f' fill="{mark.fill or "none"}"'
    if not mark.stroke:
        return fill
    return f'{fill} stroke="{mark.stroke}" stroke-width="{_decimal(mark.width)}" stroke-linejoin="miter"'


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{_decimal(x)},{_decimal(y)}" for x, y in points)


def _decimal(value: float) -> str:
    """Return a coordinate to a hundredth of a point, finer than any printer."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _plain(family: str) -> str:
    return "".join(character for character in family if character.isalnum() or character in " -")
