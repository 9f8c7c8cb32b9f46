"""R code that works out the effects of studies as reportgen does: escalc where it can, else our own functions."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects import MEASURES, ZERO_CELLS, DataKind, ZeroCellRule
from reportgen.model import Plan

__all__ = ["TO", "effect_calls"]

TO: Mapping[str, str] = {"empty": "only0", "every": "all", "none": "none"}
"""What metafor calls the studies to whose cells something is added, by `ZeroCellRule.studies`."""

_COLUMNS: Mapping[DataKind, str] = {
    "dichotomous": "ai = ai, bi = bi, ci = ci, di = di",
    "continuous": "m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i",
    "rates": "x1i = x1i, t1i = t1i, x2i = x2i, t2i = t2i",
    "proportion": "xi = xi, mi = mi",
    "rate": "xi = xi, ti = ti",
    "correlation": "ri = ri, ni = ni",
}

_NOTHING_ADDED = frozenset({"AS", "IRSD", "PAS", "PFT", "IRS", "IRFT"})
"""Measures to whose counts no rule adds anything."""

_RAW_DIFFERENCES = frozenset({"RD", "IRD", "PR", "IR"})
"""Measures whose effect is that of the counts as they are, unless the rule says otherwise."""


def effect_calls(measure_id: str, plan: Plan) -> list[str]:
    """Return the lines that add yi and vi to the data frame d; none for effects that are given as such."""
    measure, rule = MEASURES[measure_id], ZERO_CELLS[plan.zero_cells]
    if measure.kind not in _COLUMNS:
        return []
    if measure.kind in {"continuous", "correlation"}:
        return [_of_means(measure_id, plan)]
    to = TO[rule.studies]
    if measure_id in _NOTHING_ADDED or (measure_id == "PETO" and not rule.peto):
        return [f"d <- {_escalc(measure_id, to='none')}"]
    if rule.risk_ratio_by_events and measure_id in {"RR", "PLN"}:
        return [_by_events(measure_id, rule)]
    if measure_id in _RAW_DIFFERENCES and not rule.differences and to != "none":
        corrected = _escalc(measure_id, to=to)
        if rule.by_arm_size and measure_id == "RD":
            corrected = _escalc(measure_id, to="none", data="add_by_arm_size(d)")
        return [
            f"d$yi <- {_escalc(measure_id, to='none')}$yi",
            f"d$vi <- {corrected}$vi  # variances after the correction for empty cells, effects before it",
        ]
    if rule.by_arm_size and measure_id in {"OR", "PETO"}:
        corrected = _escalc(measure_id, to="none", data="add_by_arm_size(d)")
        return [f'd[c("yi", "vi")] <- {corrected}[c("yi", "vi")]']
    return [f"d <- {_escalc(measure_id, to=to)}"]


def _escalc(measure_id: str, *, to: str, data: str = "d") -> str:
    added = 'to = "none"' if to == "none" else f'add = 1/2, to = "{to}"'
    return f'escalc(measure = "{measure_id}", {_COLUMNS[MEASURES[measure_id].kind]}, data = {data}, {added})'


def _by_events(measure_id: str, rule: ZeroCellRule) -> str:
    if measure_id == "PLN":
        return f'd <- log_proportion_by_events(d, "{TO[rule.studies]}")'
    corrected = "add_by_arm_size(d)" if rule.by_arm_size else f'add_half(d, "{TO[rule.studies]}")'
    return f"d <- risk_ratio_by_events(d, {corrected})"


def _of_means(measure_id: str, plan: Plan) -> str:
    own = {
        "D": f"cohens_d(d, below = d$n1i + d$n2i{'' if plan.smd == 'exact' else ' - 2'})",
        "GLASS": "glass_delta(d)",
    }
    if plan.smd == "revman":
        own["SMD"] = "hedges_g_revman(d)"
    if measure_id in own:
        return f"d <- {own[measure_id]}"
    return f'd <- escalc(measure = "{measure_id}", {_COLUMNS[MEASURES[measure_id].kind]}, data = d)'
