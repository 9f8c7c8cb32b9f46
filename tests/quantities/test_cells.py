"""Numbers that stand in cells, and published ones; which forest plots there are."""

import pytest

from reportgen.model import Attribution, Cell
from reportgen.quantities import analyse, cell_number, counted, flow_number, forest_plots, published_quantities, weakest
from reportgen.style import NumberStyle, Style
from tests.reviews import cell, make_flow, make_outcome, make_published, make_review

STYLE = Style()
CLOSED = Style(numbers=NumberStyle(spaced_relations=False))


def test_a_cell_is_printed_as_entered_and_leads_to_its_place():
    found = cell_number(
        Cell(8.9, cell(1, "f.csv", 3, 2).origin, "8,90", Attribution(provenance="derived")), "mean", "x", STYLE
    )
    assert (found.text, found.value, found.provenance, found.inputs[0].line) == ("8.90", 8.9, "derived", 3)


def test_an_empty_cell_has_no_number():
    assert cell_number(cell(None, "f.csv", 2, 2), "n", "x", STYLE) is None
    assert flow_number(make_flow(screened=0).counts[0], STYLE).text == "0"


def test_a_count_has_thousands_marks_and_its_reasons():
    flow = make_flow(excluded_reports={"wrong age": 12345})
    found = flow_number(flow.counts[0], STYLE)
    assert (found.text, found.subject) == ("12,345", "flow/excluded_reports/wrong age")
    assert counted(2, "studies", "included", (), STYLE).how == "counted"


@pytest.mark.parametrize(
    ("words", "least"),
    [((), "reported"), (("reported", "derived"), "derived"), (("unknown", "reconstructed"), "unknown")],
)
def test_the_weakest_word(words, least):
    assert weakest(words) == least


@pytest.mark.parametrize(
    ("printed", "spaced", "closed", "value"),
    [
        ("0.03", "0.03", "0.03", 0.03),
        ("<0.001", "<\u00a00.001", "<0.001", 0.001),
        ("< 0.0001", "<\u00a00.0001", "<0.0001", 0.0001),
        ("= 0.05", "0.05", "0.05", 0.05),
        ("0.000", "0.000", "0.000", 0.0),
        ("NS", "NS", "NS", None),
    ],
)
def test_a_published_p_value_keeps_its_digits(printed, spaced, closed, value):
    effect = make_published(p=printed)
    found, other = (published_quantities(effect, style).p for style in (STYLE, CLOSED))
    assert (found.text, other.text, found.value) == (spaced, closed, value)
    assert found.inputs == (effect.p_origin,)


def test_a_published_effect_is_printed_digit_for_digit():
    effect = make_published(estimate="3.30", ci_low="1.82", ci_high="6.0", i2="40%", k="2", n="129")
    found = published_quantities(effect, STYLE)
    texts = (found.effect.estimate.text, found.effect.ci_low.text, found.effect.ci_high.text, found.i2.text)
    assert texts == ("3.30", "1.82", "6.0", "40%")
    assert {number.how for number in (found.effect.estimate, found.k, found.n)} == {"as published"}


def test_an_estimate_without_limits_is_no_effect_to_print():
    found = published_quantities(make_published(estimate="0.74"), STYLE)
    assert (found.effect, found.p, found.k) == (None, None, None)


TWO = {
    "A": {"x": ((3, 9), (1, 9)), "y": ((3, 9), (1, 9)), "z": ((3, 9), (1, 9))},
    "B": {"x": ((3, 9), (1, 9)), "y": ((3, 9), (1, 9))},
}


def test_outcomes_share_a_plot_or_have_their_own_if_two_studies_give_data():
    outcomes = [
        make_outcome("x", figure="both"),
        make_outcome("y", figure="both"),
        make_outcome("z"),
        make_outcome("p", figure="both", pooled=False),
        make_outcome("q", figure="both", pooled=False),
    ]
    published = [
        make_published(outcome="p", estimate="1.1", ci_low="1", ci_high="2"),
        make_published("E02", outcome="q"),
    ]
    plots = forest_plots(analyse(make_review(TWO, outcomes=outcomes, published=published), STYLE))
    assert {id_: [o.id for o in blocks] for id_, blocks in plots.items()} == {"both": ["x", "y", "p"]}


def test_an_outcome_without_a_figure_is_drawn_under_its_own_name():
    plots = forest_plots(analyse(make_review(TWO), STYLE))
    assert list(plots) == ["x", "y"]


def test_unpooled_outcomes_have_no_result():
    analysis = analyse(make_review(TWO, outcomes=[make_outcome("x", pooled=False)]), STYLE)
    assert set(analysis.pooled) == {"y", "z"}
