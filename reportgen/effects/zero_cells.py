"""Rules for 2x2 tables with an empty cell: which studies have no effect, and what is added to the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

from reportgen.effects.effects import ArmData

__all__ = ["ZERO_CELLS", "TwoByTwo", "ZeroCellRule", "two_by_two"]


class TwoByTwo(NamedTuple):
    """The cells of a 2x2 table: events and non-events, experimental then comparator, as counts."""

    events_1: float
    others_1: float
    events_2: float
    others_2: float

    @property
    def n_1(self) -> float:
        """Participants on the experimental side."""
        return self.events_1 + self.others_1

    @property
    def n_2(self) -> float:
        """Participants on the comparator side."""
        return self.events_2 + self.others_2


ZeroCellRule: TypeAlias = Callable[[TwoByTwo], "TwoByTwo | str"]


def two_by_two(experimental: ArmData, comparator: ArmData) -> TwoByTwo:
    """Return the table of two arms that give ``events`` and ``n``, as entered."""
    events_1, events_2 = experimental.values["events"], comparator.values["events"]
    return TwoByTwo(
        events_1,
        experimental.values["n"] - events_1,
        events_2,
        comparator.values["n"] - events_2,
    )


def _revman(table: TwoByTwo) -> TwoByTwo | str:
    """Return the table with 0.5 added to all four cells if one is empty, or the reason why there is no effect.

    Reference: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010), "Inverse-variance and
    Mantel-Haenszel methods: zero cells".
    """
    if table.events_1 == 0 and table.events_2 == 0:
        return "no events in either group"
    if table.others_1 == 0 and table.others_2 == 0:
        return "events in all participants of both groups"
    if 0 in table:
        return TwoByTwo(*(cell + 0.5 for cell in table))
    return table


ZERO_CELLS: Mapping[str, ZeroCellRule] = {
    "revman": _revman,
}
"""Rules by the name that `Plan.zero_cells` gives."""
