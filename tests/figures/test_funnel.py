"""Funnel plots: every mark at its place, the test that fits the measure, and what may be said of asymmetry."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document import Number, plain_text
from reportgen.figures import FIGURES
from reportgen.figures.asked import asked_for
from reportgen.figures.canvas import CircleMark, LineMark, ShapeMark
from reportgen.figures.funnel.picture import CONTOURS, funnel_scatter
from reportgen.figures.funnel.shown import shown_of
from reportgen.figures.layouts import LAYOUTS
from reportgen.figures.scatter.page import scatter_page
from reportgen.model import Plan
from reportgen.quantities import analyse, asymmetry_test_for
from reportgen.style import FigureStyle, NumberStyle, Style
from tests.divided import divided
from tests.figures.faults import outside, overlapping, struck
from tests.figures.plots import (
    BCG_REML,
    BCG_V,
    BCG_Y,
    COCHRANE,
    LETTERING,
    LOOK,
    METAFOR,
    STYLE,
    asked,
    asking,
    bcg_review,
    caption,
    figure,
    group,
    refusal,
)
from tests.figures.samples import groups, many, single, texts
from tests.reviews import make_outcome, make_review

Z95 = 1.959963984540054
THREE = {"A 2001": ((4, 20), (9, 21)), "B 2002": ((3, 30), (8, 31)), "C 2003": ((15, 40), (9, 41))}
WILD = {
    "Tiny": ((1, 500), (400, 800)),
    "Huge": ((500, 600), (1, 700)),
    "Plain": ((10, 20), (11, 22)),
    "Empty": ((0, 20), (11, 22)),
    "Large": ((900, 100000), (1000, 100000)),
}
SAME = {f"Study {i}": ((4, 20), (9, 21)) for i in range(12)}
MEANS = {f"Trial {i}": ((10 + (i * 7) % 5, 3, 10 + 9 * i), (12, 4, 12 + 8 * i)) for i in range(14)}


def laid(review, plan):
    return scatter_page(funnel_scatter(shown_of(asked(review, plan))), LETTERING, LOOK)


def bcg_laid(**wanted):
    return laid(bcg_review(), asking("funnel", "tb", **wanted))


def x_of(plot, value):
    return pytest.approx(plot.x(value), abs=0.005)


def ticks(found, *, across):
    """Return the labels of an axis with their places."""
    plot = found.plot
    labels = [mark for mark in texts(group(found.page, "axes")) if not mark.turned]
    if across:
        return {
            mark.text: mark.x for mark in labels if mark.anchor == "middle" and plot.bottom < mark.y < plot.bottom + 14
        }
    return {mark.text: mark.y - mark.size * 0.33 for mark in labels if mark.anchor == "end"}


# ---- places


def test_points_stand_at_metafors_effects_and_standard_errors():
    found = bcg_laid()
    centres = [(mark.x, mark.y) for one in groups(found.page, "study") for mark in one.marks]
    expected = [(found.plot.x(y), found.plot.y(math.sqrt(v))) for y, v in zip(BCG_Y, BCG_V, strict=True)]
    assert sorted(centres) == [pytest.approx(place, abs=1e-6) for place in sorted(expected)]


def test_the_standard_error_grows_downwards_from_nought_in_round_steps():
    found = bcg_laid()
    places = ticks(found, across=False)
    assert list(places) == ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8"]
    assert places["0.0"] == pytest.approx(found.plot.top, abs=0.01)
    assert places["0.8"] == pytest.approx(found.plot.bottom, abs=0.01)
    assert list(places.values()) == sorted(places.values())


def test_effects_are_labelled_in_natural_units_where_their_logarithms_stand():
    found = bcg_laid(contours=True)
    places = ticks(found, across=True)
    assert list(places) == ["0.1", "0.2", "0.5", "1", "2", "5", "10"]
    assert [places[label] for label in places] == [x_of(found.plot, math.log(float(label))) for label in places]


def test_the_funnel_stands_on_the_estimate_and_the_regions_on_the_null():
    found = bcg_laid(contours=True)
    plot = found.plot
    (limits,) = group(found.page, "limits")
    bottom = plot.up.high
    assert limits.points[1] == (x_of(plot, BCG_REML), pytest.approx(plot.top))
    assert limits.points[0][0] == x_of(plot, BCG_REML - Z95 * bottom)
    assert limits.points[2][0] == x_of(plot, BCG_REML + Z95 * bottom)
    for p, z in ((0.10, 1.6448536269514722), (0.05, Z95), (0.01, 2.5758293035489004)):
        (line,) = group(found.page, f"contour-{p:.2f}")
        assert line.points[1] == (x_of(plot, 0.0), pytest.approx(plot.top))
        assert [x for x, _ in line.points[::2]] == [x_of(plot, -z * bottom), x_of(plot, z * bottom)]
    (estimate,) = group(found.page, "estimate")
    assert [x for x, _ in estimate.points] == [x_of(plot, BCG_REML)] * 2


def test_the_legend_shows_the_fills_that_are_drawn():
    found = bcg_laid(contours=True)
    drawn = {mark.fill for one in groups(found.page, "region") for mark in one.marks}
    swatches = {mark.fill for mark in group(found.page, "legend") if isinstance(mark, ShapeMark)}
    assert drawn == swatches
    assert len(drawn) == len(CONTOURS) + 1


def test_bounds_of_p_and_colours_are_those_of_the_style():
    style = Style(numbers=NumberStyle(p_leading_zero=False, spaced_relations=False), figures=FigureStyle(forest="jama"))
    about = asked_for(analyse(bcg_review(), style), asking("funnel", "tb", contours=True))
    found = scatter_page(funnel_scatter(shown_of(about)), LETTERING, style.figures)
    assert ".01<P≤.05" in {mark.text for mark in texts(found.page.marks)}
    strokes = {mark.stroke for one in groups(found.page, "study") for mark in one.marks}
    assert strokes == {LAYOUTS["jama"].look.squares["counts"]}


def test_reference_lines_are_labelled():
    words = {mark.text for mark in texts(bcg_laid(contours=True).page.marks)}
    assert {"RR 0.49", "No effect", "P > 0.10", "Pooled estimate, RR 0.49"} <= words


def test_the_legend_names_no_effect_only_where_its_line_is_on_the_axis():
    far = {f"Trial {i}": ((300 + i, 3, 40 + i), (100, 4, 40)) for i in range(5)}
    found = laid(single(far, "MD", plan=COCHRANE), asking("funnel"))
    assert "null" not in {one.id for one in groups(found.page, "line")}
    assert "No effect" not in {mark.text for mark in texts(found.page.marks)}


def test_one_study_is_not_called_pooled():
    (review,) = (single({"A 2001": THREE["A 2001"]}, plan=COCHRANE),)
    for kind in ("funnel", "radial", "labbe"):
        drawn = figure(review, asking(kind)).drawing
        said = plain_text(figure(review, asking(kind)).caption) + drawn.alt + drawn.render("svg").decode()
        assert "ooled" not in said, kind


def test_nothing_is_drawn_outside_the_plot():
    found = laid(single(WILD, "OR", plan=COCHRANE), asking("funnel", contours=True))
    left, top, right, bottom = found.plot.box
    lines = [mark for one in groups(found.page, "line") for mark in one.marks]
    areas = [mark for one in groups(found.page, "region") for mark in one.marks]
    for x, y in (point for mark in (*lines, *areas) for point in mark.points):
        assert left - 1e-6 <= x <= right + 1e-6
        assert top - 1e-6 <= y <= bottom + 1e-6


# ---- trim and fill, as metafor's trimfill(rma(yi, vi, data = dat.bcg, method = "REML")) has it


def test_a_study_filled_in_is_an_open_circle_and_the_line_is_adjusted():
    review = bcg_review()
    review = replace(review, outcomes=(replace(review.outcomes[0], plan=METAFOR),))
    found = laid(review, asking("funnel", "tb", trim_and_fill=True))
    ((filled,),) = [one.marks for one in groups(found.page, "filled")]
    assert isinstance(filled, CircleMark)
    assert filled.fill == "#ffffff"
    assert (filled.x, filled.y) == (
        x_of(found.plot, 0.31040302402906716),
        pytest.approx(found.plot.y(math.sqrt(0.22301724757231517))),
    )
    (line,) = group(found.page, "adjusted")
    assert line.points[0][0] == x_of(found.plot, -0.6570827834877669)


def test_trim_and_fill_is_told_as_a_sensitivity_analysis():
    said = caption(bcg_review(), asking("funnel", "tb", trim_and_fill=True))
    assert "Sensitivity analysis by trim and fill (estimator L0, random effects by inverse variance): 1 study" in said
    assert "on the right (open circles), with which the estimate is 0.52 (95% CI 0.35 to 0.77)" in said
    assert "found no study to be filled in" in caption(
        single(THREE, plan=COCHRANE), asking("funnel", trim_and_fill=True)
    )


def test_where_no_study_is_filled_in_there_is_no_line_of_studies_filled_in():
    found = laid(single(THREE, plan=COCHRANE), asking("funnel", trim_and_fill=True))
    assert not [one for one in groups(found.page, "line") if one.id == "adjusted"]
    assert not any("filled in" in mark.text for mark in texts(found.page.marks))


def test_trim_and_fill_that_cannot_be_applied_says_why():
    assert "Trim and fill could not be applied: the same standard error in all studies" in caption(
        single(SAME, plan=COCHRANE), asking("funnel", trim_and_fill=True)
    )


# ---- the test


def test_the_caption_has_the_number_of_studies_and_the_test_with_its_degrees_of_freedom():
    # R meta 8.4-0, metabias(method.bias = "Egger") and "Harbord" on dat.bcg
    said = caption(bcg_review(), asking("funnel", "tb"))
    assert "of 13 studies" in said
    assert "Egger's test for asymmetry: t\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}−1.40" in said
    assert "df\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}11, P\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}0.19." in said
    review = bcg_review()
    by_odds = replace(review, outcomes=(replace(review.outcomes[0], measure="OR"),))
    said = caption(by_odds, asking("funnel", "tb")).replace("\N{NO-BREAK SPACE}", " ")
    assert "Harbord's test for asymmetry: t = −1.26, df = 11, P = 0.23." in said


@pytest.mark.parametrize(
    ("measure", "rows", "test"),
    [
        ("RR", THREE, "egger"),
        ("OR", THREE, "harbord"),
        ("PETO", THREE, "harbord"),
        ("RD", THREE, "peters"),
        ("AS", THREE, "peters"),
        ("MD", MEANS, "egger"),
        ("SMD", MEANS, "pustejovsky"),
        ("ROM", MEANS, "egger"),
    ],
)
def test_the_test_is_one_made_for_the_measure(measure, rows, test):
    review = single(rows, measure, plan=COCHRANE)
    assert asymmetry_test_for(analyse(review, STYLE).pooled["x"]) == test


def test_below_ten_studies_there_is_no_test_but_a_caution():
    assert "With fewer than 10 studies asymmetry was not tested" in caption(many(9), asking("funnel"))
    assert "read with caution" in caption(many(9), asking("funnel"))
    assert "Egger's test" in caption(many(10), asking("funnel"))
    assert "asymmetry not tested" in figure(many(9), asking("funnel")).drawing.alt


def test_studies_are_counted_once_however_many_results_they_have():
    rows = {f"Study {i}": ((3 + i % 7, 40 + i), (5 + i % 5, 41 + i)) for i in range(8)}
    review = divided({"women": rows, "men": rows})
    said = caption(review, asking("funnel"))
    assert "of 16 results of 8 studies" in said
    assert "With fewer than 10 studies asymmetry was not tested" in said


def test_without_a_total_there_is_neither_estimate_nor_test():
    review = divided(totals="subgroups")
    words = {mark.text for mark in texts(laid(review, asking("funnel", contours=True)).page.marks)}
    assert not any("estimate" in word for word in words)
    said = caption(review, asking("funnel", contours=True))
    assert "shows no total" in said
    assert "Asymmetry was not tested." in said


def test_studies_that_are_not_drawn_are_counted():
    rows = {**THREE, "D 2004": ((0, 20), (0, 21))}
    assert "Not drawn is 1 study whose effect could not be estimated." in caption(
        single(rows, plan=COCHRANE), asking("funnel")
    )


def test_what_cannot_be_pooled_is_not_taken_for_what_cannot_be_estimated():
    rows = {**THREE, "D 2004": ((0, 20), (0, 21)), "E 2005": ((3, None), (4, 20))}
    said = caption(single(rows, plan=COCHRANE), asking("funnel"))
    assert "Not drawn are 1 study whose effect could not be estimated and 1 study that could not be pooled." in said


def test_results_of_subgroups_that_are_not_drawn_are_not_counted_as_studies():
    review = divided({"women": THREE, "men": {**THREE, "A 2001": ((0, 20), (0, 21))}})
    assert "Not drawn is 1 result whose effect could not be estimated." in caption(review, asking("funnel"))


def test_identical_studies_have_no_test_and_are_all_drawn():
    review = single(SAME, plan=COCHRANE)
    assert "cannot be worked out from these studies" in caption(review, asking("funnel"))
    assert len(groups(laid(review, asking("funnel")).page, "study")) == 12


@pytest.mark.parametrize("review", [bcg_review(), many(3), single(MEANS, "SMD", plan=COCHRANE)])
def test_asymmetry_is_never_called_publication_bias(review):
    outcome = review.outcomes[0].id
    assert "it is no proof of publication bias" in caption(review, asking("funnel", outcome))
    assert "symmetr" not in figure(review, asking("funnel", outcome)).drawing.alt.replace("asymmetry not tested", "")


def test_standardised_mean_differences_get_a_warning():
    warning = "depends on the difference itself"
    assert warning in caption(single(MEANS, "SMD", plan=COCHRANE), asking("funnel"))
    assert warning not in caption(single(MEANS, "MD", plan=COCHRANE), asking("funnel"))


# ---- studies


def test_subgroups_differ_in_shape_and_in_colour():
    found = laid(bcg_review(subgroups=True), asking("funnel", "tb"))
    kinds = {(type(mark).__name__, len(getattr(mark, "points", ())), mark.stroke) for one in groups(found.page, "study")
             for mark in one.marks}  # fmt: skip
    assert len(kinds) == len({kind[:2] for kind in kinds}) == len({kind[2] for kind in kinds}) == 3
    assert {"random", "alternate", "systematic"} <= {mark.text for mark in texts(group(found.page, "legend"))}


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 300), st.booleans(), st.booleans())
def test_there_are_as_many_marks_as_studies_and_no_words_meet(count, contours, fill):
    found = laid(many(count), asking("funnel", contours=contours, trim_and_fill=fill))
    assert len(groups(found.page, "study")) == count
    assert overlapping(found.page) == []
    assert outside(found.page) == []
    points = [mark for one in groups(found.page, "study") for mark in one.marks]
    names = {mark.text for mark in texts(group(found.page, "names"))} if found.named else set()
    assert not names & set(struck(found.page, points))


@pytest.mark.parametrize("rows", [WILD, SAME, THREE], ids=["wild", "same", "three"])
@pytest.mark.parametrize("measure", ["RR", "OR", "RD"])
def test_extreme_studies_leave_no_word_on_another(rows, measure):
    found = laid(single(rows, measure, plan=COCHRANE), asking("funnel", contours=True, trim_and_fill=True))
    assert overlapping(found.page) == []
    assert outside(found.page) == []


def test_names_stand_only_beside_studies_that_the_model_does_not_expect():
    assert bcg_laid().named == ()
    common = replace(
        bcg_review(), outcomes=(replace(bcg_review().outcomes[0], plan=replace(COCHRANE, model="common")),)
    )
    named = {point.label for point in laid(common, asking("funnel", "tb")).named}
    assert "Hart & Sutherland 1977" in named
    assert "Aronson 1948" not in named
    assert "The studies named lie further from the estimate" in caption(common, asking("funnel", "tb"))


# ---- what comes with it


def test_the_table_behind_has_each_study_and_its_numbers_are_nodes():
    drawing = figure(bcg_review(), asking("funnel", "tb", trim_and_fill=True)).drawing
    assert len(drawing.data.body) == 14
    assert plain_text(drawing.data.body[-1].cells[0].children) == "Filled: Vandiviere 1973"
    assert [plain_text(cell.children) for cell in drawing.data.body[0].cells] == [
        "Aronson 1948", "0.41 [0.13, 1.26]", "0.571",
    ]  # fmt: skip
    assert all(isinstance(node, Number) is (node.text[0] in "−0123456789") for node in drawing.numbers)


@pytest.mark.parametrize("count", [1, 3, 13, 60])
def test_the_text_alternative_is_short_and_tells_studies_and_result(count):
    alt = figure(many(count), asking("funnel", contours=True)).drawing.alt
    assert len(alt) <= 250
    assert f": {count} {'study' if count == 1 else 'studies'}" in alt
    assert "risk ratio" in alt


def test_the_same_review_gives_the_same_bytes():
    one, two = (figure(bcg_review(), asking("funnel", "tb", contours=True)).drawing for _ in range(2))
    assert one.render("svg", 0) == two.render("svg", 0)


# ---- what cannot be drawn


def test_an_outcome_that_is_not_pooled_is_refused_with_its_reason():
    outcome = make_outcome("x", pooled=False, not_pooled_reason="too different")
    (issue,) = refusal(make_review({}, outcomes=[outcome]), asking("funnel"))
    assert (issue.code, issue.origin.line) == ("figure-fits-data", 9)
    assert "which is not pooled (too different), expected one that is" in issue.message


def test_regions_of_p_values_are_refused_where_nothing_is_tested():
    (issue,) = refusal(single(THREE, "PLO", plan=COCHRANE), asking("funnel", contours=True))
    assert "`contours` for a proportion" in issue.message
    assert "expected a measure with a null" in issue.message


def test_proportions_have_a_funnel_on_their_scale_with_labels_in_shares():
    found = laid(single(THREE, "PLO", plan=COCHRANE), asking("funnel"))
    places = ticks(found, across=True)
    assert [float(label) for label in places] == sorted(float(label) for label in places)
    assert [places[label] for label in places] == [
        x_of(found.plot, math.log(float(label) / (1 - float(label)))) for label in places
    ]
    assert {mark.text for mark in texts(found.page.marks)} >= {"Proportion (logit scale)"}


def test_an_outcome_without_effects_has_no_figure_yet():
    assert (
        FIGURES["funnel"].make(
            analyse(make_review({}, outcomes=[make_outcome("x", plan=Plan())]), STYLE), asking("funnel")
        )
        == ()
    )


def test_a_line_of_every_curve_is_one_piece():
    found = bcg_laid(contours=True)
    for one in groups(found.page, "line"):
        assert all(isinstance(mark, LineMark) for mark in one.marks)
        assert len(one.marks) == 1
