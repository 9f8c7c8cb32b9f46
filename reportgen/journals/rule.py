"""One rule of a journal: what it wants, and who says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Rule", "RuleSource", "Value"]

Value: TypeAlias = str | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSource:
    """Where a rule stands. `read` is the day it was read there; without one it is known at second hand only."""

    title: str
    url: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a journal wants of one thing, the thing being named by a key of `RULES`.

    `one_of` are the values it may have, the first of them the one that is made; `all_of` are what must be there, in
    this order; `least` and `most` are bounds. `note` says what else is to be known. What is only `advised`, or was not
    read where it stands, is advice.
    """

    name: str
    source: RuleSource
    one_of: tuple[Value, ...] = ()
    all_of: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    note: str = ""
    advised: bool = False

    @property
    def verified(self) -> bool:
        """Whether the rule was read where it stands, and is one; advice, and what was not read, can only warn."""
        return bool(self.source.read) and not self.advised

    def meets(self, value: Value, *, tolerance: float = 0.0) -> bool:
        """Return whether a value is one of those wanted and within the bounds; numbers may be off by `tolerance`."""
        if self.one_of and not any(_same(value, wanted, tolerance) for wanted in self.one_of):
            return False
        if isinstance(value, str):
            return True
        above = self.least is None or value >= self.least - tolerance
        return above and (self.most is None or value <= self.most + tolerance)

    def lacks(self, found: Sequence[str]) -> tuple[str, ...]:
        """Return what must be there and is not, compared without regard to case."""
        present = {text.casefold().strip() for text in found}
        return tuple(text for text in self.all_of if text.casefold().strip() not in present)

    def wanted(self) -> str:
        """Return what is wanted, in words."""
        parts = []
        if self.one_of:
            parts.append(" or ".join(map(_shown, self.one_of)))
        if self.all_of:
            parts.append(", ".join(self.all_of))
        if self.least is not None and self.most is not None:
            parts.append(f"{self.least:g} to {self.most:g}")
        elif self.least is not None:
            parts.append(f"at least {self.least:g}")
        elif self.most is not None:
            parts.append(f"at most {self.most:g}")
        return ", ".join(parts)


def _same(value: Value, wanted: Value, tolerance: float) -> bool:
    if isinstance(value, str) or isinstance(wanted, str):
        return str(value).casefold() == str(wanted).casefold()
    return abs(value - wanted) <= tolerance


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:g}"
