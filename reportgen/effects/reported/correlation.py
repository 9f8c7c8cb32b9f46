"""The SD of a difference of two measurements of the same people, and the correlation that goes with it.

References: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, sections 6.5.2.8 and 23.2.7.
"""

from __future__ import annotations

import math

from reportgen.effects.reported.checks import above_zero, correlation
from reportgen.effects.reported.derivation import NotDerivableError

__all__ = ["correlation_from_sds", "sd_of_difference"]


def sd_of_difference(sd_1: float, sd_2: float, r: float) -> float:
    """Return √(s1² + s2² - 2 r s1 s2), in the unit of the outcome.

    Written as √((s1 - s2)² + 2 (1 - r) s1 s2), which keeps its digits where the correlation is close to 1.

    Raises:
        NotDerivableError: an SD is not above 0, the correlation is outside -1 to 1, or nothing is left of the spread.
    """
    one, two = above_zero("the SD", sd_1), above_zero("the SD", sd_2)
    rest = math.sqrt(2 * (1 - correlation(r))) * math.sqrt(one) * math.sqrt(two)
    return above_zero("the SD of the difference", math.hypot(one - two, rest))


def correlation_from_sds(sd_1: float, sd_2: float, sd_difference: float) -> float:
    """Return (s1² + s2² - sd_difference²) / (2 s1 s2).

    Raises:
        NotDerivableError: an SD is not above 0, or no correlation between -1 and 1 goes with them.
    """
    one, two = above_zero("the SD", sd_1), above_zero("the SD", sd_2)
    between = above_zero("the SD of the difference", sd_difference)
    found = (one / two + two / one - (between / one) * (between / two)) / 2
    if not -1 - 1e-9 <= found <= 1 + 1e-9:
        raise NotDerivableError("no correlation goes with these standard deviations")
    return min(1.0, max(-1.0, found))
