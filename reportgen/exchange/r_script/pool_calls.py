"""R code that pools the data frame d by a plan: calls of rma, rma.mh and rma.peto, and what metafor lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.effects import MEASURES, ZERO_CELLS
from reportgen.exchange.r_script.effect_calls import TO
from reportgen.model import Plan

__all__ = ["Situation", "between_studies", "level_of", "pool_calls", "printed_by"]

_ITERATED = frozenset({"REML", "ML", "EB", "PM"})
"""Estimators of tau2 that metafor finds step by step."""

_TESTS: Mapping[str, str] = {"hksj": "knha", "hksj-ad-hoc": "adhoc"}
"""Intervals that metafor has itself, besides Wald's, by its argument `test`."""

_SPREADS: Mapping[str, str] = {
    "hksj-wider": "hksj_wider(fit)",
    "hksj-iqwig": "hksj_iqwig(fit)",
    "kenward-roger": "kenward_roger(fit)",
    "hksj-or-wald": "hksj_or_wald(fit)",
}

_BACK: Mapping[str, str] = {
    "log": "ratio",
    "logit": "transf.ilogit",
    "fisher-z": "transf.ztor",
    "arcsine": "transf.iarcsin",
    "square-root": "transf.isqrt",
    "freeman-tukey": "function(y) transf.ipft.hm(y, list(ni = d$ni))",
    "freeman-tukey-rate": "function(y) transf.iirft(y, 1 / mean(1 / d$ti))",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the code must be ready for: results of one study, arms without participants, a tau2 that is given."""

    one_study: bool = False
    empty_arms: bool = False
    shared_tau2: bool = False


def level_of(plan: Plan) -> str:
    """Return the confidence level as metafor takes it, in percent."""
    return format(100 * plan.level, ".12g")


def printed_by(measure_id: str) -> str:
    """Return the function of R that takes values of the scale of analysis to print, empty where they are the same."""
    return _BACK.get(MEASURES[measure_id].scale, "")


def pool_calls(measure_id: str, plan: Plan, situation: Situation) -> tuple[list[str], str]:
    """Return the lines that pool d, and the expression of their result, a list of numbers for `keep`."""
    lines, centre = _centre(measure_id, plan, situation)
    random = plan.model == "random"
    if random:
        lines += _random(plan, situation, centre=centre)
    elif not centre:
        lines.append(f'fit <- rma(yi, vi, data = d, method = "FE", level = {level_of(plan)})')
    arguments = ["fit" if random or not centre else "centre", "d", f"random = {str(random).upper()}"]
    if centre:
        arguments.append("q = q")
    if random and plan.interval in _SPREADS:
        arguments.append(f"spread = {_SPREADS[plan.interval]}")
    if random and plan.prediction != "none":
        arguments.append(f'prediction = prediction(fit, "{plan.prediction}")')
    if random:
        arguments.append(f'i2_from = "{plan.i2}"')
    if printed_by(measure_id):
        arguments.append(f"back = {printed_by(measure_id)}")
    if MEASURES[measure_id].null is None:
        arguments.append("tested = FALSE")
    return lines, f"result({', '.join(arguments)})"


def between_studies(plan: Plan, *, groups: int, studies: int) -> str:
    """Return the expression of the tau2 that subgroups share: that of a meta-regression on the subgroup."""
    if studies <= groups:
        return "0  # there are no more effects than subgroups"
    control = f', control = precise(d, "{plan.tau2}", d$part)' if plan.tau2 in _ITERATED else ""
    mods = "mods = ~ 0 + factor(part), " if groups > 1 else ""
    return f'rma(yi, vi, {mods}data = d, method = "{plan.tau2}"{control})$tau2'


def _centre(measure_id: str, plan: Plan, situation: Situation) -> tuple[list[str], bool]:
    """Return the lines of the method's own estimate and of Q around it, and whether there are any."""
    if plan.method == "inverse-variance":
        return [], False
    data = "d[d$n1i > 0 & d$n2i > 0, ]" if situation.empty_arms else "d"
    level = f"level = {level_of(plan)}"
    rates = MEASURES[measure_id].kind == "rates"
    cells = "x1i = x1i, t1i = t1i, x2i = x2i, t2i = t2i" if rates else "ai = ai, bi = bi, ci = ci, di = di"
    if plan.method == "cochran":
        call = f"rate_ratio_cochran({data}, {level})"
    elif plan.method == "peto":
        call = f'rma.peto({cells}, data = {data}, add = c(1/2, 0), to = c("only0", "none"), drop00 = FALSE, {level})'
    elif plan.method == "mantel-haenszel" and measure_id == "RD":
        call = f"risk_difference_mh({data}, {_corrected(plan, data)}, {level})"
    else:
        added = 'add = c(1/2, 0), to = c("only0", "none")'
        if plan.method == "mantel-haenszel" and not rates:
            data, added = _added(plan, data)
        call = f'rma.mh(measure = "{measure_id}", {cells}, data = {data}, {added}, drop00 = FALSE, {level})'
    return [f"centre <- {call}", "q <- q_around(d, centre)"], True


def _added(plan: Plan, data: str) -> tuple[str, str]:
    """Return the data of rma.mh and what it adds: to the effects of studies, and to the sums, as Review Manager."""
    rule = ZERO_CELLS[plan.zero_cells]
    if rule.by_arm_size:
        return f"add_by_arm_size({data})", 'add = c(1/2, 0), to = c("only0", "none")'
    to = TO[rule.studies]
    if to == "none":
        return data, 'add = c(1/2, 0), to = c("only0", "none")'
    return data, f'add = c(1/2, 1/2), to = c("{to}", "{to}")'


def _corrected(plan: Plan, data: str) -> str:
    rule = ZERO_CELLS[plan.zero_cells]
    return f"add_by_arm_size({data})" if rule.by_arm_size else f'add_half({data}, "{TO[rule.studies]}")'


def _random(plan: Plan, situation: Situation, *, centre: bool) -> list[str]:
    """Return the lines of the random-effects model; with DerSimonian and Laird's tau2, from Q around the centre."""
    lines = []
    from_q = centre and plan.tau2 == "DL"
    arguments = ["yi", "vi", "data = d", f'method = "{plan.tau2}"']
    if from_q:
        lines.append(f"{'if (is.null(tau2)) ' if situation.shared_tau2 else ''}tau2 <- tau2_from_q(d, q)")
    if from_q or situation.shared_tau2:
        arguments.append("tau2 = tau2")
    test = f'"{_TESTS.get(plan.interval, "z")}"'
    if situation.one_study and plan.interval in _TESTS:
        test = f'if (nrow(d) > 1) {test} else "z"'
    arguments += [f"test = {test}", f"level = {level_of(plan)}"]
    if plan.tau2 in _ITERATED:
        arguments.append(f'control = precise(d, "{plan.tau2}")')
    return [*lines, f"fit <- rma({', '.join(arguments)})"]
