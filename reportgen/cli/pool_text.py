"""The result of pooling as lines for a terminal; every number is rounded by `wording.numbers`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import harmonic_mean

from reportgen.cli.columns import in_columns, shortened
from reportgen.cli.pool_source import Studies
from reportgen.effects import MEASURES, SCALES
from reportgen.model import PLAN_NAMES, Plan
from reportgen.pooling import (
    ESTIMATORS,
    INTERVALS,
    METHODS,
    MODELS,
    NOTES,
    PREDICTIONS,
    Estimate,
    Heterogeneity,
    MetaAnalysis,
)
from reportgen.pooling.distributions import normal_quantile
from reportgen.style import NumberStyle
from reportgen.wording import numbers

__all__ = ["back_from_scale", "pooled_lines", "relation", "statistic_of", "study_limits", "typical_size"]

STYLE = NumberStyle()
_FIGURES = frozenset({1, 3})
_UNNAMED = "(no subgroup)"


def pooled_lines(studies: Studies, result: MetaAnalysis) -> list[str]:
    """Return the table of studies and what was found of them together, as lines."""
    measure = MEASURES[studies.effects.measure]
    titles = f"{measure.title} ({measure.id}), {_counted(result.k)}, {_how(result.plan)}"
    table = in_columns(_table(studies, result), right=_FIGURES)
    return [
        f"{studies.whence}: {titles}",
        "",
        *table,
        "",
        *_facts(studies, result),
        *_subgroups(result),
        *(f"note: {NOTES[code]}" for code in result.notes),
        *_left_out(studies),
        _run(studies, result.plan),
    ]


def typical_size(studies: Studies) -> float | None:
    """Return the size by which a pooled value goes back to print: the harmonic mean of the studies pooled, or None."""
    column = SCALES[MEASURES[studies.effects.measure].scale].size
    if not column or column not in studies.effects.columns:
        return None
    sizes = studies.effects.columns[column].tolist()
    used = [size for size, reason in zip(sizes, studies.effects.reasons, strict=True) if not reason and size > 0]
    return harmonic_mean(used) if used else None


def back_from_scale(studies: Studies, value: float, size: float | None) -> float:
    """Return a value of the scale of analysis as it is printed."""
    return float(SCALES[MEASURES[studies.effects.measure].scale].back(value, size))


def study_limits(studies: Studies, place: int) -> tuple[float, float, float]:
    """Return effect and Wald limits of a study on the scale of analysis, NaN where it has none."""
    y, v = float(studies.effects.y[place]), float(studies.effects.v[place])
    half = float(normal_quantile((1 + studies.plan.level) / 2)) * math.sqrt(v)
    return y, y - half, y + half


def relation(letter: str, text: str) -> str:
    """Return "P = 0.03", or "P < 0.001" where the number brings its own sign."""
    plain = text.replace(numbers.NBSP, " ")
    return f"{letter} {plain}" if plain.startswith(("<", ">")) else f"{letter} = {plain}"


def statistic_of(statistic: float, df: float | None, p: float) -> str:
    """Return "z = 1.23, P = 0.22", or t with its degrees of freedom."""
    letter = "z" if df is None else "t"
    free = [] if df is None else [relation("df", numbers.degrees_of_freedom(df))]
    shown = numbers.fixed(statistic, 2)
    return ", ".join([relation(letter, shown), *free, relation("P", numbers.p_value(p, STYLE))])


def _how(plan: Plan) -> str:
    model, method = MODELS[plan.model].title.lower(), METHODS[plan.method].title
    by = f" by {method[0].lower() + method[1:] if method == 'Inverse variance' else method}"
    return f"{model}{by}" + (f", τ² by {plan.tau2}" if plan.model == "random" else "")


def _counted(k: int) -> str:
    return f"{numbers.count(k, STYLE)} {'study' if k == 1 else 'studies'}"


def _table(studies: Studies, result: MetaAnalysis) -> list[tuple[str, str, str, str]]:
    effects = studies.effects
    level = numbers.level(result.plan.level)
    rows = [("study", MEASURES[effects.measure].id, f"{level} CI", "weight")]
    weights = iter(result.weights)
    shown = [_study_row(studies, place, weights) for place in range(len(effects))]
    if not result.subgroups:
        rows += [row for row, _ in shown]
    for name, group in result.subgroups:
        own = [(row, weight) for (row, weight), label in zip(shown, studies.subgroup, strict=True) if label == name]
        rows.append((shortened(name or _UNNAMED), "", "", ""))
        rows += [(f"  {row[0]}", *row[1:]) for row, _ in own]
        rows.append(_summary_row("  pooled", studies, group.summary, math.fsum(weight for _, weight in own)))
    rows.append(_summary_row("pooled", studies, result.summary, 100.0 if result.k else math.nan))
    return rows


def _study_row(studies: Studies, place: int, weights: Iterable[float]) -> tuple[tuple[str, str, str, str], float]:
    """Return the row of a study and its weight in percent; weights are taken one by one, by studies that are used."""
    effects = studies.effects
    name = shortened(effects.study[place])
    if effects.reasons[place]:
        return (name, numbers.fixed(math.nan, 0), "left out", ""), 0.0
    weight = next(iter(weights))
    column = SCALES[MEASURES[effects.measure].scale].size
    size = float(effects.columns[column][place]) if column in effects.columns else None
    low_to_high = _effect(studies, study_limits(studies, place), size)
    return (name, *low_to_high, numbers.weight(weight, STYLE)), weight


def _summary_row(name: str, studies: Studies, summary: Estimate | None, weight: float) -> tuple[str, str, str, str]:
    if summary is None:
        return name, numbers.fixed(math.nan, 0), "no study to pool", ""
    limits = (summary.estimate, summary.ci_low, summary.ci_high)
    return (name, *_effect(studies, limits, typical_size(studies)), numbers.weight(weight, STYLE))


def _effect(studies: Studies, limits: Sequence[float], size: float | None) -> tuple[str, str]:
    """Return estimate and interval as printed, from values on the scale of analysis."""
    estimate, low, high = (back_from_scale(studies, value, size) for value in limits)
    shown = numbers.effect(estimate, low, high, MEASURES[studies.effects.measure].null, STYLE)
    return shown[0], f"{shown[1]} to {shown[2]}"


def _facts(studies: Studies, result: MetaAnalysis) -> list[str]:
    """Return the test, the heterogeneity and the prediction interval, one a line behind its name."""
    rows: list[tuple[str, str]] = []
    summary = result.summary
    if summary is not None:
        rows.append(("interval", INTERVALS[summary.interval].title))
        if MEASURES[studies.effects.measure].null is not None:
            rows.append(("test", statistic_of(summary.statistic, summary.df, summary.p)))
    if result.heterogeneity is not None:
        rows += _heterogeneity(result.heterogeneity, result.plan)
    if result.prediction is not None:
        low, high = result.prediction
        shown = _effect(studies, ((low + high) / 2, low, high), typical_size(studies))[1]
        rows.append(("prediction", f"{shown} ({PREDICTIONS[result.plan.prediction].title})"))
    return in_columns(rows)


def _heterogeneity(found: Heterogeneity, plan: Plan) -> list[tuple[str, str]]:
    p = relation("P", numbers.p_value(found.p, STYLE))
    source = "τ²" if found.i2_from == "tau2" else "Q"
    i2 = f"{relation('I²', numbers.percent(found.i2))} from {source}"
    if math.isfinite(found.i2_low):
        i2 += f", {numbers.level(plan.level)} CI {numbers.percent(found.i2_low)} to {numbers.percent(found.i2_high)}"
    rows = [
        ("heterogeneity", f"{relation('Q', numbers.fixed(found.q, 2))}, df = {found.df}, {p}"),
        ("", i2),
    ]
    if plan.model == "random":
        tau2 = relation("τ²", numbers.tau2(found.tau2, STYLE))
        low, high = (
            numbers.tau2(limit, STYLE).replace(numbers.NBSP, " ") for limit in (found.tau2_low, found.tau2_high)
        )
        by = ESTIMATORS[plan.tau2].label
        rows.append(("", f"{tau2} by {by}, {numbers.level(plan.level)} CI {low} to {high} (Q-profile)"))
    return rows


def _subgroups(result: MetaAnalysis) -> list[str]:
    """Return the heterogeneity of each subgroup and the test between them."""
    rows = [
        (f"within {shortened(name or _UNNAMED)}", _heterogeneity_in_short(group.heterogeneity, group.plan))
        for name, group in result.subgroups
        if group.heterogeneity is not None
    ]
    test = result.subgroup_test
    if test is not None:
        p = relation("P", numbers.p_value(test.p, STYLE))
        q, i2 = relation("Q", numbers.fixed(test.q, 2)), relation("I²", numbers.percent(test.i2))
        rows.append(("between subgroups", f"{q}, df = {test.df}, {p}; {i2}"))
    return in_columns(rows)


def _heterogeneity_in_short(found: Heterogeneity, plan: Plan) -> str:
    q, p = relation("Q", numbers.fixed(found.q, 2)), relation("P", numbers.p_value(found.p, STYLE))
    tau2 = f", {relation('τ²', numbers.tau2(found.tau2, STYLE))}" if plan.model == "random" else ""
    return f"{q}, df = {found.df}, {p}; {relation('I²', numbers.percent(found.i2))}{tau2}"


def _left_out(studies: Studies) -> list[str]:
    reasons = studies.effects.reasons
    return [
        f"left out: {shortened(name)} ({reason})"
        for name, reason in zip(studies.effects.study, reasons, strict=True)
        if reason
    ]


def _run(studies: Studies, plan: Plan) -> str:
    """Return everything that was chosen, as options of the command."""
    shown = (f"--{name.replace('_', '-')} {getattr(plan, name)}" for name in PLAN_NAMES)
    return f"run: --measure {studies.effects.measure} {' '.join(shown)}"
