"""What a layout of forest plots says: which columns where, how numbers are worded, how marks look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

__all__ = ["ForestLayout", "IntervalForm", "Look", "Part", "Words"]

Part: TypeAlias = Literal["data", "weight", "effect"]
"""A part of a row: what the studies report, their weights, estimates with intervals."""

BLACK = "#000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalForm:
    """How an interval is written: what opens, parts and closes it.

    `between_negative` parts limits of a figure in which one of them is negative, empty for `between`. `joined` limits
    have no gap between them ("0.34-0.70").
    """

    opening: str = "["
    between: str = ","
    closing: str = "]"
    between_negative: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a layout. Texts in braces are filled in.

    first, first_divided: head of the names, without and with subgroups. title_case: whether measures are written
    "Risk Ratio". effect_head, plot_head: lines over estimates and over the plot, from {measure}, {label} (RR), {how}
    (IV, Random) and {level} (95% CI). how_lower: "IV, random". weight_head: over the weights. weight_sign: whether each
    weight has its percent sign. total_says: what stands behind "Total" in brackets.
    tau2, chi2: letters of the statistics. equals, p_equals: what is put between a letter, or that of P, and its number.
    p: ``revman`` for the P values of its forest plots, ``style`` for those of the journal style. estimator: when the
    estimator of tau2 is named. heterogeneity: what the line on it starts with. spread, spread_common: that line with
    and without tau2, from {tau2}, {chi2}, {chi2_df} (with df as index), {df}, {p}, {i2}. overall: from {test} and {p}.
    subgroup: from {chi2}, {chi2_df}, {df}, {p}, {i2}. favours: what stands before the names of the sides. italic:
    letters set in italics.
    """

    first: str = "Study"
    first_divided: str = "Study or Subgroup"
    title_case: bool = False
    effect_head: tuple[str, ...] = ("{measure}", "{how}, {level}")
    plot_head: tuple[str, ...] = ("{measure}", "{how}, {level}")
    how_lower: bool = False
    weight_head: str = "Weight"
    weight_sign: bool = True
    total_says: tuple[Literal["model", "interval", "level"], ...] = ("interval", "level")
    tau2: str = "Tau²"
    chi2: str = "Chi²"
    equals: str = " = "
    p_equals: str = " = "
    p: Literal["revman", "style"] = "revman"
    estimator: Literal["always", "unless DL"] = "unless DL"
    heterogeneity: str = "Heterogeneity: "
    spread: str = "{tau2}; {chi2}, {df} ({p}); {i2}"
    spread_common: str = "{chi2}, {df} ({p}); {i2}"
    overall: str = "{test} ({p})"
    subgroup: str = "{chi2}, {df} ({p}), {i2}"
    not_applicable: str = "Not applicable"
    favours: str = "Favours"
    italic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How marks look; colours, empty for none. Fills of squares and diamonds have at least 3:1 on white or an outline.

    squares: fill by kind of data (``counts``, ``continuous``, ``generic``). prediction: a flat ``bar`` or ``brackets``.
    pooled_line: dashed line through the total. zebra: behind every other study. total_band: behind totals. between:
    line under each study.
    """

    squares: Mapping[str, str] = field(
        default_factory=lambda: {"counts": "#2f62ad", "continuous": "#2e7d32", "generic": "#b2182b"}
    )
    interval: str = BLACK
    subtotal: str = "#6e6e6e"
    total: str = BLACK
    outline: str = BLACK
    prediction: Literal["bar", "brackets"] = "bar"
    prediction_fill: str = "#6e6e6e"
    null: str = "#4d4d4d"
    pooled_line: str = ""
    zebra: str = ""
    total_band: str = ""
    between: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestLayout:
    """A layout: parts left and right of the plot, words, interval and look.

    data: what studies report in ``columns`` of their own, in ``pairs`` ("4/123"), or not at all. total_events: as a
    ``line`` under the total or in its ``row``. sides: where the labels of the two sides stand. axis_title: whether the
    axis names measure and scale. pitch: height of a row, over the size of type. numbers: settings of `NumberStyle` that
    the layout prescribes.
    """

    id: str
    title: str
    before: tuple[Part, ...]
    after: tuple[Part, ...]
    data: Literal["columns", "pairs", "none"] = "columns"
    words: Words = field(default_factory=Words)
    interval: IntervalForm = field(default_factory=IntervalForm)
    look: Look = field(default_factory=Look)
    total_events: Literal["line", "row"] = "line"
    sides: Literal["below", "above"] = "below"
    axis_title: bool = False
    pitch: float = 1.5
    numbers: Mapping[str, Any] = field(default_factory=dict)
