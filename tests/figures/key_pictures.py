"""The pictures that are kept as references: some of each kind, layout and look, at a resolution that keeps them small."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.figures import FIGURES
from reportgen.quantities import analyse
from reportgen.style import Style
from tests.figures.every_figure import every_plan
from tests.figures.stress import STRESS

__all__ = ["FOLDER", "KEY_PICTURES", "drawn_anew"]

FOLDER = Path(__file__).parent / "pictures"
DPI = 72

KEY_PICTURES = (
    ("bcg-allocation", "forest"),
    ("zero-events", "forest"),
    ("prediction", "forest"),
    ("flow-other", "flow"),
    ("rob-rob1", "risk-of-bias"),
)
"""Hard reviews, and the kind of figure that is kept of each in all layouts."""


def drawn_anew() -> Iterator[tuple[str, bytes]]:
    """Yield the names of all reference pictures, with their PNG as drawn now."""
    for case, kind in KEY_PICTURES:
        yield from _pictures(case, kind)


def _pictures(case: str, kind: str) -> Iterator[tuple[str, bytes]]:
    analysis = analyse(STRESS[case].make(), Style())
    number = 0
    for plan in every_plan(analysis.review):
        if plan.kind == kind:
            for figure in FIGURES[kind].make(analysis, plan)[:1]:
                number += 1
                yield f"{case}-{kind}-{plan.layout or number}", figure.drawing.render("png", DPI)
