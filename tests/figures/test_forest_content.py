from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.errors import DataError
from reportgen.figures import draw_forest
from reportgen.figures.lines import text_of
from reportgen.model import Plan
from tests.figures.samples import REVMAN_STYLE, arms, bcg, blocks_of, content, lines, several, single
from tests.reviews import REVMAN, make_outcome, make_published, make_result, make_review

ROWS = {"A 2001": ((4, 20), (9, 21)), "B 2002": ((3, 30), (8, 31))}


def test_the_small_print_of_the_bcg_trials_reads_as_revman_prints_it():
    assert lines(bcg())[-4:] == [
        "Total (95% CI)",
        "Total events",
        "Heterogeneity: Tau² = 0.31; Chi² = 152.23, df = 12 (P < 0.00001); I² = 92%",
        "Test for overall effect: Z = 4.00 (P < 0.0001)",
    ]


def test_the_total_of_the_bcg_trials_has_numbers_weight_and_effect():
    total = next(row for row in content(bcg()).rows if row.kind == "total")
    cells = {key: text_of(line) for key, line in total.cells.items()}
    assert cells == {"experimental.n": "191,064", "comparator.n": "166,283", "weight": "100.0%"}
    assert total.effect is not None
    assert (total.effect.estimate.text, total.effect.ci_low.text, total.effect.ci_high.text) == ("0.49", "0.34", "0.70")


def test_subgroups_have_subtotals_a_total_and_the_test_between_them():
    found = lines(bcg(subgroups=True))
    assert found.count("Subtotal (95% CI)") == 3
    assert found.count("Total (95% CI)") == 1
    assert found[-1] == "Test for subgroup differences: Chi² = 1.54, df = 2 (P = 0.46), I² = 0%"


def test_weights_of_subtotals_are_shares_of_the_whole():
    rows = content(bcg(subgroups=True)).rows
    assert [text_of(row.cells["weight"]) for row in rows if row.kind == "subtotal"] == ["50.5%", "19.0%", "30.5%"]


def test_outcomes_of_the_same_studies_have_a_total_each_and_none_over_all():
    outcomes = [make_outcome(name, title=name) for name in ("secure", "avoidant", "resistant")]
    review = several(outcomes, ROWS)
    rows = content(review).rows
    assert [row.id for row in rows if row.kind == "total"] == ["total-secure", "total-avoidant", "total-resistant"]
    assert not any("subgroup differences" in line for line in lines(review))


def test_a_common_model_prints_no_tau2_and_says_fixed():
    plan = Plan(model="common", method="mantel-haenszel")
    review = single(ROWS, plan=plan)
    assert any(line.startswith("Heterogeneity: Chi² = ") for line in lines(review))
    drawing = draw_forest(blocks_of(review), review, REVMAN_STYLE, name="x")
    assert b">M-H, Fixed, 95% CI<" in drawing.render("svg", 0)


def test_a_single_study_has_no_heterogeneity():
    assert "Heterogeneity: Not applicable" in lines(single({"A 2001": ((4, 20), (9, 21))}))


def test_a_study_without_events_stays_with_its_participants_but_without_mark_and_weight():
    rows = content(single(ROWS | {"C 2003": ((0, 10), (0, 12))})).rows
    empty = next(row for row in rows if row.effect_text)
    total = next(row for row in rows if row.kind == "total")
    assert (empty.effect_text, empty.plotted, "weight" in empty.cells) == ("Not estimable", None, False)
    assert text_of(total.cells["experimental.n"]) == "60"


def test_when_no_study_is_estimable_the_total_says_so():
    rows = content(single({"A 2001": ((0, 20), (0, 21))})).rows
    assert [(row.kind, row.effect_text) for row in rows] == [("study", "Not estimable"), ("total", "Not estimable")]


def test_a_published_result_is_a_diamond_of_its_own_without_weight():
    outcome = make_outcome("y", pooled=False)
    published = make_published(
        "E1", outcome="y", estimate="0.74", ci_low="0.52", ci_high="1.04", k="3", i2="38", p="<0.001"
    )
    row, line = content(make_review(outcomes=[outcome], published=(published,))).rows
    assert row.plotted is not None
    assert (row.plotted.kind, text_of(row.label), dict(row.cells)) == ("published", "Total (95% CI), as published", {})
    assert text_of(line.label) == "As published: studies: 3; P <\u00a00.001; I² = 38%"


def test_a_published_statement_stands_where_there_is_no_estimate():
    outcome = make_outcome("y", pooled=False)
    assert lines(make_review(outcomes=[outcome], published=(make_published("E1", outcome="y"),))) == ["no difference"]


def test_our_own_result_goes_before_a_published_one():
    review = single(ROWS)
    published = make_published("E1", outcome="x", estimate="9.74", ci_low="9.52", ci_high="11.04")
    assert not any("published" in line for line in lines(replace(review, published=(published,))))


def test_data_that_were_not_reported_get_a_footnote_and_equal_ones_the_same_letter():
    review = single(ROWS)
    results = tuple(
        replace(row, attribution=replace(row.attribution, provenance="reconstructed")) for row in review.results
    )
    shown = content(replace(review, results=results))
    assert [row.notes for row in shown.rows if row.kind == "study"] == ["a", "a"]
    assert shown.footnotes == (("a", "Data reconstructed, not reported."),)


def test_a_study_that_cannot_be_pooled_says_why_and_has_no_mark():
    review = make_review({"B 2002": {"x": ((3, 20), (5, 21))}, "A 2001": {}}, outcomes=[make_outcome("x", plan=REVMAN)])
    effect = make_result("A 2001", "x", "T", {"estimate": 0.5, "se": 0.1}, versus="C", line=9)
    shown = content(replace(review, results=(*review.results, effect)))
    row = next(row for row in shown.rows if text_of(row.label) == "A 2001")
    assert (row.plotted, "weight" in row.cells, row.notes) == (None, False, "a")
    assert shown.footnotes[0][1].startswith("Not pooled: an effect without the counts")


def test_every_number_drawn_is_a_node_of_the_drawing():
    review = bcg()
    drawing = draw_forest(blocks_of(review), review, REVMAN_STYLE, name="x")
    subjects = {node.subject for node in drawing.numbers}
    drawn = [node.text for node in drawing.numbers]
    assert {"outcome/tb", "study/Aronson 1948", "outcome/tb/study/Aronson 1948"} <= subjects
    assert [drawn.count(text) for text in ("152.23", "191,064", "92%")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("measure", "comparison", "word"), [("OR", "therapy", "measure"), ("RR", "drugs", "comparison")]
)
def test_outcomes_that_cannot_share_an_axis_are_refused(measure, comparison, word):
    one, other = make_outcome("a"), replace(make_outcome("b", measure), comparison=comparison)
    review = several([one, other], ROWS, comparisons=(*arms("T", "C"), replace(arms("D", "C")[0], id="drugs")))
    with pytest.raises(DataError, match=f"block-outcomes-share-an-axis: found {word}"):
        draw_forest(blocks_of(review), review, REVMAN_STYLE, name="x")


def test_blocks_pooled_in_different_ways_say_so_in_their_headings():
    outcomes = [make_outcome("a"), make_outcome("b", plan=Plan(model="common", method="inverse-variance"))]
    headings = [row.aside for row in content(several(outcomes, ROWS)).rows if row.kind == "heading"]
    assert headings == ["M-H, Random", "IV, Fixed"]


def test_the_data_table_has_the_rows_of_the_picture_and_the_small_print_as_notes():
    review = bcg(subgroups=True)
    table = draw_forest(blocks_of(review), review, REVMAN_STYLE, name="x").data
    assert table is not None
    kinds = [row.kind for row in table.body]
    assert (kinds.count("body"), kinds.count("group")) == (13, 3)
    assert len(table.head.cells) == 7
    assert all(sum(cell.colspan for cell in row.cells) == 7 for row in table.body)
    assert len(table.notes) == 3 * 2 + 3
