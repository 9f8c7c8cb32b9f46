"""An SVG file of ours read back as a page of marks: what is measured is what is delivered."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from reportgen.figures.canvas import CircleMark, GroupMark, LineMark, Mark, Page, ShapeMark, TextMark

__all__ = ["page_of"]

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def page_of(svg: bytes) -> Page:
    """Return the marks of an SVG file that `reportgen.figures.svg` wrote, without the white paper under them.

    ValueError for an element that is not understood, so that none goes unmeasured.
    """
    root = ET.fromstring(svg)  # noqa: S314 - our own output
    _, _, width, height = (float(n) for n in root.get("viewBox", "").split())
    paper, *elements = root
    if paper.tag != f"{_SVG}rect":
        raise ValueError(f"found <{paper.tag}>, expected the paper")
    return Page(width=width, height=height, marks=tuple(_marks(elements)))


def _marks(elements: list[ET.Element]) -> Iterator[Mark]:
    for element in elements:
        match element.tag.removeprefix(_SVG):
            case "g":
                marks = tuple(_marks(list(element)))
                yield GroupMark(id=element.get("id", ""), kind=element.get("class", ""), marks=marks)
            case "text":
                yield _text(element)
            case "polyline":
                dash = tuple(map(float, _NUMBER.findall(element.get("stroke-dasharray", ""))))
                yield LineMark(
                    points=_points(element),
                    width=_size(element, "stroke-width"),
                    colour=element.get("stroke", ""),
                    dash=dash,
                )
            case "polygon":
                stroke, width = element.get("stroke", ""), _size(element, "stroke-width")
                yield ShapeMark(points=_points(element), fill=_fill(element), stroke=stroke, width=width)
            case "circle":
                x, y, radius = (_size(element, name) for name in ("cx", "cy", "r"))
                yield CircleMark(x=x, y=y, radius=radius, fill=_fill(element), stroke=element.get("stroke", ""))
            case unknown:
                raise ValueError(f"found <{unknown}>, expected a mark of our pages")


def _text(element: ET.Element) -> TextMark:
    anchor = element.get("text-anchor", "start")
    return TextMark(
        x=_size(element, "x"),
        y=_size(element, "y"),
        text="".join(element.itertext()),
        size=_size(element, "font-size"),
        bold=element.get("font-weight") == "bold",
        italic=element.get("font-style") == "italic",
        anchor=anchor,  # type: ignore[arg-type]
        colour=element.get("fill", "#000000"),
        turned="rotate(-90" in element.get("transform", ""),
    )


def _points(element: ET.Element) -> tuple[tuple[float, float], ...]:
    numbers = [float(n) for n in _NUMBER.findall(element.get("points", ""))]
    return tuple(zip(numbers[::2], numbers[1::2], strict=True))


def _size(element: ET.Element, name: str) -> float:
    return float(element.get(name, "0"))


def _fill(element: ET.Element) -> str:
    fill = element.get("fill", "")
    return "" if fill == "none" else fill
