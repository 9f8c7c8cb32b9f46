"""Numbers as somebody printed them: a value, and the range that rounding allows."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from reportgen.effects import MEASURES, SCALES
from reportgen.model import Cell, Plan, PublishedEffect, Review
from reportgen.wording.numbers import MINUS, fixed

__all__ = ["Printed", "PrintedP", "Range", "plan_of", "printed", "printed_interval", "printed_p"]

_LONGEST = 40
_MOST_DECIMALS = 10
_NUMBER = re.compile(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)")
_P_VALUE = re.compile(r"(?:p\s*)?([<>≤≥=]{0,2})\s*(\d*[.,]\d+|\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Range:
    """All values between two limits, both included."""

    low: float
    high: float

    def meets(self, other: Range) -> bool:
        """Return whether the ranges share a value."""
        return self.low <= other.high and other.low <= self.high

    def on_scale(self, scale: str) -> Range | None:
        """Return the range on a scale of analysis, a key of `SCALES`; None where it reaches beyond what has a place."""
        low, high = (float(SCALES[scale].forth(value)) for value in (self.low, self.high))
        return Range(low, high) if math.isfinite(low) and math.isfinite(high) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A printed number: its text, value and number of decimals."""

    text: str
    value: float
    decimals: int

    @property
    def range(self) -> Range:
        """The values that print as this one."""
        half = 0.5 * 10.0**-self.decimals
        return Range(self.value - half, self.value + half)

    def shows(self, value: float) -> bool:
        """Return whether `value` rounds to what was printed."""
        return fixed(value, self.decimals) == fixed(self.value, self.decimals)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedP:
    """A printed P value; `relation` is ``=``, ``<`` or ``>``."""

    relation: str
    number: Printed

    @property
    def is_possible(self) -> bool:
        """Whether a P value can be so: above zero and not above one."""
        return 0 < self.number.value <= 1

    @property
    def range(self) -> Range:
        """The P values that print like this."""
        match self.relation:
            case "<":
                return Range(0.0, self.number.value)
            case ">":
                return Range(self.number.value, 1.0)
            case _:
                return self.number.range


def printed(cell: Cell[float] | None) -> Printed | None:
    """Return the number in a cell as it was printed, or None for an empty cell."""
    if cell is None or cell.value is None or not math.isfinite(cell.value):
        return None
    text = cell.text.strip().removesuffix("%").strip().replace(MINUS, "-")
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        text = repr(float(cell.value))
        if not _NUMBER.fullmatch(text):
            return None
        text = text.removesuffix(".0")
    return Printed(text=cell.text.strip() or text, value=float(cell.value), decimals=_decimals(text))


def printed_p(effect: PublishedEffect) -> PrintedP | None:
    """Return the printed P value, or None where there is none or it is no number ("NS")."""
    text = effect.p_printed.strip()
    found = _P_VALUE.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    relation, digits = found.groups()
    sign = "<" if set(relation) & set("<≤") else ">" if set(relation) & set(">≥") else "="
    number = Printed(text=text, value=float(digits.replace(",", ".")), decimals=_decimals(digits))
    return PrintedP(relation=sign, number=number)


def printed_interval(effect: PublishedEffect) -> tuple[Range, Range, Range] | None:
    """Return the ranges of estimate, lower and upper limit on the scale of analysis.

    None where one is missing, the measure is unknown here, or a ratio is printed too coarsely to take its log.
    """
    numbers = [printed(effect.data.get(name)) for name in ("estimate", "ci_low", "ci_high")]
    measure = MEASURES.get(effect.measure)
    ranges = [number.range for number in numbers if number is not None]
    if measure is None or len(ranges) < len(numbers):
        return None
    placed = [place for found in ranges if (place := found.on_scale(measure.scale)) is not None]
    if len(placed) < len(numbers):
        return None
    estimate, low, high = placed
    return estimate, low, high


def plan_of(review: Review, effect: PublishedEffect) -> Plan:
    """Return the plan of the outcome that the effect belongs to, for its level; the review's own plan otherwise."""
    return next((outcome.plan for outcome in review.outcomes if outcome.id == effect.outcome), review.methods.plan)


def _decimals(text: str) -> int:
    return min(len(text.replace(",", ".").partition(".")[2]), _MOST_DECIMALS)
