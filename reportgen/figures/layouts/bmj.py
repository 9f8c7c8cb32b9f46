"""The layout of The BMJ: events of total per arm left of the plot, weight and estimate right of it."""

from __future__ import annotations

from reportgen.figures.layouts.form import ForestLayout, IntervalForm, Look, Words

__all__ = ["BMJ"]

BMJ = ForestLayout(
    id="bmj",
    title="The BMJ: events/total left of the plot, weight (%) and estimate right of it, (a to b), τ²=, χ²=",
    before=("data",),
    after=("weight", "effect"),
    data="pairs",
    words=Words(
        first_divided="Study or subgroup",
        effect_head=("{measure},", "{how} ({level})"),
        plot_head=("{measure},", "{how} ({level})"),
        how_lower=True,
        weight_head="Weight (%)",
        weight_sign=False,
        tau2="τ²",
        chi2="χ²",
        equals="=",
        p="style",
        p_equals="=",
        heterogeneity="Test for heterogeneity: ",
        spread="{tau2}; {chi2}, {df}, {p}; {i2}",
        spread_common="{chi2}, {df}, {p}; {i2}",
        overall="{test}, {p}",
        subgroup="{chi2}, {df}, {p}; {i2}",
    ),
    interval=IntervalForm(opening="(", between=" to", closing=")"),
    look=Look(
        squares={"counts": "#6f6f6f", "continuous": "#6f6f6f", "generic": "#6f6f6f"},
        subtotal="#bdbdbd",
        total="#3a3a3a",
        prediction_fill="#6f6f6f",
    ),
    total_events="row",
    numbers={"spaced_relations": False},
)
