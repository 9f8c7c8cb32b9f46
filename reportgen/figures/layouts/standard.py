"""Our own layout: data left of the plot, weight and estimate right of it, the result obvious at arm's length."""

from __future__ import annotations

from reportgen.figures.layouts.form import ForestLayout, IntervalForm, Look, Words

__all__ = ["STANDARD"]

STANDARD = ForestLayout(
    id="standard",
    title="Data left of the plot, weight and estimate right of it, τ², χ², (a to b)",
    before=("data",),
    after=("effect", "weight"),
    words=Words(
        first_divided="Study or subgroup",
        effect_head=("{measure}", "({level})"),
        plot_head=(),
        total_says=("model", "interval"),
        tau2="τ²",
        chi2="χ²",
        p="style",
        estimator="always",
        italic=("P", "I", "Z", "T"),
    ),
    interval=IntervalForm(opening="(", between=" to", closing=")"),
    look=Look(
        squares={"counts": "#3d6690", "continuous": "#3d6690", "generic": "#3d6690"},
        interval="#333333",
        subtotal="#a8854f",
        total="#a63a1e",
        outline="",
        prediction_fill="#c07a62",
        pooled_line="#a63a1e",
        zebra="#f6f7f8",
        total_band="#eef1f4",
    ),
    total_events="row",
    axis_title=True,
)
