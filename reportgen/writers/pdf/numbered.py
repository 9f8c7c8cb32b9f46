"""The manuscript for reviewers as a PDF in which every line of text has its number, and where everything is in it.

CSS has no line numbers. So the manuscript is laid out once, the lines are counted where they stand, and it is laid out
again with the numbers as backgrounds of its pages: there they are no part of the text, and no reader of the page hears
them between the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.document import Resolved
from reportgen.errors import OutputError
from reportgen.style import PageForm, Style
from reportgen.writers.pdf.engine import Store
from reportgen.writers.pdf.form import form_rules
from reportgen.writers.pdf.lines import Line, corner_of, lines_of, lines_of_marks
from reportgen.writers.pdf.paper import print_manuscript

__all__ = ["NumberedPdf", "Place", "numbered_pdf"]

_GAP_PX = 18.0
"""Between a number and the text."""

_FONT_PX = 9.5
_COLOUR = "#59636b"
"""Dark enough to be read on white (6.2 to 1), lighter than the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is: its page, counted from 1, and the number of its first line.

    A figure has the line of its caption. The line is 0 for what has no numbered line, as the inside of tables.
    """

    page: int
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPdf:
    """A PDF with numbered lines; `places` are those of headings, anchors, tables and figures by their ids.

    `lines` is how many lines there are on each page.
    """

    data: bytes
    places: Mapping[str, Place]
    lines: tuple[int, ...]


def numbered_pdf(resolved: Resolved, style: Style, form: PageForm) -> NumberedPdf:
    """Return a manuscript as a tagged PDF in the form of a journal, every line of text outside tables numbered.

    Fonts are those that we ship, sans or serif as the form's font is. Errors as of `write_pdf`; OutputError if the
    second layout is not that of the first.
    """
    counter = _Counter(continuous=form.line_numbers != "page")
    data = print_manuscript(resolved, style, more=form_rules(form), again=counter.count)
    counter.check()
    return NumberedPdf(data=data, places=counter.places, lines=tuple(len(lines) for lines in counter.pages))


class _Counter:
    """Counts the lines of pages as they are laid out, and draws the numbers beside them."""

    def __init__(self, *, continuous: bool) -> None:
        self.places: dict[str, Place] = {}
        self.pages: list[tuple[Line, ...]] = []
        self._continuous = continuous
        self._again: list[tuple[Line, ...]] | None = None

    def count(self, pages: Sequence[Any], store: Store) -> str:
        """Return rules that put numbers on the pages, whose pictures go into the store; none the second time."""
        found = [lines_of(page) for page in pages]
        if self.pages:
            self._again = found
            return ""
        self.pages = found
        marks = lines_of_marks(pages)
        rules, before = [], 0
        for number, (page, lines) in enumerate(zip(pages, found, strict=True), 1):
            first = before + 1 if self._continuous else 1
            self.places |= {
                id_: Place(page=number, line=first + lines.index(line))
                for id_, (at, line) in marks.items()
                if at == number
            }
            self._note(number, {id_: at for id_, at in page.anchors.items() if id_ not in marks}, lines, first)
            store[f"numbers:{number}"] = _picture(page, lines, first).encode()
            rules.append(f"@page :nth({number}){{background:url(numbers:{number}) {_whole(page)} no-repeat}}")
            before += len(lines)
        return "".join(rules)

    def check(self) -> None:
        """Raise OutputError if the numbers do not stand beside the lines that they were counted for."""
        if self._again != self.pages:
            raise OutputError("the lines of the PDF moved when their numbers were put beside them")

    def _note(self, page: int, anchors: Mapping[str, Any], lines: Sequence[Line], first: int) -> None:
        for id_, (_, top, _, bottom) in anchors.items():
            at = next((at for at, line in enumerate(lines) if _beside(line, top, bottom)), None)
            self.places.setdefault(id_, Place(page=page, line=0 if at is None else first + at))


def _beside(line: Line, top: float, bottom: float) -> bool:
    """Return whether a line is the first of what reaches from `top` to `bottom`, in px; half of it may stand out."""
    middle = (line.top + line.bottom) / 2
    return top - 1 <= middle <= max(bottom, top + 1) + 1 or line.top <= (top + bottom) / 2 <= line.bottom


def _whole(page: Any) -> str:
    """Return position and size of a background that covers a page, which are told from the corner of its text."""
    left, top = corner_of(page)
    return f"{-left:.3f}px {-top:.3f}px / {page.width:.3f}px {page.height:.3f}px"


def _picture(page: Any, lines: Sequence[Line], first: int) -> str:
    """Return the numbers of a page as an SVG of its size."""
    texts = "".join(
        f'<text x="{line.left - _GAP_PX:.2f}" y="{line.baseline:.2f}">{first + at}</text>'
        for at, line in enumerate(lines)
    )
    width, height = f"{page.width:.2f}", f"{page.height:.2f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<g font-family="Source Sans 3" font-size="{_FONT_PX}" text-anchor="end" fill="{_COLOUR}">{texts}</g></svg>'
    )
