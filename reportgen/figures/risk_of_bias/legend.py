"""The legend that no picture of judgements goes without: every level with its word, blanks, and marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.figures.canvas import CircleMark, GroupMark, Mark, ShapeMark, TextMark, rectangle
from reportgen.figures.lettering import CAP_HEIGHT, Lettering
from reportgen.figures.risk_of_bias.looks import Look
from reportgen.model import Domain
from reportgen.wording.phrases import capitalised

__all__ = ["BLANK", "OUTLINE", "PITCH", "RADIUS", "circle", "domain_in_full", "legend", "words_of"]

RADIUS = 6.3
PITCH = 17.0
OUTLINE = "#333333"
BLANK = "No judgement"
_SYMBOL = 10.5
_LEADING = 1.25
_BETWEEN = 16.0
_AFTER_CIRCLE = 4.0

Place = tuple[float, float, float]


def legend(
    entries: Sequence[tuple[Look | None, str]], notes: Sequence[str], lettering: Lettering, size: float, place: Place
) -> tuple[Mark, float]:
    """Return the legend and where it ends; a look that is None stands for the blank.

    `place` is left, right, and the middle of the first line; entries that do not fit go on in another line, and each
    note has lines of its own.
    """
    left, right, y = place
    marks: list[Mark] = []
    x = left
    for look, words in entries:
        width = 2 * RADIUS + _AFTER_CIRCLE + lettering.width(words, size)
        if x > left and x + width > right:
            x, y = left, y + PITCH
        marks += _blank(x, y) if look is None else circle(look, x + RADIUS, y)
        at = x + 2 * RADIUS + _AFTER_CIRCLE
        marks.append(TextMark(x=at, y=y + size * CAP_HEIGHT / 2, text=words, size=size))
        x += width + _BETWEEN
    y += RADIUS
    for note in notes:
        y += 3.0
        for line in lettering.wrap(note, size, right - left):
            y += size * _LEADING
            marks.append(TextMark(x=left, y=y, text=line, size=size))
    return GroupMark(id="legend", kind="legend", marks=tuple(marks)), y + (size * 0.3 if notes else 0.0)


def circle(look: Look, x: float, y: float) -> Iterator[Mark]:
    """Yield a circle round (x, y) with its symbol."""
    yield CircleMark(x=x, y=y, radius=RADIUS, fill=look.fill, stroke=OUTLINE, width=0.7)
    if look.symbol:
        base = y + _SYMBOL * CAP_HEIGHT / 2
        yield TextMark(x=x, y=base, text=look.symbol, size=_SYMBOL, bold=True, anchor="middle", colour=look.ink)


def _blank(x: float, y: float) -> Iterator[Mark]:
    outline = rectangle(x, y - RADIUS, 2 * RADIUS, 2 * RADIUS)
    yield ShapeMark(points=outline, fill="#ffffff", stroke="#8c8c8c", width=0.5)


def words_of(label: str) -> str:
    """Return a level as a legend names it: "Low risk of bias"."""
    return f"{label} of bias" if label.lower().endswith("risk") else label


def domain_in_full(domain: Domain) -> str:
    """Return "Allocation concealment (selection bias)", or "Bias due to missing outcome data".

    The kind of bias is left out where the name has it.
    """
    bias = domain.bias.strip()
    if bias.casefold().startswith("bias "):
        return capitalised(bias)
    return f"{domain.label} ({bias})" if bias and bias.casefold() not in domain.label.casefold() else domain.label
