"""Plots of points that the tests of figures lay out, and what they look for on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from reportgen.document import Figure, plain_text
from reportgen.errors import DataError, Issue, Origin
from reportgen.figures import FIGURES
from reportgen.figures.asked import Asked, asked_for
from reportgen.figures.canvas import CircleMark, GroupMark, Mark, Page, ShapeMark, walk
from reportgen.figures.lettering import Lettering
from reportgen.model import PRESETS, ExtraColumn, FigurePlan, Review
from reportgen.quantities import analyse
from reportgen.style import FigureStyle, Style
from tests.figures.samples import bcg
from tests.reviews import cell

STYLE = Style()
LOOK = FigureStyle()
LETTERING = Lettering()
COCHRANE = PRESETS["cochrane"]
METAFOR = PRESETS["metafor"]

# metafor 5.1-12, rma(ai, bi, ci, di, measure = "RR", data = dat.bcg): log risk ratios, variances, REML summary
BCG_Y = (
    -0.8893113339202054, -1.5853886572014306, -1.3480731482996933, -1.4415511900213054, -0.21754732221129558,
    -0.786115585818864, -1.6208982235983918, 0.011952333523840508, -0.4694176487381494, -1.3713448034727844,
    -0.3393588283383906, 0.44591340057137874, -0.017313948216879815,
)  # fmt: skip
BCG_V = (
    0.32558476500396133, 0.19458112139814385, 0.4153679653679654, 0.020010031902247573, 0.05121017216963086,
    0.0069056184559087574, 0.22301724757231517, 0.0039615792978177295, 0.056434210463248966, 0.07302479361302891,
    0.01241221397155972, 0.5325058452001528, 0.0714046596839863,
)  # fmt: skip
BCG_REML = -0.7145323421581397
BCG_TAU2 = 0.3132432581364859


def asking(kind: str, outcome: str = "x", **settings: object) -> FigurePlan:
    """Return the plan of a figure."""
    return FigurePlan(id="plot", kind=kind, outcome=outcome, origin=Origin("review.yaml", 9), **settings)


def asked(review: Review, plan: FigurePlan) -> Asked:
    """Return what a figure is about."""
    found = asked_for(analyse(review, STYLE), plan)
    assert found is not None
    return found


def figure(review: Review, plan: FigurePlan) -> Figure:
    """Return the one figure of a plan."""
    (found,) = FIGURES[plan.kind].make(analyse(review, STYLE), plan)
    return found


def caption(review: Review, plan: FigurePlan) -> str:
    """Return its caption."""
    return plain_text(figure(review, plan).caption)


def by_cochrane(review: Review, **settings: object) -> Review:
    """Return a review of one outcome pooled as Cochrane advises; settings are those of the outcome."""
    return replace(review, outcomes=(replace(review.outcomes[0], plan=COCHRANE, **settings),))


def bcg_review(**settings: bool) -> Review:
    """Return the BCG trials, pooled as Cochrane advises."""
    return by_cochrane(bcg(**settings))


def group(page: Page, id_: str) -> tuple[Mark, ...]:
    """Return the marks of a group of the page."""
    return next(mark.marks for mark in walk(page.marks) if isinstance(mark, GroupMark) and mark.id == id_)


LATITUDES = (44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33)
"""Absolute latitude of the BCG trials (metadat 1.2-0, dat.bcg)."""


def with_column(review: Review, values: Sequence[object], name: str = "latitude") -> Review:
    """Return a review whose studies have these values in a column of studies.csv."""
    described = tuple(
        replace(study, characteristics={**study.characteristics, name: cell(value, "studies.csv", i, 9, name)})
        for i, (study, value) in enumerate(zip(review.studies, values, strict=True), start=2)
    )
    columns = (ExtraColumn(name=name, label="Absolute latitude (degrees)", kind="number"),)
    return replace(review, studies=described, columns=columns)


def centres(page: Page) -> dict[str, tuple[float, float]]:
    """Return the middles of the marks of studies, by the ids of their groups."""
    return {
        mark.id: _middle(mark.marks[0])
        for mark in walk(page.marks)
        if isinstance(mark, GroupMark) and mark.kind == "study"
    }


def _middle(mark: Mark) -> tuple[float, float]:
    if isinstance(mark, CircleMark):
        return mark.x, mark.y
    assert isinstance(mark, ShapeMark)
    xs, ys = zip(*mark.points, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def refusal(review: Review, plan: FigurePlan) -> tuple[Issue, ...]:
    """Return the issues for which a figure is refused."""
    with pytest.raises(DataError) as raised:
        FIGURES[plan.kind].make(analyse(review, STYLE), plan)
    return raised.value.issues
