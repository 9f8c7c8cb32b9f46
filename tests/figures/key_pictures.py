"""The pictures that are kept as references: some of each kind, layout and look, at a resolution that keeps them small."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.figures import FIGURES
from reportgen.model import FigurePlan, Review
from reportgen.quantities import analyse
from reportgen.style import Style
from tests.figures.every_figure import every_plan, switches_of
from tests.figures.stress import STRESS

__all__ = ["FOLDER", "KEY_PICTURES", "drawn_anew"]

FOLDER = Path(__file__).parent / "pictures"
DPI = 72

KEY_PICTURES = (
    ("bcg-allocation", "forest", "layouts"),
    ("bcg", "forest", "full"),
    ("zero-events", "forest", "plain"),
    ("prediction", "forest", "plain"),
    ("flow-other", "flow", "plain"),
    ("rob-rob1", "risk-of-bias", "plain"),
    ("bcg", "funnel", "full"),
    *(("bcg", kind, "plain") for kind in FIGURES if kind not in {"forest", "flow", "risk-of-bias", "funnel"}),
)
"""Hard reviews, a kind of figure, and how it is drawn: plain, in each layout, or with all it can show."""


def drawn_anew() -> Iterator[tuple[str, bytes]]:
    """Yield the names of all reference pictures, with their PNG as drawn now."""
    for case, kind, how in KEY_PICTURES:
        analysis = analyse(STRESS[case].make(), Style())
        for name, plan in _plans(analysis.review, kind, how):
            figure = FIGURES[kind].make(analysis, plan)[0]
            yield f"{case}-{kind}{name}", figure.drawing.render("png", DPI)


def _plans(review: Review, kind: str, how: str) -> Iterator[tuple[str, FigurePlan]]:
    """Yield plans, each with what tells it apart from others of its kind."""
    plans = [plan for plan in every_plan(review) if plan.kind == kind]
    full = [plan for plan in plans if any(getattr(plan, name) for name in switches_of(FIGURES[kind]))]
    plain = [plan for plan in plans if plan not in full]
    match how:
        case "plain":
            yield "", plain[0]
        case "layouts":
            yield from ((f"-{plan.layout or Style().figures.forest}", plan) for plan in plain)
        case _:
            yield "-full", full[0]
