"""Cells of a Metapsy table: words that stand for nothing, and numbers freed of what spreadsheets do to them."""

from __future__ import annotations

import re

from reportgen.exchange.small_tables import Record
from reportgen.model import Attribution, Cell

__all__ = ["known_text", "negated", "number_cell", "plain_number", "tidy_text"]

_UNKNOWN = frozenset({"", "na", "nr", "n/a", "nan", "not reported", "null", "."})
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?")
_DOUBLE_DIGITS = 15
"""Digits after which a decimal number and the double next to it differ."""


def known_text(record: Record, name: str) -> str:
    """Return the text of a cell; nothing where it says that the value is not known (NA, NR)."""
    text = record.words(name)
    return "" if text.lower() in _UNKNOWN else text


def plain_number(text: str) -> str:
    """Return a number with a decimal point and without the noise of doubles ("80.099999999999994" is 80.1).

    Nothing is returned for any other text. Numbers here never have thousands separators.
    """
    bare = text.strip().replace("\u2212", "-")
    if len(bare) > 40 or not _NUMBER.fullmatch(bare):
        return ""
    plain = bare.replace(",", ".").lstrip("+")
    if sum(map(str.isdigit, plain.lower().partition("e")[0])) > _DOUBLE_DIGITS:
        plain = format(float(plain), f".{_DOUBLE_DIGITS}g")
    return plain if abs(float(plain)) < 1e15 else ""


def tidy_text(text: str) -> str:
    """Return a text as it stands, or the number that it is in its plain form."""
    return plain_number(text) or text


def number_cell(record: Record, *names: str) -> Cell[float] | None:
    """Return the number in the first of the columns that holds one; None where none does."""
    for name in names:
        plain = plain_number(known_text(record, name))
        if plain:
            return Cell(float(plain), record.origin(name), plain)
    return None


def negated(cell: Cell[float], note: Attribution) -> Cell[float]:
    """Return the number of the other sign, all digits as they stand."""
    text = cell.text.removeprefix("-") if cell.text.startswith("-") else f"-{cell.text}"
    return Cell(float(text) + 0.0, cell.origin, text if float(text) else "0", note)
