"""The layout of Review Manager: all text left of the plot, squares in the colour of the kind of data."""

from __future__ import annotations

from reportgen.figures.layouts.form import ForestLayout, Look, Words

__all__ = ["REVMAN"]

REVMAN = ForestLayout(
    id="revman",
    title="Review Manager: all columns left of the plot, Tau², Chi², [a, b]",
    before=("data", "weight", "effect"),
    after=(),
    words=Words(title_case=True),
    look=Look(prediction="brackets"),
)
