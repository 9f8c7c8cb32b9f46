"""Baujat, L'Abbé and radial plots: every mark at its place, and what cannot be drawn."""

import math
from dataclasses import replace

import pytest

from reportgen.document import plain_text
from reportgen.figures import FIGURES
from reportgen.figures.baujat import picture as baujat
from reportgen.figures.labbe.picture import labbe_scatter
from reportgen.figures.labbe.risks import risks_of
from reportgen.figures.radial import picture as radial
from reportgen.figures.radial.arc import ARC_AT, arc_marks
from reportgen.figures.scatter.page import scatter_page
from reportgen.quantities import analyse
from reportgen.style import FigureStyle, Style
from tests.divided import divided
from tests.figures.faults import outside, overlapping
from tests.figures.plots import (
    BCG_REML,
    BCG_TAU2,
    BCG_V,
    BCG_Y,
    COCHRANE,
    LETTERING,
    LOOK,
    STYLE,
    asked,
    asking,
    bcg_review,
    caption,
    centres,
    figure,
    group,
    refusal,
)
from tests.figures.samples import BCG, groups, many, single, texts
from tests.figures.svg_page import page_of
from tests.reviews import make_outcome, make_review

KINDS = ("baujat", "labbe", "radial")
Z95 = 1.959963984540054
MEANS = {f"Trial {i}": ((10 + (i * 7) % 5, 3, 10 + 9 * i), (12, 4, 12 + 8 * i)) for i in range(14)}
WILD = {
    "Tiny": ((1, 500), (400, 800)),
    "Huge": ((500, 600), (1, 700)),
    "Plain": ((10, 20), (11, 22)),
    "Empty": ((0, 20), (11, 22)),
    "Large": ((900, 100000), (1000, 100000)),
}
SAME = {f"Study {i}": ((4, 20), (9, 21)) for i in range(12)}

# metafor 5.1-12, leave1out(rma(yi, vi, data = dat.bcg, method = "REML")): estimates and standard errors without each
REST = (
    -0.7070837846992588, -0.6540312002935263, -0.6855544108366173, -0.6284093698076773, -0.7641700951402555,
    -0.7108765555640082, -0.6552475997846624, -0.7947676045155215, -0.741197299304493, -0.6530329153058775,
    -0.7578586267235015, -0.7598120993344668, -0.7775361848943679,
)  # fmt: skip
REST_SE = (
    0.1899610145288689, 0.18069538623299397, 0.18570619673951855, 0.17661889178477996, 0.19178764474374033,
    0.20025404840173905, 0.18047336921036927, 0.17987768598058249, 0.1966749177149797, 0.1842674878859041,
    0.1957868661316386, 0.1820909819419524, 0.18553597736792604,
)  # fmt: skip


def laid(kind, review, outcome="x"):
    about = asked(review, asking(kind, outcome))
    if kind == "radial":
        scatter, effects = radial.radial_scatter(radial.shown_of(about))
        return scatter_page(scatter, LETTERING, LOOK, lambda plot, size: arc_marks(plot, effects, size))
    scatter = labbe_scatter(risks_of(about)) if kind == "labbe" else baujat.baujat_scatter(baujat.shown_of(about))
    return scatter_page(scatter, LETTERING, LOOK)


def assert_at(found, expected, within=1e-4):
    places = [found.plot.at(point) for point in expected]
    assert sorted(centres(found.page).values()) == [pytest.approx(place, abs=within) for place in sorted(places)]


# ---- all three


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [3, 13, 60, 300])
def test_there_are_as_many_marks_as_studies_and_no_words_meet(kind, count):
    found = laid(kind, many(count))
    assert len(groups(found.page, "study")) == count
    assert overlapping(found.page) == []
    assert outside(found.page) == []


@pytest.mark.parametrize("kind", ["funnel", *KINDS])
@pytest.mark.parametrize("width", [85.0, 120.0, 180.0])
def test_a_plot_is_as_wide_as_asked_and_no_words_meet(kind, width):
    style = Style(figures=FigureStyle(width_mm=width))
    plan = asking(kind, contours=kind == "funnel", trim_and_fill=kind == "funnel")
    (found,) = FIGURES[kind].make(analyse(many(60), style), plan)
    page = page_of(found.drawing.render("svg", 0))
    assert overlapping(page) == []
    assert outside(page) == []
    assert found.drawing.width_mm <= width + 1e-6


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", [WILD, SAME], ids=["wild", "same"])
def test_extreme_and_identical_studies_are_drawn(kind, rows):
    found = laid(kind, single(rows, "OR", plan=COCHRANE))
    assert len(groups(found.page, "study")) == len(rows)
    assert overlapping(found.page) == []
    assert outside(found.page) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [3, 60])
def test_the_text_alternative_is_short_and_the_table_has_each_study(kind, count):
    drawing = figure(many(count), asking(kind)).drawing
    assert len(drawing.alt) <= 250
    assert f"{count} studies" in drawing.alt
    assert len(drawing.data.body) == count


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_review_gives_the_same_bytes(kind):
    one, two = (figure(bcg_review(), asking(kind, "tb")).drawing for _ in range(2))
    assert one.render("svg", 0) == two.render("svg", 0)


@pytest.mark.parametrize("kind", KINDS)
def test_an_outcome_without_a_total_or_without_pooling_is_refused(kind):
    (issue,) = refusal(single(SAME, plan=COCHRANE, totals="none"), asking(kind))
    assert (issue.code, issue.origin.line) == ("figure-fits-data", 9)
    assert "which shows no total" in issue.message
    (issue,) = refusal(make_review({}, outcomes=[make_outcome("x", pooled=False)]), asking(kind))
    assert "which is not pooled" in issue.message


@pytest.mark.parametrize("kind", KINDS)
def test_an_outcome_without_effects_has_no_figure_yet(kind):
    review = make_review({}, outcomes=[make_outcome("x")])
    assert FIGURES[kind].make(analyse(review, STYLE), asking(kind)) == ()


# ---- Baujat


def test_baujats_points_are_contributions_and_influences():
    expected = [
        ((y - BCG_REML) ** 2 / (v + BCG_TAU2), ((BCG_REML - rest) / se) ** 2)
        for y, v, rest, se in zip(BCG_Y, BCG_V, REST, REST_SE, strict=True)
    ]
    assert_at(laid("baujat", bcg_review(), "tb"), expected, within=1e-3)


def test_only_studies_that_stand_out_are_named_unless_there_are_few():
    assert [point.label for point in laid("baujat", bcg_review(), "tb").named] == [
        "Hart & Sutherland 1977", "TPT Madras 1980",
    ]  # fmt: skip
    assert len(laid("baujat", many(3)).named) == 3


def test_baujats_caption_names_the_largest_contribution_and_influence():
    said = caption(bcg_review(), asking("baujat", "tb"))
    assert "The largest contribution is that of TPT Madras 1980 (1.66)" in said
    assert "the largest influence that of Hart & Sutherland 1977 (0.238)" in said


def test_a_study_that_is_first_in_both_is_named_once_in_baujats_caption():
    apart = single({"A 2001": ((4, 20), (5, 21)), "B 2002": ((9, 30), (9, 31)), "C 2003": ((36, 40), (2, 41))})
    said = caption(apart, asking("baujat"))
    assert "C 2003 has both the largest contribution (" in said
    assert "the largest influence that of" not in said


@pytest.mark.parametrize("kind", ["baujat", "labbe", "radial"])
def test_text_alternatives_count_a_study_in_two_subgroups_once(kind):
    assert "4 results of 3 studies" in figure(divided(), asking(kind)).drawing.alt


@pytest.mark.parametrize("kind", ["funnel", "baujat", "labbe", "radial"])
def test_the_table_tells_results_of_one_study_apart_by_subgroup(kind):
    table = figure(divided(), asking(kind)).drawing.data
    assert plain_text(table.head.cells[1].children) == "Subgroup"
    named = [tuple(plain_text(cell.children) for cell in row.cells[:2]) for row in table.body]
    assert named.count(("Able 2001", "women")) == named.count(("Able 2001", "men")) == 1


def test_rare_events_and_imprecise_effects_are_not_printed_as_noughts():
    rare = {f"S{i}": ((1 + i, 87654321), (2 + i, 76543210)) for i in range(3)}
    risks = figure(single(rare, plan=COCHRANE), asking("labbe")).drawing.data.body[0].cells
    assert [plain_text(cell.children) for cell in risks[1:3]] == ["0.0000011%", "0.0000026%"]
    vague = {f"S{i}": ((3000 + i, 9000, 30), (2000, 9000, 30)) for i in range(3)}
    found = figure(single(vague, "MD", plan=COCHRANE), asking("radial")).drawing.data.body[0].cells
    assert plain_text(found[2].children) == "0.000430"  # 1 / sqrt(9000² / 30 + 9000² / 30)


def test_two_studies_have_no_baujat_plot():
    rows = {name: SAME[name] for name in ("Study 1", "Study 2")}
    (issue,) = refusal(single(rows, plan=COCHRANE), asking("baujat"))
    assert "found 2 studies with an effect, expected 3 or more" in issue.message


# ---- L'Abbé


def test_labbes_points_are_the_risks_of_both_groups_on_one_scale():
    found = laid("labbe", bcg_review(), "tb")
    assert_at(found, [(c / m, a / n) for _, (a, n), (c, m), _ in BCG])
    assert (found.plot.across.low, found.plot.across.high) == (found.plot.up.low, found.plot.up.high)
    assert found.plot.width == pytest.approx(found.plot.height)


def test_the_diagonal_is_the_same_risk_and_the_curve_the_pooled_effect():
    found = laid("labbe", bcg_review(), "tb")
    plot, high = found.plot, found.plot.across.high
    (diagonal,), (curve,) = group(found.page, "null"), group(found.page, "estimate")
    assert diagonal.points == (pytest.approx(plot.at((0, 0))), pytest.approx(plot.at((high, high))))
    assert curve.points[-1] == pytest.approx(plot.at((high, math.exp(BCG_REML) * high)), abs=1e-4)
    assert curve.dash
    assert not diagonal.dash


@pytest.mark.parametrize(
    ("measure", "risk"),
    [
        ("OR", lambda y, p: math.exp(y) * p / (1 - p + math.exp(y) * p)),
        ("RD", lambda y, p: p + y),
        ("RR", lambda y, p: math.exp(y) * p),
        ("AS", lambda y, p: math.sin(math.asin(math.sqrt(p)) + y) ** 2),
    ],
)
def test_the_curve_follows_the_measure(measure, risk):
    review = single(dict(list(SAME.items())[:4]), measure, plan=COCHRANE)
    estimate = analyse(review, STYLE).pooled["x"].summary.estimate
    found = laid("labbe", review)
    (curve,) = group(found.page, "estimate")
    middle = found.plot.across.high * 0.8
    expected = found.plot.at((middle, risk(estimate, middle)))
    assert min(math.dist(point, expected) for point in curve.points) < 0.01


def test_areas_of_labbes_bubbles_are_as_the_inverse_variances():
    found = laid("labbe", bcg_review(), "tb")
    radii = sorted(one.marks[0].radius for one in groups(found.page, "study"))
    shares = sorted(min(BCG_V) / v for v in BCG_V)
    drawn = [(radius, share) for radius, share in zip(radii, shares, strict=True) if radius > 1.31]
    assert len(drawn) > 5
    assert [(radius / radii[-1]) ** 2 for radius, _ in drawn] == pytest.approx([share for _, share in drawn], rel=1e-6)


def test_a_mean_difference_has_no_labbe_plot():
    (issue,) = refusal(single(MEANS, "MD", plan=COCHRANE), asking("labbe"))
    assert "found the outcome 'x', a mean difference, expected one of RR, OR, PETO, RD, AS" in issue.message


# ---- radial


def test_radial_points_are_precisions_and_standardised_effects():
    expected = [(1 / math.sqrt(v + BCG_TAU2), y / math.sqrt(v + BCG_TAU2)) for y, v in zip(BCG_Y, BCG_V, strict=True)]
    assert_at(laid("radial", bcg_review(), "tb"), expected, within=1e-3)


def test_a_common_effect_needs_no_variance_between_studies():
    review = bcg_review()
    review = replace(review, outcomes=(replace(review.outcomes[0], plan=replace(COCHRANE, model="common")),))
    assert_at(laid("radial", review, "tb"), [(v**-0.5, y * v**-0.5) for y, v in zip(BCG_Y, BCG_V, strict=True)], 1e-3)


def test_the_line_rises_by_the_estimate_and_ends_on_the_arc():
    found = laid("radial", bcg_review(), "tb")
    plot = found.plot
    (line,) = group(found.page, "estimate")
    assert line.points[0] == pytest.approx(plot.at((0, 0)))
    assert math.dist(*line.points) == pytest.approx(ARC_AT * plot.width, abs=1e-3)
    x = plot.across.low + (line.points[1][0] - plot.left) / plot.width * (plot.across.high - plot.across.low)
    assert line.points[1][1] == pytest.approx(plot.y(BCG_REML * x), abs=1e-3)


def test_the_band_is_as_wide_as_the_normal_distribution_says():
    found = laid("radial", bcg_review(), "tb")
    (band,) = group(found.page, "band")
    at_left = sorted(y for x, y in band.points if x == pytest.approx(found.plot.left))
    assert at_left == pytest.approx([found.plot.y(Z95), found.plot.y(-Z95)])


def test_labels_of_the_arc_are_effects_on_the_rays_to_them():
    found = laid("radial", bcg_review(), "tb")
    plot = found.plot
    origin = plot.at((0, 0))
    labels = [mark for mark in texts(found.page.marks) if plot.left < mark.x < plot.right and mark.anchor == "start"]
    assert {"0.2", "0.5", "1", "1.5"} <= {mark.text for mark in labels}
    for mark in labels:
        rise = math.log(float(mark.text)) * plot.height / (plot.up.high - plot.up.low)
        run = plot.width / (plot.across.high - plot.across.low)
        middle = mark.y - mark.size * 0.33
        assert math.atan2(origin[1] - middle, mark.x - origin[0]) == pytest.approx(math.atan2(rise, run), abs=0.002)


@pytest.mark.parametrize("review", [many(60), single(WILD, "OR", plan=COCHRANE), single(MEANS, "MD", plan=COCHRANE)])
def test_all_points_lie_within_the_arc(review):
    found = laid("radial", review)
    origin = found.plot.at((0, 0))
    assert max(math.dist(origin, place) for place in centres(found.page).values()) <= ARC_AT * found.plot.width


def test_studies_outside_the_band_are_counted_and_named():
    assert "0 outside the band" in figure(bcg_review(), asking("radial", "tb")).drawing.alt
    assert "8 outside the band" in figure(many(60), asking("radial")).drawing.alt
    assert "The studies named lie outside the band." in caption(many(60), asking("radial"))


def test_every_line_of_the_three_lies_in_its_plot():
    for kind in KINDS:
        found = laid(kind, single(WILD, "OR", plan=COCHRANE))
        left, top, right, bottom = found.plot.box
        lines = [mark for one in groups(found.page, "line") for mark in one.marks]
        for x, y in (point for mark in lines for point in mark.points):
            assert left - 1e-6 <= x <= right + 1e-6
            assert top - 1e-6 <= y <= bottom + 1e-6
    assert plain_text(figure(bcg_review(), asking("labbe", "tb")).caption).startswith("Tuberculosis: ")
