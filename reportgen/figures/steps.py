"""The round steps that the ticks of every axis stand at."""

from __future__ import annotations

import math

__all__ = ["STEPS", "decimals_of_step"]

STEPS = (1.0, 2.0, 2.5, 5.0)
"""Round steps; these times a power of ten are round, too."""

_SLACK = 1e-9


def decimals_of_step(step: float) -> int:
    """Return with how many decimals multiples of a step are written out in full."""
    decimals = max(0, -math.floor(math.log10(step) + _SLACK))
    whole = round(step * 10**decimals, 6)
    return decimals if whole == round(whole) else decimals + 1
