"""The table of settings and overall estimates, in the layout of mid 2026, and that of subgroups."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.exchange.revman_export.cells import Line, flag, number, table, text
from reportgen.exchange.revman_export.kinds import DATA_TYPES
from reportgen.exchange.revman_export.numbering import Item
from reportgen.exchange.revman_export.stored_columns import applied_interval, pooled_columns, test_columns
from reportgen.exchange.revman_export.titles import analysis_title, graph_words
from reportgen.model import Axis, Plan

__all__ = ["METHODS", "SETTINGS", "SUBGROUPS", "graph_scale", "settings_table", "subgroup_table"]

_COUNTS = ("Experimental cases", "Experimental N", "Control cases", "Control N")
_SPREAD = (
    *("Heterogeneity Tau²", "Tau² CI start", "Tau² CI end"),
    *("Heterogeneity Chi²", "Heterogeneity df", "Heterogeneity P", "Heterogeneity I²"),
    *("Effect Z", "Effect T", "Effect P"),
)
SETTINGS = (
    *("Analysis group", "Analysis number", "Analysis name", "Analysis group name"),
    *("Data source", "Data source eligibility", "Data type", "Log-scale data", "Outcome", "Intervention grouping"),
    *("Experimental intervention", "Control intervention", "Subgroup by", "Filter criteria"),
    *("Experimental group label", "Control group label", "Statistical method", "Effect measure"),
    *("Unit of effect measure", "Analysis model", "Heterogeneity estimator", "Tau² CI", "Prediction interval"),
    *("CI method", "CI/PI level", "Subgroup estimates", "Overall estimates", "Test for subgroup differences"),
    *("Swap event and non-event", "Sort studies by", "Graph label (left)", "Graph label (right)", "Graph scale"),
    *("Show risk of bias", *_COUNTS, "Mean", "CI start", "CI end", "PI start", "PI end", *_SPREAD),
    *("Subgroup Chi²", "Subgroup df", "Subgroup P", "Subgroup I²", "ID"),
)
"""The headings of settings and overall estimates."""

SUBGROUPS = (
    *("Analysis group", "Analysis number", "Subgroup", "Subgroup number"),
    *(*_COUNTS, "Weight", "Mean", "CI start", "CI end", *_SPREAD, "ID"),
)
"""The headings of subgroup estimates."""

METHODS: Mapping[str, str] = {"mantel-haenszel": "MH", "inverse-variance": "IV", "peto": "Peto"}
"""RevMan's words for methods of weighting."""

_NOT_APPLICABLE = "#N/A"


def settings_table(items: Sequence[Item], labels: Mapping[str, str]) -> bytes:
    """Return the settings and overall estimates of all analyses; `labels` are those of columns of studies."""
    return table(SETTINGS, (_settings(item, labels) for item in items))


def subgroup_table(items: Sequence[Item]) -> bytes:
    """Return the estimates of all subgroups."""
    return table(SUBGROUPS, (line for item in items for line in _subgroups(item)))


def _settings(item: Item, labels: Mapping[str, str]) -> Line:
    pooled, outcome, plan = item.pooled, item.outcome, item.pooled.plan
    left, right = graph_words(outcome, item.comparison)
    return {
        "Analysis group": item.group,
        "Analysis number": item.number,
        "Analysis name": text(analysis_title(outcome.title)),
        "Analysis group name": text(item.usual.title),
        "Data source": "Custom input",
        "Data source eligibility": _NOT_APPLICABLE,
        "Data type": DATA_TYPES[item.kind.data],
        "Log-scale data": flag(item.kind.log),
        "Outcome": text(outcome.title),
        "Experimental intervention": text(item.usual.experimental),
        "Control intervention": text(item.usual.comparator),
        "Subgroup by": text(labels.get(outcome.subgroups, outcome.subgroups)),
        "Experimental group label": text(item.comparison.experimental),
        "Control group label": text(item.comparison.comparator),
        "Statistical method": METHODS.get(plan.method, "IV"),
        "Effect measure": text(item.kind.measure),
        "Unit of effect measure": text(outcome.unit),
        **_model(item, plan),
        "Subgroup estimates": flag(outcome.totals != "none"),
        "Overall estimates": flag(outcome.totals == "all"),
        "Test for subgroup differences": flag(outcome.subgroup_test),
        "Swap event and non-event": "false",
        "Sort studies by": "USER_DEFINED",
        "Graph label (left)": text(left),
        "Graph label (right)": text(right),
        "Graph scale": graph_scale(outcome.axis, ratio=item.kind.log),
        "Show risk of bias": "false",
        **pooled_columns(pooled),
        **test_columns(pooled),
        "ID": text(f"analysis:{outcome.id}"),
    }


def _model(item: Item, plan: Plan) -> Line:
    random = plan.model == "random"
    wald = not applied_interval(item.pooled).startswith("hksj")
    parts = [item.pooled, *(part for _, part in item.pooled.subgroups)]
    predicted = any(part.prediction is not None for part in parts)
    asked = plan.prediction not in {"none", "t-k-1-if-heterogeneous"}
    return {
        "Analysis model": "Random effect" if random else "Fixed effect",
        "Heterogeneity estimator": ("DL" if plan.tau2 == "DL" else "REML") if random else _NOT_APPLICABLE,
        "Tau² CI": flag(random),
        "Prediction interval": flag(random and (asked or predicted)),
        "CI method": ("Wald" if wald else "HKSJ") if random else _NOT_APPLICABLE,
        "CI/PI level": f"{number(round(plan.level * 100, 7))}%",
    }


def graph_scale(axis: Axis | None, *, ratio: bool) -> str:
    """Return the end of the axis, from which RevMan takes the other one; empty if they do not belong together."""
    if axis is None or axis.high is None or axis.low is None:
        return ""
    other = 1 / axis.high if ratio and axis.high else -axis.high
    written = number(axis.high)
    fits = math.isclose(axis.low, other, rel_tol=1e-9) and re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", written)
    return written if fits and axis.high > (1 if ratio else 0) else ""


def _subgroups(item: Item) -> Iterator[Line]:
    for place, (name, _) in enumerate(item.pooled.subgroups, 1):
        head: dict[str, Any] = {"Analysis group": item.group, "Analysis number": item.number}
        head |= {"Subgroup": text(name), "Subgroup number": str(place)}
        head |= {"ID": text(f"subgroup:{item.outcome.id}:{place}")}
        yield {**pooled_columns(item.pooled, name), **head}
