"""Forest plots without each study and as studies join: rows, captions, text alternatives, and pages without faults."""

from dataclasses import replace

import pytest

from reportgen.document import plain_text
from reportgen.errors import DataError, Origin
from reportgen.figures import FIGURES, figure_plans
from reportgen.figures.canvas import GroupMark, LineMark, walk
from reportgen.figures.forest.blocks import ForestBlock, as_forest
from reportgen.figures.forest.frame import frame_for
from reportgen.figures.forest.layout import forest_page
from reportgen.figures.forest.variation_rows import variation_content
from reportgen.figures.layouts import LAYOUTS
from reportgen.figures.lettering import Lettering
from reportgen.model import PRESETS, Axis, FigurePlan, Plan
from reportgen.quantities import analyse, cumulative_results, without_each_study
from reportgen.style import Style
from tests.figures.faults import all_faults
from tests.figures.samples import LONG_NAME, bcg, many, single
from tests.reviews import make_outcome, make_review
from tests.sensitive import METAFOR_DL, bcg_trials, streptokinase

KINDS = ("leave-one-out", "cumulative")
COMMON = replace(PRESETS["revman5"], model="common")


def plan_of(kind, outcome, **settings):
    return FigurePlan(id="varied", kind=kind, outcome=outcome, origin=Origin("review.yaml", 40), **settings)


def figures(review, kind, style=None, **settings):
    plan = plan_of(kind, review.outcomes[0].id, **settings)
    return FIGURES[kind].make(analyse(review, style or Style()), plan)


def rows(review, kind, **settings):
    """Return the cells of the data table of a figure, row by row."""
    (figure,) = figures(review, kind, **settings)
    return [[plain_text(cell.children) for cell in row.cells] for row in figure.drawing.data.body]


def page(review, kind, layout=""):
    """Return the page of a plot, and where its total stands across."""
    outcome = review.outcomes[0]
    pooled = replace(analyse(review, Style()).pooled[outcome.id], subgroups=())
    block = ForestBlock(outcome=outcome, pooled=pooled)
    forest = as_forest((block,), review, Style(), plan_of("forest", "", layout=layout))
    make = without_each_study if kind == "leave-one-out" else cumulative_results
    lines = [(("Omitting ", one.studies[0]), one) for one in make(review, pooled, forest.style)]
    frame = frame_for(forest, variation_content(forest, lines, counted=True), Lettering())
    return forest_page(frame)


# ---- what the rows say


def test_each_row_of_a_leave_one_out_plot_is_without_its_study():
    """Results as metafor's leave1out gives them: DerSimonian and Laird, z."""
    found = rows(bcg_trials(), "leave-one-out")
    assert len(found) == 13 + 1
    assert found[0] == ["Omitting Aronson 1948", "93%", "0.31", "0.49 (0.34 to 0.71)"]
    assert found[1] == ["Omitting Ferguson & Simes 1949", "92%", "0.30", "0.52 (0.36 to 0.74)"]
    assert found[-1] == ["All studies (random effects)", "92%", "0.31", "0.49 (0.34 to 0.70)"]


def test_the_last_row_of_a_cumulative_plot_equals_the_total():
    found = rows(streptokinase(), "cumulative")
    assert [row[0] for row in found[:2]] == ["+ Fletcher, 1959", "+ Dewar, 1963"]
    assert found[-2][0] == "+ Wisenberg, 1988"
    assert found[-2][1:] == found[-1][1:]
    assert [row[1] for row in found] == [*map(str, range(1, 34)), "33"]


def test_the_plot_of_1992_shows_when_the_answer_was_known():
    found = rows(streptokinase(plan=COMMON), "cumulative")
    eighth = found[7]
    assert eighth[0] == "+ Frankfurt 2, 1973"
    assert eighth[-1] == "0.74 (0.59 to 0.92)"


def test_a_year_that_the_name_holds_is_not_said_again():
    assert rows(bcg_trials(count=3), "cumulative")[0][0] == "+ Aronson 1948"


def test_years_in_names_sort_the_studies():
    names = [row[0].removeprefix("+ ") for row in rows(bcg_trials(), "cumulative")]
    years = [int(name[-4:]) for name in names[:-1]]
    assert years == sorted(years)


@pytest.mark.parametrize(
    ("sort", "first", "said"),
    [
        ("precision", "+ ISIS-2", "joined, by precision, the most precise first;"),
        ("name", "+ Australian 1", "joined, by name;"),
        ("entry", "+ Fletcher", "joined, as entered;"),
    ],
)
def test_studies_join_in_another_order_where_the_plan_says_so(sort, first, said):
    (figure,) = figures(streptokinase(plan=METAFOR_DL), "cumulative", sort=sort)
    assert plain_text(figure.drawing.data.body[0].cells[0].children) == first
    assert said in plain_text(figure.caption)


@pytest.mark.parametrize("kind", KINDS)
def test_a_common_effect_has_no_tau2(kind):
    (figure,) = figures(streptokinase(plan=COMMON), kind)
    heads = [plain_text(cell.children) for cell in figure.drawing.data.head.cells]
    assert "I²" in heads
    assert "τ²" not in heads


def test_subgroups_are_put_together():
    found = rows(replace(bcg(subgroups=True)), "leave-one-out")
    assert [row[0] for row in found][:2] == ["Omitting Aronson 1948", "Omitting Ferguson & Simes 1949"]
    assert len(found) == 14


# ---- captions and text alternatives


def test_captions_say_what_a_row_is():
    (one,) = figures(bcg_trials(), "leave-one-out")
    (other,) = figures(streptokinase(), "cumulative", title="Deaths over the years")
    assert plain_text(one.caption) == (
        "Tuberculosis, leave-one-out analysis: T. Risk ratio with 95% confidence intervals; inverse variance, random "
        "effects (τ² by DL, Wald interval). Each row is the result without the study named, with τ² estimated anew. "
        "Squares are of one size: these results have no weights. The dashed line marks the result of all studies."
    )
    assert plain_text(other.caption).startswith("Deaths over the years: Therapy against control. Odds ratio")
    assert "joined, by year; the last is that of all studies." in plain_text(other.caption)


def test_studies_without_a_year_are_named_in_the_caption():
    review = streptokinase(count=4)
    studies = tuple(replace(s, characteristics={}) if s.id == "Dewar" else s for s in review.studies)
    (figure,) = figures(replace(review, studies=studies), "cumulative")
    assert plain_text(figure.caption).endswith("Last, for want of something to sort by: Dewar.")


def test_the_alternative_text_tells_the_extremes():
    (one,) = figures(bcg_trials(), "leave-one-out")
    assert one.drawing.alt == (
        "Leave-one-out forest plot, tuberculosis, BCG versus Control: without one study, risk ratio 0.45 (omitting TPT "
        "Madras 1980) to 0.54 (omitting Hart & Sutherland 1977); all 13 studies 0.49 (95% CI 0.34 to 0.70)."
    )
    (two,) = figures(streptokinase(plan=COMMON, count=8), "cumulative")
    assert two.drawing.alt == (
        "Cumulative forest plot, death, Therapy versus Control, by year: odds ratio 0.16 (95% CI 0.01 to 1.73) with "
        "Fletcher alone, 0.74 (95% CI 0.59 to 0.92) with all 8 studies."
    )


@pytest.mark.parametrize("kind", KINDS)
def test_long_names_keep_the_alternative_text_short(kind):
    (figure,) = figures(many(3, name=LONG_NAME), kind)
    assert len(figure.drawing.alt) <= 250


# ---- few studies, many studies


def test_of_two_studies_each_is_the_rest_of_the_other_and_of_one_nothing_remains():
    found = rows(bcg_trials(count=2), "leave-one-out")
    assert [row[-1] for row in found[:2]] == ["0.20 (0.09 to 0.49)", "0.41 (0.13 to 1.26)"]
    assert figures(bcg_trials(count=1), "leave-one-out") == ()
    assert len(rows(bcg_trials(count=1), "cumulative")) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_many_studies_are_parted_with_the_line_of_the_total_on_every_page(kind):
    parts = figures(many(130), kind)
    assert len(parts) > 1
    assert [figure.id for figure in parts[:2]] == ["fig-varied", "fig-varied-part-2"]
    assert sum(len(figure.drawing.data.body) for figure in parts) == 130 + 1


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_study_there_is_no_plot(kind):
    assert figures(make_review({}, outcomes=[make_outcome("x")]), kind) == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("settings", [{"pooled": False, "not_pooled_reason": "too different"}, {"totals": "none"}])
def test_an_outcome_without_a_total_is_refused(kind, settings):
    review = bcg_trials()
    review = replace(review, outcomes=(replace(review.outcomes[0], **settings),))
    with pytest.raises(DataError) as caught:
        figures(review, kind)
    assert [issue.code for issue in caught.value.issues] == ["figure-fits-data"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_plot_needs_an_outcome(kind):
    plan = FigurePlan(id="varied", kind=kind, origin=Origin("review.yaml", 40))
    with pytest.raises(DataError) as caught:
        figure_plans(replace(bcg_trials(), figures=(plan,)))
    assert [issue.code for issue in caught.value.issues] == ["figure-settings-fit"]


# ---- the page


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "review",
    [
        pytest.param(bcg_trials(plan=Plan()), id="thirteen"),
        pytest.param(bcg_trials(count=1), id="one"),
        pytest.param(streptokinase(plan=Plan()), id="thirty-three"),
        pytest.param(many(5, name=LONG_NAME), id="long names"),
        pytest.param(single({"A 2001": ((0, 20), (0, 21)), "B 2002": ((1, 20), (3, 21))}), id="not estimable"),
        pytest.param(
            single({f"S {i}": ((1.5e6 + i, 2e5, 40), (1e6, 2e5, 41)) for i in range(3)}, "MD"), id="long numbers"
        ),
    ],
)
def test_no_text_is_hidden_struck_or_over_the_edge(review, kind, layout):
    assert all_faults(page(review, kind, layout)) == []


def test_squares_are_all_alike_and_the_line_of_the_total_is_dashed():
    drawn = page(bcg_trials(), "leave-one-out")
    studies = [mark for mark in walk(drawn.marks) if isinstance(mark, GroupMark) and mark.kind == "study"]
    sides = set()
    for group in studies:
        shape = next(mark for mark in group.marks if hasattr(mark, "points") and getattr(mark, "fill", ""))
        xs = [x for x, _ in shape.points]
        sides.add(round(max(xs) - min(xs), 6))
    assert len(sides) == 1
    assert [mark for mark in walk(drawn.marks) if isinstance(mark, LineMark) and mark.dash]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_has_the_line_of_the_total(layout):
    (figure,) = figures(bcg_trials(), "leave-one-out", layout=layout)
    assert b"stroke-dasharray" in figure.drawing.render("svg", 300)


@pytest.mark.parametrize("kind", KINDS)
def test_the_ends_that_an_outcome_asks_for_are_those_of_its_forest_plot_alone(kind):
    review = bcg_trials()
    asked = replace(review.outcomes[0], axis=Axis(left="Favours vaccine", low=0.001, high=1000))
    wide = replace(review, outcomes=(asked,))
    svg = figures(wide, kind)[0].drawing.render("svg", 300).decode()
    assert ">1000<" not in svg
    assert ">Favours vaccine<" in svg
