"""A page as SVG: text stays text in the shipped families, groups keep their ids, the same bytes each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from reportgen.figures.canvas import BLACK, MM, CircleMark, GroupMark, LineMark, Mark, Page, ShapeMark, TextMark

__all__ = ["decimal", "page_as_svg", "svg_file", "svg_marks"]


def page_as_svg(page: Page, families: Sequence[str], alt: str) -> bytes:
    """Return the page as an SVG file in UTF-8; `families` are tried in order, `alt` is its text alternative."""
    fonts = ", ".join([*(f"'{_plain(family)}'" for family in families), "sans-serif"])
    return svg_file(page, alt, svg_marks(page.marks, _text), f"font-family={quoteattr(fonts)}")


def svg_file(page: Page, alt: str, lines: Iterable[str], settings: str) -> bytes:
    """Return an SVG file of the size of the page with `lines` on white paper; `settings` are attributes of its root."""
    width, height = decimal(page.width), decimal(page.height)
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{decimal(page.width / MM)}mm" '
        f'height="{decimal(page.height / MM)}mm" viewBox="0 0 {width} {height}" role="img" '
        f"aria-label={quoteattr(alt)} {settings}>"
    )
    paper = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', root, paper, *lines, "</svg>\n"]).encode()


def svg_marks(marks: Iterable[Mark], as_text: Callable[[TextMark], str]) -> Iterator[str]:
    """Yield the elements of marks, line by line; `as_text` returns the element of a text."""
    for mark in marks:
        if isinstance(mark, GroupMark):
            yield f"<g id={quoteattr(mark.id)} class={quoteattr(mark.kind)}>"
            yield from svg_marks(mark.marks, as_text)
            yield "</g>"
        else:
            yield as_text(mark) if isinstance(mark, TextMark) else _shape(mark)


def _shape(mark: LineMark | ShapeMark | CircleMark) -> str:
    match mark:
        case LineMark():
            dash = f' stroke-dasharray="{" ".join(map(decimal, mark.dash))}"' if mark.dash else ""
            return (
                f'<polyline points="{_points(mark.points)}" fill="none" stroke="{mark.colour}" '
                f'stroke-width="{decimal(mark.width)}"{dash}/>'
            )
        case ShapeMark():
            return f'<polygon points="{_points(mark.points)}"{_paint(mark)}/>'
        case CircleMark():
            return f'<circle cx="{decimal(mark.x)}" cy="{decimal(mark.y)}" r="{decimal(mark.radius)}"{_paint(mark)}/>'


def _text(mark: TextMark) -> str:
    x, y = decimal(mark.x), decimal(mark.y)
    settings = [f'x="{x}" y="{y}" font-size="{decimal(mark.size)}"']
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
    return f'{fill} stroke="{mark.stroke}" stroke-width="{decimal(mark.width)}" stroke-linejoin="miter"'


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{decimal(x)},{decimal(y)}" for x, y in points)


def decimal(value: float) -> str:
    """Return a coordinate to a hundredth of a point, finer than any printer."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _plain(family: str) -> str:
    return "".join(character for character in family if character.isalnum() or character in " -")
