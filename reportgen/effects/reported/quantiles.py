"""The median, quartiles, minimum and maximum that a paper may give of a group in place of its mean and SD."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from reportgen.effects.reported.checks import number, participants
from reportgen.effects.reported.derivation import NotDerivableError

__all__ = ["FEWEST", "Quantiles", "Summary"]

Summary: TypeAlias = Literal["range", "quartiles", "five numbers"]
"""What goes with the median: minimum and maximum, the quartiles, or all of them."""

FEWEST = 5
"""Fewer participants have no five-number summary."""

_ORDER = ("minimum", "q1", "median", "q3", "maximum")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantiles:
    """A group's quantiles in the unit of the outcome, each None where it is not reported, and its size `n`.

    Raises:
        NotDerivableError: a number is not finite, they are not in order, there are fewer than five participants, or
            neither both quartiles nor minimum and maximum are given.
    """

    n: float
    median: float | None = None
    q1: float | None = None
    q3: float | None = None
    minimum: float | None = None
    maximum: float | None = None

    def __post_init__(self) -> None:
        participants(self.n, at_least=FEWEST)
        given = [(name, value) for name in _ORDER if (value := getattr(self, name)) is not None]
        for (name, value), (other, larger) in pairwise(given):
            if number(f"the {name}", value) > number(f"the {other}", larger):
                raise NotDerivableError(f"the {name} is above the {other}")
        if self.iqr is None and self.range is None:
            raise NotDerivableError("neither both quartiles nor minimum and maximum are given")

    @property
    def iqr(self) -> float | None:
        """The distance of the quartiles, None where one is missing."""
        return None if self.q1 is None or self.q3 is None else self.q3 - self.q1

    @property
    def range(self) -> float | None:
        """The distance of minimum and maximum, None where one is missing."""
        return None if self.minimum is None or self.maximum is None else self.maximum - self.minimum

    @property
    def summary(self) -> Summary:
        """What is known of the spread; a lone quartile or extreme is left aside."""
        if self.iqr is None:
            return "range"
        return "quartiles" if self.range is None else "five numbers"

    @property
    def mid_quartiles(self) -> float:
        """The middle of the quartiles, (q1 + q3) / 2; nan where one is missing."""
        return math.nan if self.q1 is None or self.q3 is None else self.q1 / 2 + self.q3 / 2

    @property
    def mid_range(self) -> float:
        """The middle of minimum and maximum; nan where one is missing."""
        return math.nan if self.minimum is None or self.maximum is None else self.minimum / 2 + self.maximum / 2
