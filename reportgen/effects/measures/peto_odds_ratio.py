"""Peto's odds ratio of two arms."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.arrays import Array
from reportgen.effects.measure import Computed, EffectOptions, Measure
from reportgen.effects.zero_cells import ZERO_CELLS, corrected_cells, without_contrast

__all__ = ["PETO_ODDS_RATIO"]


def _log_peto_odds_ratio(columns: Mapping[str, Array], options: EffectOptions) -> Computed:
    """Return (O - E)/V, a log odds ratio, with variance 1/V.

    O = a, E = n₁m/N and V = n₁n₂m(N - m)/(N²(N - 1)) with m events in N participants. Nothing is added to cells unless
    the zero-cell rule says so.

    Reference: Yusuf, Peto, Lewis, Collins and Sleight, Progress in Cardiovascular Diseases 1985;27:335, doi
    10.1016/S0033-0620(85)80003-7.
    """
    rule = ZERO_CELLS[options.zero_cells]
    a, one, c, two = (columns[name] for name in ("events_1", "n_1", "events_2", "n_2"))
    unusable = without_contrast(rule, a, one - a, c, two - c)
    if rule.peto:
        a, b, c, d, _ = corrected_cells(a, one, c, two, rule.id, padded=False)
        one, two = a + b, c + d
    n, events = one + two, a + c
    v = (one / n) * (two / n) * events * ((n - events) / (n - 1))
    return Computed((a - one * (events / n)) / v, 1 / v, unusable)


PETO_ODDS_RATIO = Measure(
    id="PETO",
    title="Peto odds ratio",
    scale="log",
    null=1.0,
    kind="dichotomous",
    arm_columns=("events", "n"),
    sides=2,
    formula=_log_peto_odds_ratio,
)
