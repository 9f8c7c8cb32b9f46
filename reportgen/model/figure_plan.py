"""Which figures a review asks for, and how (review.yaml)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Literal

from reportgen.errors import Origin

__all__ = ["FIGURE_SETTINGS", "FigurePlan", "FigureSort"]

FigureSort = Literal["", "entry", "name", "year", "weight", "effect", "precision", "risk-of-bias"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePlan:
    """A figure that the review asks for, or one of the usual ones with settings of its own.

    `kind` is a key of `figures.FIGURES`; each kind reads some of the settings, and `outcome` is the id of the outcome
    that it is about. What is empty, False or None is left to the style. A forest plot that outcomes share has the id
    that these name; that of an outcome alone has the id of the outcome.

    title: what the caption starts with; layout: of a forest plot, a key of `figures.forest.LAYOUTS`; sort: order of the
    studies; columns: characteristics of studies.csv beside their names; risk_of_bias: judgements beside the studies;
    both_models: common and random effects under one another; contours: regions of P values; trim_and_fill: studies that
    are filled in; moderator: a column of studies.csv; weights: the outcome whose weights bars are made of.
    """

    id: str
    origin: Origin = field(compare=False)
    title: str = ""
    kind: str = "forest"
    outcome: str = ""
    layout: str = ""
    sort: FigureSort = ""
    columns: tuple[str, ...] = ()
    risk_of_bias: bool | None = None
    both_models: bool = False
    contours: bool = False
    trim_and_fill: bool = False
    moderator: str = ""
    weights: str = ""


FIGURE_SETTINGS = tuple(f.name for f in fields(FigurePlan) if f.name not in {"id", "origin", "title", "kind"})
"""The settings of which each kind of figure reads some."""
