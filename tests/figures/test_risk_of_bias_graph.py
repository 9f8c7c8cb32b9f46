"""Risk-of-bias graphs, and summaries by every tool: bars add up, labels are readable, nothing is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document import Number
from reportgen.errors import DataError, Origin
from reportgen.figures import FIGURES
from reportgen.figures.canvas import CircleMark, ShapeMark, walk
from reportgen.load.registries import tools
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.model import FigurePlan, Judgement
from reportgen.quantities import analyse
from reportgen.style import FigureStyle, Style
from reportgen.wording.numbers import whole_shares
from tests.figures.faults import outside, overlapping
from tests.figures.samples import LONG_NAME, bcg, groups, texts
from tests.figures.svg_page import page_of
from tests.reviews import make_outcome, make_review, make_study

HERE = Origin("review.yaml", 1)
TOOLS = tools()


def judged(review, tool, *, outcome="", shift=0):
    """Return the review with all levels in turn on each domain but an overall one."""
    read = shipped_tool(tool)
    domains = [domain for domain in read.domains if domain.id != "overall"]
    judgements = tuple(
        Judgement(
            study=study.id,
            domain=domain.id,
            level=read.levels[(row * (column + 2) + shift) % len(read.levels)].id,
            outcome=outcome,
            origin=Origin("risk_of_bias.csv", 2 + column + row * len(domains), 3),
        )
        for row, study in enumerate(review.studies)
        for column, domain in enumerate(domains)
    )
    return replace(review, risk_of_bias_tool=read, judgements=(*review.judgements, *judgements))


def plain(count, tool="rob1"):
    names = [LONG_NAME if i == 1 else f"Study {i}" for i in range(count)]
    return judged(replace(make_review(), studies=tuple(make_study(n, line=i) for i, n in enumerate(names, 2))), tool)


def figures(review, kind="risk-of-bias-graph", style=None, **plan):
    given = FigurePlan(id=kind, kind=kind, origin=HERE, **plan)
    return FIGURES[kind].make(analyse(review, style or Style()), given)


def graph(review, **settings):
    (figure,) = figures(review, **settings)
    return figure, page_of(figure.drawing.render("svg", 0))


def shares(figure):
    found: dict[str, list[int]] = {}
    for row in figure.drawing.data.body:
        found.setdefault(row.cells[0].children[0].text, []).append(int(row.cells[3].children[0].text.rstrip("%")))
    return found


def words(page):
    return [mark.text for mark in texts(page.marks)]


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=9))
@settings(max_examples=300)
def test_whole_shares_add_up_to_a_hundred_and_are_off_by_less_than_one(parts):
    found = whole_shares(parts)
    if sum(parts) == 0:
        assert found == ()
        return
    assert sum(found) == 100
    assert all(abs(share - 100 * part / sum(parts)) < 1 + 1e-9 for share, part in zip(found, parts, strict=True))


@pytest.mark.parametrize(
    ("parts", "expected"), [((1, 1, 1), (34, 33, 33)), ((2, 1), (67, 33)), ((0, 5), (0, 100)), ((1,), (100,))]
)
def test_the_largest_remainders_get_the_points_that_are_left(parts, expected):
    assert whole_shares(parts) == expected


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("count", [1, 3, 13, 100])
def test_the_printed_shares_of_each_domain_add_up_and_are_all_there(tool, count):
    figure, page = graph(plain(count, tool))
    assert {sum(found) for found in shares(figure).values()} == {100}
    parts = [mark for group in groups(page, "domain") for mark in walk(group.marks) if isinstance(mark, ShapeMark)]
    assert len(parts) == len(figure.drawing.data.body)
    assert (overlapping(page), outside(page)) == ([], [])


def test_shares_are_numbers_with_the_cells_of_their_judgements():
    figure, _ = graph(plain(4))
    percents = [node for node in figure.drawing.numbers if isinstance(node, Number) and node.statistic == "share"]
    first = percents[0]
    assert (first.text, first.value, len(first.inputs)) == ("50%", 50.0, 2)
    assert sum(node.value for node in percents) == pytest.approx(700)


def test_the_axis_says_of_what_the_bars_are_percentages():
    assert "% of studies (k\u00a0=\u00a013)" in words(graph(plain(13))[1])


def test_a_part_of_eight_percent_or_more_says_its_share_and_colour_is_never_alone():
    figure, page = graph(plain(13))
    labels = [text for group in groups(page, "domain") for text in words(group) if text.endswith("%")]
    symbols = [text for group in groups(page, "domain") for text in words(group) if len(text) == 1]
    assert len(labels) == len(symbols) == len(figure.drawing.data.body) == 17


def test_a_part_of_eight_percent_has_room_for_symbol_and_share():
    review = plain(25)
    levels = ("low", "low", "unclear", "unclear", *("high",) * 21)
    changed = tuple(
        replace(one, level=levels[[study.id for study in review.studies].index(one.study)]) for one in review.judgements
    )
    _, page = graph(replace(review, judgements=changed))
    bar = groups(page, "domain")[-1]
    assert words(bar) == ["Other bias", "+", "8%", "?", "8%", "−", "84%"]


def test_the_overall_judgement_is_last_and_bold_and_said_to_be_worked_out():
    figure, page = graph(plain(13, "robins-i"))
    last = groups(page, "domain")[-1]
    assert (texts(last.marks)[0].text, texts(last.marks)[0].bold) == ("Overall", True)
    assert any("worked out from the domains" in text for text in words(page))
    assert "; overall: " in figure.drawing.alt
    assert len(figure.drawing.alt) <= 250


def test_domains_have_their_full_names_and_panels_stand_apart():
    assert "Bias due to missing outcome data" in words(graph(plain(3, "rob2"))[1])
    assert {"Risk of bias", "Applicability concerns"} <= set(words(graph(plain(3, "quadas-2"))[1]))


def test_by_weight_each_study_counts_what_it_weighs_in_the_outcome():
    review = judged(bcg(), "rob1")
    figure, page = graph(review, weights="tb")
    pooled = analyse(review, Style()).pooled["tb"]
    low = {one.study for one in review.judgements if one.domain == "other" and one.level == "low"}
    weight = sum(w for row, w in zip(pooled.effects.rows, pooled.weights, strict=True) if row.study in low)
    share = next(node for node in figure.drawing.numbers if node.subject == "risk_of_bias/other/low")
    assert share.value == pytest.approx(weight)
    assert 0 < weight < 100
    assert "% of the weight in tuberculosis (k\u00a0=\u00a013)" in words(page)


def test_weights_of_an_outcome_that_is_not_pooled_are_a_mistake():
    review = replace(plain(3), outcomes=(make_outcome("x", pooled=False),))
    with pytest.raises(DataError, match="figure-settings-fit"):
        figures(review, weights="x")


def test_results_for_one_outcome_are_drawn_alone_and_named_in_caption_and_axis():
    review = replace(plain(3, "rob2"), judgements=(), outcomes=(make_outcome("pain"), make_outcome("sleep")))
    review = judged(judged(review, "rob2", outcome="pain"), "rob2", outcome="sleep", shift=1)
    both, page = graph(review)
    assert "% of results (n\u00a0=\u00a06)" in words(page)
    one, page = graph(review, outcome="sleep")
    assert "% of studies (k\u00a0=\u00a03)" in words(page)
    assert "in the results for sleep" in one.caption[0].text
    assert "in the results for" not in both.caption[0].text
    (summary,) = figures(review, "risk-of-bias", outcome="pain")
    assert "in the results for pain" in summary.caption[0].text
    assert len(summary.drawing.data.body) == 3


def test_a_missing_judgement_has_its_part_and_place_in_the_legend():
    review = plain(13)
    figure, page = graph(replace(review, judgements=review.judgements[1:]))
    assert "No judgement" in words(page)
    assert {sum(found) for found in shares(figure).values()} == {100}


@pytest.mark.parametrize("symbols", ["cochrane", "robvis"])
@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("count", [1, 13, 60, 100])
def test_a_summary_shows_every_judgement_on_pages_with_heads_that_nothing_runs_into(tool, count, symbols):
    style = replace(Style(), figures=FigureStyle(risk_of_bias_symbols=symbols))
    review = plain(count, tool)
    parts = figures(review, "risk-of-bias", style)
    pages = [page_of(figure.drawing.render("svg", 0)) for figure in parts]
    rows = [row for page in pages for row in groups(page, "study")]
    assert len(rows) == count
    circles = [mark for row in rows for mark in walk(row.marks) if isinstance(mark, CircleMark)]
    derived = sum(
        cell.children[0].text.endswith("(worked out)")
        for figure in parts
        for row in figure.drawing.data.body
        for cell in row.cells
    )
    assert len(circles) == len(review.judgements) + derived
    for page in pages:
        assert (overlapping(page), outside(page)) == ([], [])
        assert groups(page, "head")
        assert groups(page, "legend")
    assert len(pages) == 1 or max(figure.drawing.height_mm for figure in parts) <= 205 * 8 / 6.5 + 0.1
