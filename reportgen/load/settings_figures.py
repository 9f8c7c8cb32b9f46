"""The part of review.yaml that asks for figures."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from reportgen.load.settings_types import Id, Part, RequiredText, Text

__all__ = ["FigurePart"]


class FigurePart(Part):
    """A figure: one that outcomes share, one besides the usual ones, or settings of a usual one."""

    id: Id = Field(description="Key that outcomes name under `figure` and templates under `figure()`.")
    title: Text = Field(default="", description="What its caption starts with.")
    kind: RequiredText = Field(
        default="forest", description="Kind of figure: forest (default); `reportgen list figures` names all."
    )
    outcome: Text = Field(default="", description="Id of the outcome it is about.")
    layout: Text = Field(default="", description="Layout of a forest plot; that of the style if left out.")
    sort: Literal["entry", "name", "year", "weight", "effect", "precision", "risk-of-bias"] | None = Field(
        default=None, description="Order of the studies; that of the style if left out."
    )
    columns: list[Text] = Field(default=[], description="Columns of studies.csv that a forest plot shows besides.")
    risk_of_bias: bool | None = Field(default=None, description="true for judgements beside the studies.")
    both_models: bool = Field(default=False, description="true for common and random effects under one another.")
    contours: bool = Field(default=False, description="true for regions of P values in a funnel plot.")
    trim_and_fill: bool = Field(default=False, description="true for studies filled in by trim and fill.")
    moderator: Text = Field(default="", description="Column of studies.csv on the axis of a bubble plot.")
    weights: Text = Field(default="", description="Id of the outcome by whose weights a risk-of-bias graph counts.")
