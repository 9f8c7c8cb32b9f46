"""Reviews and blocks that the tests of figures draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.effects import study_effects
from reportgen.errors import Origin
from reportgen.figures import ForestBlock
from reportgen.figures.canvas import GroupMark, Mark, Page, TextMark, walk
from reportgen.figures.forest.blocks import as_forest
from reportgen.figures.forest.content import Content, content_of
from reportgen.figures.forest.frame import frame_for
from reportgen.figures.forest.layout import forest_page
from reportgen.figures.lettering import Lettering
from reportgen.figures.lines import text_of
from reportgen.model import PRESETS, Comparison, Outcome, Review
from reportgen.pooling import pool_effects
from reportgen.style import FigureStyle, Style
from tests.reviews import make_outcome, make_review, make_study

# BCG vaccine against tuberculosis: Colditz et al., JAMA 1994;271:698 (events and totals, vaccine and control)
BCG = (
    ("Aronson 1948", (4, 123), (11, 139), "random"),
    ("Ferguson & Simes 1949", (6, 306), (29, 303), "random"),
    ("Rosenthal 1960", (3, 231), (11, 220), "random"),
    ("Hart & Sutherland 1977", (62, 13598), (248, 12867), "random"),
    ("Frimodt-Moller 1973", (33, 5069), (47, 5808), "alternate"),
    ("Stein & Aronson 1953", (180, 1541), (372, 1451), "alternate"),
    ("Vandiviere 1973", (8, 2545), (10, 629), "random"),
    ("TPT Madras 1980", (505, 88391), (499, 88391), "random"),
    ("Coetzee & Berjak 1968", (29, 7499), (45, 7277), "random"),
    ("Rosenthal 1961", (17, 1716), (65, 1665), "systematic"),
    ("Comstock 1974", (186, 50634), (141, 27338), "systematic"),
    ("Comstock & Webster 1969", (5, 2498), (3, 2341), "systematic"),
    ("Comstock 1976", (27, 16913), (29, 17854), "systematic"),
)
INVERSE_VARIANCE = replace(PRESETS["revman5"], method="inverse-variance")
LONG_NAME = "Ångström-Łukasiewicz & Nguyễn Thị Minh Khai with Collaborators 2019"

REVMAN_STYLE = Style(figures=FigureStyle(forest="revman"))
"""The style that prints Review Manager's words."""

Sides = tuple[Sequence[float], Sequence[float]]


def arms(experimental: str, comparator: str) -> tuple[Comparison, ...]:
    """Return the one comparison with these names."""
    origin = Origin("review.yaml", 1)
    return (Comparison(id="therapy", title="T", experimental=experimental, comparator=comparator, origin=origin),)


def bcg(*, subgroups: bool = False) -> Review:
    """Return the BCG trials as a review, with the kind of allocation as subgroups if wanted."""
    outcome = make_outcome(
        "tb",
        "RR",
        title="tuberculosis",
        better="lower",
        plan=INVERSE_VARIANCE,
        subgroups="allocation" if subgroups else "",
    )
    data = {name: {"tb": (one, other)} for name, one, other, _ in BCG}
    studies = tuple(make_study(name, line=i, allocation=how) for i, (name, _, _, how) in enumerate(BCG, start=2))
    return replace(make_review(data, outcomes=[outcome], comparisons=arms("BCG", "Control")), studies=studies)


def single(rows: Mapping[str, Sides], measure: str = "RR", **settings: object) -> Review:
    """Return a review of one outcome; keywords are settings of the outcome, `names` those of the arms."""
    names = settings.pop("names", ("Therapy", "Control"))
    outcome = make_outcome("x", measure, **({"plan": INVERSE_VARIANCE} | settings))
    return make_review(
        {name: {"x": sides} for name, sides in rows.items()}, outcomes=[outcome], comparisons=arms(*names)
    )


def several(outcomes: Sequence[Outcome], rows: Mapping[str, Sides], **settings: object) -> Review:
    """Return a review in which the same studies have the same data on each of several outcomes."""
    data = {name: {outcome.id: sides for outcome in outcomes} for name, sides in rows.items()}
    return make_review(data, outcomes=outcomes, **settings)


def many(count: int, *, name: str = "Müller") -> Review:
    """Return a review with so many studies."""
    rows = {f"{name} {1950 + i}": ((1 + (7 * i) % 23, 60 + i), (2 + (5 * i) % 19, 55 + 2 * i)) for i in range(count)}
    return single(rows)


def blocks_of(review: Review) -> tuple[ForestBlock, ...]:
    """Return all outcomes of a review as blocks."""
    return tuple(
        ForestBlock(
            outcome=outcome,
            pooled=pool_effects(study_effects(review, outcome), outcome.plan) if outcome.pooled else None,
            published=next((effect for effect in review.published if effect.outcome == outcome.id), None),
        )
        for outcome in review.outcomes
    )


def content(review: Review) -> Content:
    """Return what a forest plot of all outcomes shows."""
    return content_of(as_forest(blocks_of(review), review, REVMAN_STYLE))


def lines(review: Review) -> list[str]:
    """Return labels and small print of a forest plot, from top to bottom."""
    return [text_of(row.label) for row in content(review).rows if row.kind != "gap"]


def page(review: Review, style: Style | None = None) -> Page:
    """Return a forest plot of all outcomes, laid out."""
    forest = as_forest(blocks_of(review), review, style or REVMAN_STYLE)
    return forest_page(frame_for(forest, content_of(forest), Lettering()))


def texts(marks: Sequence[Mark]) -> list[TextMark]:
    """Return the texts among marks and in their groups."""
    return [mark for mark in walk(marks) if isinstance(mark, TextMark)]


def groups(drawn: Page, kind: str) -> list[GroupMark]:
    """Return the groups of one kind."""
    return [mark for mark in walk(drawn.marks) if isinstance(mark, GroupMark) and mark.kind == kind]
