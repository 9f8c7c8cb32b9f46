"""The layouts of forest plots, one small file each, and how one is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.errors import Issue, Origin, did_you_mean
from reportgen.figures.layouts.bmj import BMJ
from reportgen.figures.layouts.form import ForestLayout, IntervalForm, Look, Words
from reportgen.figures.layouts.jama import JAMA
from reportgen.figures.layouts.revman import REVMAN
from reportgen.figures.layouts.standard import STANDARD

__all__ = ["LAYOUTS", "ForestLayout", "IntervalForm", "Look", "Words", "layout_flaw"]

LAYOUTS: Mapping[str, ForestLayout] = {layout.id: layout for layout in (STANDARD, REVMAN, JAMA, BMJ)}
"""A layout is added with a file here and its name in this mapping."""


def layout_flaw(name: str, origin: Origin) -> Issue | None:
    """Return what is wrong with the name of a layout, None where there is one of that name."""
    if name in LAYOUTS:
        return None
    message = f"found forest-plot layout {name!r}, expected one of {', '.join(LAYOUTS)}"
    return Issue("forest-layout-is-known", origin, message, hint=did_you_mean(name, tuple(LAYOUTS)))
