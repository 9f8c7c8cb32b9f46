"""What a check is, and how it speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from reportgen.errors import Issue, Origin
from reportgen.model import Review
from reportgen.pooling import Pooled
from reportgen.wording.numbers import MINUS, fixed

__all__ = ["Check", "plain", "span", "sum_text", "warning"]

Check: TypeAlias = Callable[[Review, Mapping[str, Pooled]], Iterator[Issue]]
"""A check yields a warning for each place where its condition fails, with the origin of a cell."""


def warning(code: str, origin: Origin | None, message: str, hint: str = "") -> Issue:
    """Return an issue that stops nothing; `check --strict` makes errors of these."""
    return Issue(code=code, origin=origin, message=message, hint=hint, severity="warning")


def plain(value: float) -> str:
    """Return a count without a decimal point where it is whole: "57", "12.5"."""
    return str(int(value)) if value == int(value) else repr(round(value, 6))


def span(low: float, high: float, decimals: int) -> str:
    """Return two limits with so many decimals ("35 to 39"), or one number where they print alike."""
    one, two = fixed(low, decimals), fixed(high, decimals)
    return one if one == two else f"{one} to {two}"


def sum_text(plus: Sequence[float], minus: Iterable[float] = ()) -> str:
    """Return a sum as it is worked out: "57 = 8 + 21 + 25 + 3", "1080 = 1290 − 210"; the total alone for one term."""
    taken = tuple(minus)
    total = plain(sum(plus) - sum(taken))
    if len(plus) == 1 and not taken:
        return total
    return f"{total} = " + " + ".join(map(plain, plus)) + "".join(f" {MINUS} {plain(value)}" for value in taken)
