"""Widths of columns where a table cannot ask for more room: no word broken, and rows no taller than need be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.document import Table, plain_text

__all__ = ["balanced", "column_widths", "fitted"]

# Lengths in millimetres: the narrower of A4 and letter, less the margins that paper.css leaves.
_ROOM_UPRIGHT, _ROOM_TURNED = 165.0, 237.0
_EM, _PADDING = 2.97, 3.3
_HEAVY = 1.06
_PIECE = re.compile(r"(?:[^\s\u2010\u2013\u2014/-]|[-/](?=\d))*[-\u2010\u2013\u2014/]?")
"""What no line break parts: one may follow a hyphen, dash or slash, but not a hyphen or slash before a digit."""


# Advances of the sans in twentieths of an em; a character that is not listed counts as a broad one.
_BROAD = 12
_ADVANCES = {
    character: width
    for width, characters in {
        4: " \u00a0\u202f",
        5: "',.:;Iijl|’‘",
        6: "!()-[]f{}‐",
        7: "/\\rt²",
        8: "*?sz",
        9: '"cvxyτ“”',
        10: "#$+0123456789<=>FJLVXY^_aegk~–−×±χ≤≥",
        11: "ACEPRSTZ`bdhnopqu",
        14: "w",
        15: "M",
        16: "%W—",
        17: "@m",
    }.items()
    for character in characters
}

# Wordy tables are balanced on so many of their rows, in so many steps.
_ROWS, _STEPS = 40, 48


def column_widths(table: Table) -> list[float]:
    """Return the widths of the columns in millimetres on paper.

    A table whose rows fit in a line each gets the proportions it asks for, made wide enough for its longest words; one
    with long texts gets what keeps its rows low.
    """
    columns = len(table.widths)
    rows = [row for row in (table.head, *table.body) if len(row.cells) == columns]
    texts = [[plain_text(cell.children) for cell in row.cells] for row in rows]
    heavy = [_HEAVY if row is table.head or row.kind == "total" else 1.0 for row in rows]
    needs = [_PADDING] * columns
    for weight, row in zip(heavy, texts, strict=True):
        needs = [max(need, weight * _longest(text) + _PADDING) for need, text in zip(needs, row, strict=True)]
    room = _ROOM_TURNED if table.wide else _ROOM_UPRIGHT
    lengths = [[_length(text) for text in row] for row in texts]
    if sum(needs) < room and sum(map(max, zip(*lengths, strict=True))) + columns * _PADDING > room:
        return balanced(lengths, needs, room)
    return fitted([max(width, 0.0) for width in table.widths], needs, room)


def fitted(shares: Sequence[float], needs: Sequence[float], room: float) -> list[float]:
    """Return widths that add up to `room`: each at least its need, what is left over in the proportions of `shares`.

    If the needs are more than the room, the widths are in the proportions of the needs.
    """
    if sum(needs) >= room or not sum(shares):
        return [need * room / sum(needs) for need in needs]
    pinned: set[int] = set()
    while True:
        left = room - sum(needs[index] for index in pinned)
        free = sum(share for index, share in enumerate(shares) if index not in pinned)
        widths = [
            needs[index] if index in pinned or not free else share * left / free for index, share in enumerate(shares)
        ]
        short = {index for index, width in enumerate(widths) if index not in pinned and width < needs[index]}
        if not short:
            return widths
        pinned |= short


def balanced(lengths: Sequence[Sequence[float]], needs: Sequence[float], room: float) -> list[float]:
    """Return widths that add up to `room`: from the needs up, each step goes where it lowers the rows most.

    `lengths` are the texts of each row on one line. The height of a row is taken as a mean of its cells' lines in
    which the tallest cell tells most.
    """
    widths = list(needs)
    step = (room - sum(needs)) / _STEPS
    sampled = lengths[:: max(1, len(lengths) // _ROWS)]
    for _ in range(_STEPS):
        gains = [0.0] * len(widths)
        insides = [width - _PADDING + step for width in widths]
        for row in sampled:
            lines = [length / inside for length, inside in zip(row, insides, strict=True)]
            height = sum(line**4 for line in lines) ** 0.75 or 1.0
            for index, line in enumerate(lines):
                gains[index] += line**4 / (insides[index] * height)
        widths[gains.index(max(gains))] += step
    return widths


def _longest(text: str) -> float:
    """Return the length of the longest piece of a text that cannot be broken at a blank, hyphen, dash or slash."""
    return max(_length(piece) for word in text.split(" ") for piece in _PIECE.findall(word))


def _length(text: str) -> float:
    return _EM / 20 * sum(_ADVANCES.get(character, _BROAD) for character in text)
