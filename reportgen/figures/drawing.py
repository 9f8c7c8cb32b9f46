"""A page becomes a `Drawing`: laid out at once, drawn when somebody asks for its bytes."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Iterable
from hashlib import sha256

from reportgen.document import Datum, Drawing, Number, PictureFormat, Table
from reportgen.figures.canvas import MM, Page, TextMark, walk
from reportgen.figures.grey import in_grey
from reportgen.figures.lettering import Lettering, cleaned
from reportgen.figures.paper import on_paper
from reportgen.figures.pictures import PICTURES, Sheet

__all__ = ["LONGEST_ALT", "as_drawing", "part_name", "shortened"]

LONGEST_ALT = 250

_MOST_DRAWN = 200
_DRAWN: OrderedDict[tuple[bytes, PictureFormat, int, bool, float], bytes] = OrderedDict()
"""The pictures that were asked for last, by the content of their page: several writers ask for one, builds that follow
each other in one process draw only those that changed."""


def as_drawing(
    page: Page, lettering: Lettering, *, name: str, alt: str, data: Table | None, numbers: Iterable[Number | Datum]
) -> Drawing:
    """Return the drawing of a page; `alt` is cut at 250 characters."""
    text = shortened(cleaned(alt), LONGEST_ALT)

    content: list[bytes] = []  # of all that a picture is made from but its format, once somebody asks for one

    def render(picture: PictureFormat, dpi: int = 300, /, *, grey: bool = False, paper_mm: float = 0.0) -> bytes:
        kind = PICTURES[picture]
        if not content:
            content.append(sha256(pickle.dumps((page, lettering.fallback, text))).digest())
        key = (content[0], picture, dpi if kind.pixels else 0, grey, paper_mm)
        if key not in _DRAWN:
            marks = on_paper(in_grey(page) if grey else page, paper_mm * MM)
            _DRAWN[key] = kind.draw(Sheet(page=marks, lettering=lettering, alt=text, dpi=dpi, grey=grey))
        _DRAWN.move_to_end(key)
        while len(_DRAWN) > _MOST_DRAWN:
            _DRAWN.popitem(last=False)
        return _DRAWN[key]

    return Drawing(
        name=name,
        width_mm=page.width / MM,
        height_mm=page.height / MM,
        alt=text,
        data=data,
        numbers=tuple(numbers),
        broken=_broken(page, lettering),
        render=render,
    )


def _broken(page: Page, lettering: Lettering) -> frozenset[str]:
    """Return the words that are split on the page: some of those split while the layout was sought may be whole."""
    texts = [mark.text for mark in walk(page.marks) if isinstance(mark, TextMark)] if lettering.broken else []
    return frozenset(word for word in lettering.broken if not any(word in text for text in texts))


def part_name(name: str, number: int) -> str:
    """Return the name of a part of a drawing that is too tall for one page; the first keeps that of the whole."""
    return name if number == 1 else f"{name}-part-{number}"


def shortened(text: str, most: int) -> str:
    """Return text of at most `most` characters, cut between words with an ellipsis."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return head[: head.rfind(" ")].rstrip(" ,;:") + "…" if " " in head else head + "…"
