"""Cells of a checked table become values; an empty cell is unknown, never zero."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from typing import get_args

from reportgen.load.decimal_mark import is_grouped
from reportgen.load.findings import Findings, quoted
from reportgen.load.table import Row
from reportgen.model import Attribution, Cell, Provenance

__all__ = ["PROVENANCES", "attribution", "count", "needed", "number", "text_cell", "word", "words_of"]

PROVENANCES: tuple[Provenance, ...] = get_args(Provenance)

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_INFINITE = re.compile(r"[+-]?(?:inf|infinity|∞)", re.IGNORECASE)
_LARGEST = 1e15
_LONGEST_NUMBER = 40
_WORDS_FOR_UNKNOWN = frozenset(
    {"na", "n/a", "nan", "nr", "-", "–", "—", "?", "not reported", "unknown", "missing", "."}
)


def number(row: Row, name: str, findings: Findings, note: Attribution = Attribution()) -> Cell[float]:  # noqa: B008  frozen
    """Return a number as it was entered; None and an issue if the cell holds something else."""
    text = row.text(name).replace("−", "-")
    origin = row.origin(name)
    if not text:
        return Cell(None, origin, "", note)
    if len(text) > _LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        finite = not _INFINITE.fullmatch(text)
        code, expected = ("cell-is-a-number", "a number") if finite else ("number-is-finite", "a finite number")
        findings.add(code, origin, f"found {quoted(row.text(name))}, expected {expected}", _hint(text))
        return Cell(None, origin, "", note)
    value = float(text)
    if not math.isfinite(value) or abs(value) > _LARGEST:
        findings.add("number-is-finite", origin, f"found {quoted(text)}, expected a size of at most 1e15")
        return Cell(None, origin, "", note)
    return Cell(value, origin, text, note)


def count(row: Row, name: str, findings: Findings, note: Attribution = Attribution()) -> Cell[int]:  # noqa: B008  frozen
    """Return a whole number of 0 or more; None and an issue if the cell holds something else."""
    cell = number(row, name, findings, note)
    if cell.value is None:
        return Cell(None, cell.origin, "", note)
    if cell.value < 0 or cell.value != int(cell.value):
        hint = _hint(cell.text) or "counts are whole; a percentage is not a count"
        found = f"found {quoted(cell.text)}, expected a whole number of 0 or more"
        findings.add("cell-is-a-whole-number", cell.origin, found, hint)
        return Cell(None, cell.origin, "", note)
    return Cell(int(cell.value), cell.origin, str(int(cell.value)), note)


def text_cell(row: Row, name: str, note: Attribution) -> Cell[str]:
    """Return a cell with text, value None where it is empty."""
    text = row.text(name)
    return Cell(text or None, row.origin(name), text, note)


def needed(row: Row, name: str, findings: Findings) -> str:
    """Return the text of a cell that must be filled in; empty after an issue."""
    text = row.text(name)
    if not text:
        findings.add("cell-is-present", row.origin(name), f"found nothing under {quoted(name)}, expected a value")
    return text


def word(row: Row, name: str, allowed: Mapping[str, str] | Collection[str], findings: Findings, *, empty: str) -> str:
    """Return one of the allowed words, in their spelling and whatever the case; `empty` for an empty cell."""
    text = row.text(name)
    if not text:
        return empty
    spelled = {known.casefold(): known for known in allowed}
    found = spelled.get(text.casefold())
    if found is None:
        expected = "one of the words this column allows"
        findings.unknown("cell-is-a-known-word", row.origin(name), text, known=allowed, expected=expected)
        return empty
    return found


def words_of(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that lists several, separated by semicolons."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def attribution(row: Row, findings: Findings) -> Attribution:
    """Return source, provenance and note of a row."""
    found = word(row, "provenance", PROVENANCES, findings, empty="reported")
    provenance = next(name for name in PROVENANCES if name == found)
    return Attribution(words_of(row.text("source")), provenance, row.text("note"))


def _hint(text: str) -> str:
    if text.casefold() in _WORDS_FOR_UNKNOWN:
        return "leave the cell empty if the number is not known"
    if is_grouped(text):
        digits = re.sub(r"[^0-9]", "", text)
        return f"write {digits[:30]} without a thousands separator, or with a decimal point"
    if text.endswith("%"):
        return "write the number without the percent sign"
    return ""
