"""One group that several comparisons of a study share, split so that nobody is counted twice.

Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 23.3.4.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.reported.checks import number
from reportgen.effects.reported.derivation import Derivation, NotDerivableError

__all__ = ["COUNTED", "divided", "split_arm"]

COUNTED = ("n", "events", "time")
"""What is divided among parts of a group: participants, events, time at risk. Means and SDs stay."""


def split_arm(values: Mapping[str, float], parts: float) -> Derivation:
    """Return one of `parts` equal parts of a group: counts are divided, means and standard deviations unchanged.

    Counts of a part need not be whole numbers. The parts' estimates are still correlated a little, which is ignored.

    Raises:
        NotDerivableError: the number of parts is not a whole number of at least 1.
    """
    if number("the number of comparisons", parts) < 1 or parts != int(parts):
        raise NotDerivableError("the number of comparisons that share the group is not 1, 2, 3 …")
    return Derivation(
        values=divided(values, parts),
        how=f"participants divided among the {parts:g} comparisons that share the group",
        sections=("23.3.4",),
    )


def divided(values: Mapping[str, float], by: float) -> dict[str, float]:
    """Return the values with every count divided by a number above 0."""
    return {name: value / by if name in COUNTED else value for name, value in values.items()}
