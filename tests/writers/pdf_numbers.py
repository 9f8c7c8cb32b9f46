"""The numbers beside the lines of a PDF and the text that they stand beside, with the baselines of both."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pikepdf

from reportgen.writers.pdf import NumberedPdf
from tests.writers.pdf_words import letters_and_advances, shown_text, structure

__all__ = ["Drawn", "Numbered", "faults", "first_place", "read"]

Matrix = tuple[float, float, float, float, float, float]
_NO_LINES = {"TD", "TH", "Figure"}
_MOST_PT = 0.5
"""How far the baseline of a number may be from that of its line."""


class Drawn(NamedTuple):
    """A piece of text as drawn, in points from the lower left corner of its page; pages are counted from 1."""

    page: int
    x: float
    end: float
    y: float
    size: float
    text: str
    tags: tuple[str, ...] = ()


class Numbered(NamedTuple):
    """What a PDF shows: the numbers of lines, the tagged text, and the untagged text (running heads and feet)."""

    numbers: tuple[Drawn, ...]
    text: tuple[Drawn, ...]
    untagged: tuple[Drawn, ...]
    left: float


def read(data: bytes) -> Numbered:
    """Return the numbers, text and untagged text of a PDF; numbers are what artifacts show."""
    numbers: list[Drawn] = []
    text: list[Drawn] = []
    untagged: list[Drawn] = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tags = {(page, mark): tags for page, mark, tags, _ in structure(pdf)}
        for at, page in enumerate(pdf.pages):
            for mark, words, x, end, y, size in _placed(page, page.Resources, (1, 0, 0, 1, 0, 0), ""):
                found = tags.get((at, mark), ()) if isinstance(mark, int) else ()
                drawn = Drawn(at + 1, x, end, y, size, words, found)
                if words.strip():
                    (text if found else numbers if mark == "/Artifact" else untagged).append(drawn)
    left = min(drawn.x for drawn in text)
    return Numbered(tuple(_joined(numbers)), tuple(text), tuple(untagged), left)


def faults(made: NumberedPdf) -> list[str]:
    """Return what is wrong with the numbers of a PDF; nothing if each line has its own, beside it."""
    seen = read(made.data)
    values = [number.text for number in seen.numbers]
    found = [] if values == [str(n + 1) for n in range(sum(made.lines))] else [f"the numbers are {values}"]
    found += [
        f"{a.text} and {b.text} stand on one another on page {a.page}"
        for a, b in pairwise(seen.numbers)
        if a.page == b.page and a.y - b.y < a.size
    ]
    found += [f"{number.text} is cut off" for number in seen.numbers if number.x < 2 * number.size]
    found += [f"{number.text} is in the text" for number in seen.numbers if number.end > seen.left]
    return found + _without_words(seen)


def first_place(seen: Numbered, words: str, within: Collection[str] = ()) -> tuple[int, int]:
    """Return page and number of the first line that shows words, if need be within elements with one of these tags."""
    start = next(
        drawn for drawn in seen.text if words in drawn.text and (not within or not set(within).isdisjoint(drawn.tags))
    )
    beside = [n for n in seen.numbers if n.page == start.page and abs(n.y - start.y) <= _MOST_PT]
    return start.page, int(beside[0].text) if beside else 0


def _without_words(seen: Numbered) -> list[str]:
    """Return which numbers stand beside no text and which text has not the one number of its line."""
    found, used = [], set()
    for drawn in seen.text:
        near = [n for n in seen.numbers if n.page == drawn.page and abs(n.y - drawn.y) <= _MOST_PT]
        if _NO_LINES & set(drawn.tags):
            continue
        used.update(near)
        raised = "NonStruct" in drawn.tags and any(
            n.page == drawn.page and abs(n.y - drawn.y) < drawn.size for n in seen.numbers
        )
        if len(near) != 1 and not raised:
            found.append(f"{drawn.text!r} on page {drawn.page} has the numbers {[n.text for n in near]}")
    return found + [f"{n.text} on page {n.page} stands beside nothing" for n in seen.numbers if n not in used]


def _joined(digits: list[Drawn]) -> Iterator[Drawn]:
    """Yield numbers, whose digits are drawn one by one."""
    before: Drawn | None = None
    for digit in digits:
        if before and before.page == digit.page and before.y == digit.y and abs(before.end - digit.x) < 1:
            before = before._replace(text=before.text + digit.text, end=digit.end)
            continue
        if before:
            yield before
        before = digit
    if before:
        yield before


def _placed(holder: Any, resources: Any, at: Matrix, mark: int | str) -> Iterator[tuple]:  # noqa: C901 - one case an operator
    """Yield mark, text, beginning, end, height and size of each piece of text, those of pictures included."""
    fonts = {name: letters_and_advances(font) for name, font in resources.get("/Font", {}).items()}
    font, size, line, kept, marks = ({}, {}), 0.0, at, [], [mark]
    for operands, operator in pikepdf.parse_content_stream(holder):
        match str(operator):
            case "q":
                kept.append(at)
            case "Q":
                at = kept.pop()
            case "cm":
                at = _times(tuple(map(float, operands)), at)
            case "BDC":
                marks.append(int(operands[1].get("/MCID", -1)))
            case "BMC":
                marks.append(str(operands[0]))
            case "EMC":
                marks.pop()
            case "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            case "Tm":
                line = tuple(map(float, operands))
            case "TJ" | "Tj":
                text, length = shown_text(operands[0], *font)
                scale, _, _, _, x, y = _times(line, at)
                yield marks[-1], text, x, x + length * size / 1000 * scale, y, size * scale
            case "Do":
                yield from _picture(resources.XObject[operands[0]], resources, at, marks[-1])


def _picture(picture: Any, resources: Any, at: Matrix, mark: int | str) -> Iterator[tuple]:
    if picture.Subtype == "/Form":
        moved = _times(tuple(map(float, picture.get("/Matrix", (1, 0, 0, 1, 0, 0)))), at)
        yield from _placed(picture, picture.get("/Resources", resources), moved, mark)


def _times(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )
