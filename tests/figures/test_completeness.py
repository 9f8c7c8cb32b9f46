"""Every row of the data is in the picture: marks in the SVG are counted against the review, for 1 to 300 studies."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pytest

from reportgen.errors import DataError
from reportgen.figures import FIGURES, draw_forest
from reportgen.figures.canvas import CircleMark, GroupMark, LineMark, Page, ShapeMark, TextMark, walk
from reportgen.model import FigurePlan, Review
from reportgen.quantities import Analysis, analyse, judged_rows, rows_of_outcome, shown_domains
from reportgen.style import Style
from tests.figures.every_figure import every_plan
from tests.figures.samples import blocks_of
from tests.figures.stress.counts import of_many
from tests.figures.svg_page import page_of

COUNTS = (1, 2, 3, 13, 41, 100, 300)
"""Studies of reviews that are drawn in every figure and layout; parts of long plots begin between some of them."""

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Counted:
    """What is counted in the pages of a figure, how many there must be, and from how many studies on it is drawn."""

    marks: Callable[[list[Page]], Mapping[str, int]]
    rows: Callable[[Analysis, FigurePlan], Mapping[str, int]]
    least: int = 1


def pages_of(figures):
    return [page_of(figure.drawing.render("svg", 0)) for figure in figures]


def groups(pages, kind):
    return [mark for page in pages for mark in walk(page.marks) if isinstance(mark, GroupMark) and mark.kind == kind]


def of_kind(group, kind):
    return [mark for mark in walk(group.marks) if isinstance(mark, kind)]


# ---- forest plots


def forest_marks(pages):
    """Count rows of studies, those with a square and with the line of an interval, and judgements beside them."""
    rows = groups(pages, "study")
    squares = [row for row in rows if any(_is_square(mark) for mark in of_kind(row, ShapeMark))]
    lines = [row for row in rows if any(_is_level(mark) for mark in of_kind(row, LineMark))]
    lights = sum(len(of_kind(row, CircleMark)) for row in rows)
    return {"rows": len(rows), "squares": len(squares), "intervals": len(lines), "lights": lights}


def forest_rows(analysis, plan):
    """Count the studies that the results of an outcome come from; all of these reviews can be estimated."""
    studies = {row.study for row in analysis.review.results}
    lights = judgements(analysis, plan)["circles"] if plan.risk_of_bias else 0
    return {"rows": len(studies), "squares": len(studies), "intervals": len(studies), "lights": lights}


def _is_square(mark):
    xs, ys = {x for x, _ in mark.points}, {y for _, y in mark.points}
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    return len(mark.points) == 4 and abs(wide - high) < 0.05


def _is_level(mark):
    (_, first), *_, (_, last) = mark.points
    return first == last


# ---- risk of bias


def circles(pages):
    return {"circles": sum(len(of_kind(row, CircleMark)) for row in groups(pages, "study"))}


def judgements(analysis, plan):
    """Count the reviewers' judgements, and the overall ones that the tool's rule gives where they made none."""
    shown = [verdict for row in judged_rows(analysis.review) for verdict in row.verdicts.values()]
    return {"circles": len(analysis.review.judgements) + sum(verdict.worked_out for verdict in shown)}


# ---- plots of points


def points(pages):
    """Count the studies that have a mark; studies that are filled in are no studies."""
    return {"points": sum(len(row.marks) == 1 for row in groups(pages, "study"))}


def estimated(analysis, plan):
    """Count the studies with an effect: all of these reviews."""
    return {"points": len({row.study for row in analysis.review.results if row.outcome == plan.outcome})}


def parts(pages):
    """Count the bars of a risk-of-bias graph, and the studies that its axis says they are of."""
    said = " ".join(mark.text for axis in groups(pages, "axis") for mark in of_kind(axis, TextMark))
    return {"bars": len(groups(pages, "domain")), "studies": int(said.rpartition("\u00a0")[2].rstrip(")"))}


def bars(analysis, plan):
    """Count the domains, with an overall one where a study has it, and the studies with the outcome."""
    rows = rows_of_outcome(analysis.review, plan.outcome)
    return {"bars": len(shown_domains(analysis.review.risk_of_bias_tool, rows)), "studies": len(rows)}


# ---- flow


def nothing(*_):
    return {}


COUNTED: Mapping[str, Counted] = {
    "forest": Counted(forest_marks, forest_rows, least=2),
    "leave-one-out": Counted(forest_marks, forest_rows, least=2),
    "cumulative": Counted(forest_marks, forest_rows),
    "risk-of-bias": Counted(circles, judgements),
    "risk-of-bias-graph": Counted(parts, bars),
    "funnel": Counted(points, estimated),
    "bubble": Counted(points, estimated, least=3),
    "baujat": Counted(points, estimated, least=3),
    "labbe": Counted(points, estimated),
    "radial": Counted(points, estimated),
    "flow": Counted(nothing, nothing, least=10**9),  # boxes are those of flow.csv: test_flow counts them
}


def test_every_kind_of_figure_is_counted():
    assert set(COUNTED) == set(FIGURES)


def missing(review: Review, drawn: Review) -> list[str]:
    """Return what the figures of `drawn` lack of what `review` holds, for each kind and layout."""
    analysis, asked = analyse(review, Style()), analyse(drawn, Style())
    found = []
    for plan in every_plan(drawn):
        counted = COUNTED[plan.kind]
        try:
            figures = FIGURES[plan.kind].make(asked, plan)
        except DataError:  # so few studies that the plot says nothing
            assert len(review.studies) < counted.least
            continue
        if not figures and len(review.studies) < counted.least:
            continue
        marks, rows = counted.marks(pages_of(figures)), counted.rows(analysis, plan)
        if marks != rows:
            found.append(f"{plan.kind} {plan.layout}: {marks} and not {rows}")
    return found


@pytest.mark.parametrize("count", COUNTS)
def test_every_study_has_its_marks_in_every_figure(count):
    review = of_many(count)
    assert missing(review, review) == []


@pytest.mark.parametrize("count", [*range(1, 61), *range(67, 300, 29), 299, 300])
def test_every_study_has_its_row_square_and_interval_in_a_forest_plot_of_one_piece(count):
    review = of_many(count, domains=False)
    drawing = draw_forest(blocks_of(review), review, Style(), name="x")
    page = page_of(drawing.render("svg", 0))
    names = Counter(_label(row) for row in groups([page], "study"))
    assert forest_marks([page]) == {"rows": count, "squares": count, "intervals": count, "lights": 0}
    assert names == Counter(study.id for study in review.studies)


def _label(row):
    first = row.marks[0]
    assert isinstance(first, TextMark)
    return first.text


# ---- faults that are planted are found


def without_last(review):
    """Return the review without its last study, as a figure would show it that drops a row."""
    gone = review.studies[-1].id
    return replace(
        review,
        studies=review.studies[:-1],
        results=tuple(row for row in review.results if row.study != gone),
        judgements=tuple(judgement for judgement in review.judgements if judgement.study != gone),
    )


@pytest.mark.parametrize("count", [4, 13, 60])
def test_a_row_that_is_dropped_is_found_in_every_figure(count):
    review = of_many(count)
    drawn = {plan.kind for plan in every_plan(review)} - {"flow"}
    assert {line.split()[0] for line in missing(review, without_last(review))} == drawn


@pytest.mark.parametrize("count", [1, 13, 60])
def test_a_square_or_an_interval_that_is_dropped_from_a_row_is_found(count):
    review = of_many(count, domains=False)
    svg = draw_forest(blocks_of(review), review, Style(), name="x").render("svg", 0)
    for element, what in (("polygon", "squares"), ("polyline", "intervals")):
        root = ET.fromstring(svg)  # noqa: S314 - our own output
        row = next(node for node in root.iter(f"{SVG}g") if node.get("class") == "study")
        for mark in row.findall(f"{SVG}{element}"):
            row.remove(mark)
        expected = {"rows": count, "squares": count, "intervals": count, "lights": 0, what: count - 1}
        assert forest_marks([page_of(ET.tostring(root))]) == expected
