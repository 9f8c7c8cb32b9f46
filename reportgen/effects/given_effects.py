"""Effects that a study gives as such, in place of the data of its arms."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import NormalDist

import numpy as np

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed
from reportgen.effects.scales import SCALES

__all__ = ["GIVEN_SETS", "LOG_RANK_SET", "effects_given"]

GIVEN_SETS = (("estimate", "se"), ("estimate", "ci_low", "ci_high"), ("y", "se"))
"""The sets of columns each of which gives an effect; y is the effect on the scale of analysis."""

LOG_RANK_SET = ("o_minus_e", "variance")
"""What gives a log hazard ratio besides: observed minus expected events and its variance."""


def effects_given(columns: Mapping[str, Array], scale: str, level: float) -> Computed:
    """Return the effects that studies give, on the scale of analysis; which columns a study fills in says how.

    ``estimate``, ``ci_low`` and ``ci_high`` stand in natural units, ``y`` and ``se`` on the scale of analysis. A
    standard error goes before limits; limits are taken as a normal interval of the given level, SE = (high - low)/(2z).
    Where neither is given, ``o_minus_e`` and ``variance`` give the effect (O - E)/V with variance 1/V.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, sections 6.3.1, 6.3.2 and 6.8.2.
    """
    size = len(next(iter(columns.values()), ()))
    empty = np.full(size, np.nan)
    estimate, low, high = (columns.get(name, empty) for name in ("estimate", "ci_low", "ci_high"))
    se, given = columns.get("se", empty), columns.get("y", empty)
    forth = SCALES[scale].forth
    y = np.where(np.isnan(given), forth(estimate), given)
    from_limits = (forth(high) - forth(low)) / (2 * NormalDist().inv_cdf((1 + level) / 2))
    by_limits = np.isnan(se)
    spread = np.where(by_limits, from_limits, se)
    named = ~(np.isnan(estimate) & np.isnan(given))
    known = named & ~(by_limits & (np.isnan(low) | np.isnan(high)))
    o_minus_e, variance = columns.get("o_minus_e", empty), columns.get("variance", empty)
    log_rank = ~known & ~np.isnan(o_minus_e) & ~np.isnan(variance)
    outside = known & ~(np.isfinite(y) & np.isfinite(spread))
    return Computed(
        np.where(log_rank, o_minus_e / variance, y),
        np.where(log_rank, 1 / variance, spread * spread),
        {
            "neither a standard error nor an interval reported": ~known & ~log_rank,
            "a variance that is not above zero": log_rank & (variance <= 0),
            "a standard error that is not above zero": known & ~by_limits & (se <= 0),
            "limits in the wrong order": known & by_limits & (low > high),
            _OUTSIDE.get(scale, "a value that the measure cannot take"): outside,
        },
    )


_OUTSIDE = {"log": "a ratio that is not above zero", "fisher-z": "a correlation that is not between -1 and 1"}
