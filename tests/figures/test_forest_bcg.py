"""The BCG trials drawn in each layout: strings as journals print them, numbers of metafor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.figures import draw_forest
from reportgen.figures.canvas import TextMark, walk
from reportgen.figures.forest import LAYOUTS
from reportgen.figures.forest.blocks import as_forest
from reportgen.figures.forest.content import content_of
from reportgen.figures.lines import text_of
from reportgen.style import FigureStyle, Style
from tests.figures.samples import bcg, blocks_of, page

# R 4.2.2, metafor 5.1.12, dat.bcg, RR: weights of rma(method = "DL") in percent; rounded they add up to 99.8
WEIGHTS = ["5.0", "6.3", "4.4", "9.7", "8.9", "10.1", "6.0", "10.2", "8.7", "8.4", "9.9", "3.8", "8.4"]
SUBTOTALS = [("0.37", "0.18", "0.74"), ("0.58", "0.34", "1.01"), ("0.64", "0.35", "1.19")]


def styled(layout):
    return Style(figures=FigureStyle(forest=layout))


def trials(*, subgroups=True, **plan):
    review = bcg(subgroups=subgroups)
    outcome = review.outcomes[0]
    return replace(review, outcomes=(replace(outcome, plan=replace(outcome.plan, **plan)),))


def rows(layout, review):
    return content_of(as_forest(blocks_of(review), review, styled(layout))).rows


def small_print(layout, **plan):
    found = rows(layout, trials(**plan))
    return [text_of(row.label) for row in found if row.kind == "line"]


FOOTERS = {
    "revman": [
        "Heterogeneity: Tau² = 0.31; Chi² = 152.23, df = 12 (P < 0.00001); I² = 92%",
        "Test for overall effect: Z = 4.00 (P < 0.0001)",
        "Test for subgroup differences: Chi² = 1.54, df = 2 (P = 0.46), I² = 0%",
    ],
    "jama": [
        "Heterogeneity: χ²₁₂ = 152.23 (P<.001), I² = 92%",
        "Test for overall effect: Z = 4.00 (P<.001)",
        "Test for subgroup differences: χ²₂ = 1.54 (P=.46)",
    ],
    "bmj": [
        "Test for heterogeneity: τ²=0.31; χ²=152.23, df=12, P<0.001; I²=92%",
        "Test for overall effect: Z=4.00, P<0.001",
        "Test for subgroup differences: χ²=1.54, df=2, P=0.46; I²=0%",
    ],
    "standard": [
        "Heterogeneity: τ² (DL) = 0.31; χ² = 152.23, df = 12 (P <\u00a00.001); I² = 92%",
        "Test for overall effect: Z = 4.00 (P <\u00a00.001)",
        "Test for subgroup differences: χ² = 1.54, df = 2 (P = 0.46), I² = 0%",
    ],
}
COMMON = {
    "revman": "Heterogeneity: Chi² = 152.23, df = 12 (P < 0.00001); I² = 92%",
    "jama": "Heterogeneity: χ²₁₂ = 152.23 (P<.001), I² = 92%",
    "bmj": "Test for heterogeneity: χ²=152.23, df=12, P<0.001; I²=92%",
    "standard": "Heterogeneity: χ² = 152.23, df = 12 (P <\u00a00.001); I² = 92%",
}
HEADS = {
    "revman": {"Study or Subgroup", "Events", "Total", "Weight", "Risk Ratio", "IV, Random, 95% CI", "BCG", "Control"},
    "jama": {"Source", "RR (95% CI)", "Favors BCG", "Favors Control", "Weight, %"},
    "bmj": {
        "Study or subgroup",
        "No of events/total",
        "Weight (%)",
        "Risk ratio",
        "IV, random (95% CI)",
        "BCG",
        "Control",
    },
    "standard": {"Study or subgroup", "Events", "Total", "Risk ratio", "(95% CI)", "Weight", "BCG", "Control"},
}
PIECES = {
    "revman": ("0.49", "[0.34,", "0.70]"),
    "jama": ("0.49", "(0.34-", "0.70)"),
    "bmj": ("0.49", "(0.34", "to", "0.70)"),
    "standard": ("0.49", "(0.34", "to", "0.70)"),
}
TOTALS = {
    "revman": "Total (95% CI)",
    "jama": "Total",
    "bmj": "Total (95% CI)",
    "standard": "Total (random effects)",
}


@pytest.mark.parametrize("cases", [FOOTERS, COMMON, HEADS, PIECES, TOTALS])
def test_every_layout_has_its_strings_here(cases):
    assert set(cases) == set(LAYOUTS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_footer_reads_as_the_layout_has_it(layout):
    assert small_print(layout)[-3:] == FOOTERS[layout]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_common_effect_has_no_tau2_in_its_footer(layout):
    assert COMMON[layout] in small_print(layout, model="common")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_heads_are_those_of_the_layout(layout):
    drawn = page(trials(), styled(layout))
    (head,) = [mark for mark in walk(drawn.marks) if getattr(mark, "kind", "") == "head"]
    assert {mark.text for mark in walk(head.marks) if isinstance(mark, TextMark)} == HEADS[layout]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_total_is_written_in_the_pieces_of_the_layout(layout):
    drawn = page(trials(), styled(layout))
    (total,) = [mark for mark in walk(drawn.marks) if getattr(mark, "id", "") == "total-tb"]
    texts = [mark.text for mark in total.marks if isinstance(mark, TextMark)]
    assert texts[0] == TOTALS[layout]
    assert [text for text in texts if text in PIECES[layout]] == list(PIECES[layout])
    assert all(mark.bold for mark in total.marks if isinstance(mark, TextMark))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_numbers_are_metafors_in_every_layout(layout):
    found = rows(layout, trials())
    flat = rows(layout, trials(subgroups=False))
    assert [text_of(row.cells["weight"]).rstrip("%") for row in flat if row.kind == "study"] == WEIGHTS
    subtotals = [row.effect for row in found if row.kind == "subtotal"]
    assert [(e.estimate.text, e.ci_low.text, e.ci_high.text) for e in subtotals] == SUBTOTALS
    total = next(row for row in found if row.kind == "total")
    assert total.effect.estimate.value == pytest.approx(0.489624, abs=1e-6)
    assert total.effect.ci_low.value == pytest.approx(0.344919, abs=1e-6)
    assert total.effect.ci_high.value == pytest.approx(0.695038, abs=1e-6)
    assert text_of(total.cells["weight"]).rstrip("%") == "100.0"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_prediction_interval_has_a_row_in_every_layout_but_not_for_two_studies(layout):
    found = rows(layout, trials(prediction="t-k-1"))
    predicted = [row for row in found if row.kind == "prediction"]
    assert [tuple(limit.text for limit in row.limits) for row in predicted][-1] == ("0.14", "1.75")
    assert [row.id for row in predicted] == ["prediction-tb-random", "prediction-tb-systematic", "prediction-tb"]
    notes = content_of(
        as_forest(blocks_of(trials(prediction="t-k-1")), trials(prediction="t-k-1"), styled(layout))
    ).footnotes
    assert [note for _, note in notes] == ["No prediction interval is shown: it takes three studies or more."]


def test_limits_with_a_minus_are_parted_by_a_word_in_jama():
    review = bcg()
    outcome = replace(review.outcomes[0], measure="RD")
    drawing = draw_forest(
        blocks_of(replace(review, outcomes=(outcome,))), replace(review, outcomes=(outcome,)), styled("jama"), name="x"
    )
    drawn = drawing.render("svg", 0).decode()
    assert ">to</text>" in drawn
    assert not any(f"{digit}-<" in drawn for digit in "0123456789")


def test_bmj_writes_events_and_totals_as_one():
    drawn = page(trials(), styled("bmj"))
    (study,) = [mark for mark in walk(drawn.marks) if getattr(mark, "id", "") == "study-tb-tpt-madras-1980"]
    texts = [mark for mark in study.marks if isinstance(mark, TextMark)]
    assert [mark.text for mark in texts[1:5]] == ["505", "/88,391", "499", "/88,391"]
    assert [mark.anchor for mark in texts[1:3]] == ["end", "start"]
    assert 0 < texts[2].x - texts[1].x < 1
