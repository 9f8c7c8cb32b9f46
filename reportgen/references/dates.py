"""Dates as databases write them: "2004/03//", "2018 Apr 3", "OCT 2020", "Start date: 20170812"."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["MONTHS", "date_of", "iso_date"]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ABBREVIATED = tuple(month[:3].lower() for month in MONTHS)
_YEAR = r"(1[5-9]\d\d|20\d\d)"
_NUMBERS = re.compile(rf"(?<!\d){_YEAR}(?:[-/.](\d\d?)(?!\d)(?:[-/.](\d\d?)(?!\d))?)?(?!\d)")
_COMPACT = re.compile(rf"(?<!\d){_YEAR}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(rf"(?<![a-z])({'|'.join(_ABBREVIATED)})[a-z]*\.?", re.IGNORECASE)
_DAY = re.compile(r"(?<![\d/-])(\d\d?)(?![\d/-])")


def date_of(text: str) -> tuple[str, str]:
    """Return the year that a text names and the date, where it says more; empty texts where it names no year."""
    found = _NUMBERS.search(text) or _COMPACT.search(text)
    if not found:
        return "", ""
    numbers = [int(part) for part in found.groups() if part]
    rest = text[: found.start()] + " " + text[found.end() :]
    if len(numbers) == 1 and (month := _MONTH.search(rest)):
        numbers.append(_ABBREVIATED.index(month[1].lower()) + 1)
        day = _DAY.search(rest)
        numbers += [int(day[1])] if day else []
    return iso_date(numbers)


def iso_date(numbers: Sequence[int]) -> tuple[str, str]:
    """Return the year and the date ("2003-04", "2003-04-05") of the numbers of year, month and day, as far as sound."""
    if not numbers or not 0 < numbers[0] < 10000:
        return "", ""
    year = f"{numbers[0]:04}"
    if len(numbers) < 2 or not 1 <= numbers[1] <= 12:
        return year, ""
    day = f"-{numbers[2]:02}" if len(numbers) > 2 and 1 <= numbers[2] <= 31 else ""
    return year, f"{year}-{numbers[1]:02}{day}"
