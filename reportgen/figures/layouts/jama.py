"""The layout of JAMA and its sister journals: source and estimate left, sides named above the plot."""

from __future__ import annotations

from reportgen.figures.layouts.form import ForestLayout, IntervalForm, Look, Words

__all__ = ["JAMA"]

JAMA = ForestLayout(
    id="jama",
    title="JAMA: source and estimate left of the plot, sides named above it, P without leading zero, (a-b)",
    before=("effect",),
    after=("weight",),
    data="none",
    words=Words(
        first="Source",
        first_divided="Source",
        effect_head=("{label} ({level})",),
        plot_head=(),
        weight_head="Weight, %",
        weight_sign=False,
        total_says=("interval",),
        tau2="τ²",
        chi2="χ²",
        p="style",
        p_equals="=",
        spread="{chi2_df} ({p}), {i2}",
        spread_common="{chi2_df} ({p}), {i2}",
        subgroup="{chi2_df} ({p})",
        favours="Favors",
        italic=("P", "I", "Z", "T"),
    ),
    interval=IntervalForm(opening="(", between="-", between_negative=" to", closing=")", joined=True),
    look=Look(
        squares={"counts": "#1b2a6b", "continuous": "#1b2a6b", "generic": "#1b2a6b"},
        subtotal="#cfe3f1",
        total="#8fc1e3",
        outline="#1b2a6b",
        prediction_fill="#6374b3",
        between="#c9c9c9",
    ),
    sides="above",
    axis_title=True,
    pitch=1.7,
    numbers={"p_leading_zero": False, "p_largest": 0.99, "spaced_relations": False},
)
