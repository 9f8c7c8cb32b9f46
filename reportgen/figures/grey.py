"""A page without colours: each becomes the grey that is as light."""

from __future__ import annotations

from dataclasses import replace

from reportgen.figures.canvas import CircleMark, GroupMark, LineMark, Mark, Page, ShapeMark, TextMark

__all__ = ["grey_of", "in_grey"]

_LIGHT = (0.299, 0.587, 0.114)
"""Shares of red, green and blue in how light a colour is (ITU-R BT.601, as Pillow and printers' software use them)."""


def in_grey(page: Page) -> Page:
    """Return the page in shades of grey."""
    return replace(page, marks=tuple(map(_grey, page.marks)))


def grey_of(colour: str) -> str:
    """Return the grey that is as light as a colour written #rrggbb; an empty text, for no colour, stays."""
    if not colour:
        return colour
    light = sum(share * int(colour[i : i + 2], 16) for share, i in zip(_LIGHT, (1, 3, 5), strict=True))
    return f"#{round(light):02x}{round(light):02x}{round(light):02x}"


def _grey(mark: Mark) -> Mark:
    match mark:
        case GroupMark():
            return replace(mark, marks=tuple(map(_grey, mark.marks)))
        case TextMark() | LineMark():
            return replace(mark, colour=grey_of(mark.colour))
        case ShapeMark() | CircleMark():
            return replace(mark, fill=grey_of(mark.fill), stroke=grey_of(mark.stroke))
