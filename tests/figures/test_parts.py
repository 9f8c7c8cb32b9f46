"""Figures too tall for a page: forest plots and risk-of-bias summaries in parts."""

import math
from dataclasses import replace

import pytest

from reportgen.errors import Origin
from reportgen.figures import draw_forest, draw_risk_of_bias, forest_drawings, risk_of_bias_drawings
from reportgen.figures.canvas import MM
from reportgen.figures.forest.blocks import ForestBlock, as_forest
from reportgen.figures.forest.content import content_of
from reportgen.figures.forest.frame import frame_for
from reportgen.figures.forest.layout import forest_parts
from reportgen.figures.lettering import Lettering
from reportgen.figures.lines import text_of
from reportgen.model import Attribution, Judgement
from reportgen.quantities import analyse
from reportgen.style import Style
from tests.compose.drafts import TOOL
from tests.divided import divided
from tests.figures.faults import outside, overlapping
from tests.figures.samples import groups, many
from tests.reviews import make_review

STYLE = Style()
TALL = {
    subgroup: {f"{subgroup.title()} {1950 + i}": ((3 + i % 7, 40 + i), (5 + i % 5, 41 + i)) for i in range(count)}
    for subgroup, count in (("women", 30), ("men", 4), ("children", 25))
}


def blocks_of(review):
    analysis = analyse(review, STYLE)
    return tuple(ForestBlock(outcome=outcome, pooled=analysis.pooled[outcome.id]) for outcome in review.outcomes)


def parts_of(review, most):
    forest = as_forest(blocks_of(review), review, STYLE)
    return forest_parts(frame_for(forest, content_of(forest), Lettering()), most)


def names_on(page):
    return [group.id for group in groups(page, "study")]


def all_on_one(review):
    return [group.id for part in parts_of(review, math.inf) for group in groups(part.page, "study")]


@pytest.mark.parametrize("review", [divided(TALL), many(60)], ids=["subgroups", "plain"])
@pytest.mark.parametrize("most", [300.0, 450.0, 700.0])
def test_parts_are_no_taller_than_asked_and_hold_each_study_once_in_order(review, most):
    parts = parts_of(review, most)
    assert len(parts) > 1
    assert all(part.page.height <= most for part in parts)
    assert [name for part in parts for name in names_on(part.page)] == all_on_one(review)
    assert all(names_on(part.page) for part in parts)


@pytest.mark.parametrize("most", [300.0, 450.0])
def test_every_part_has_heads_axis_and_the_same_columns(most):
    parts = parts_of(divided(TALL), most)
    for part in parts:
        assert len(groups(part.page, "head")) == len(groups(part.page, "axis")) == 1
        assert outside(part.page) == overlapping(part.page) == []
    assert len({part.page.width for part in parts}) == 1
    assert len({groups(part.page, "head")[0] for part in parts}) == 1


def test_a_subgroup_that_goes_on_says_so_and_no_heading_stands_alone():
    for part in parts_of(divided(TALL), 300.0):
        rows = [row for row in part.content.rows if row.kind != "gap"]
        assert rows[-1].kind != "heading"
        assert rows[0].kind in {"heading", "total"}
    first, second = parts_of(divided(TALL), 300.0)[:2]
    assert text_of(first.content.rows[0].label) == "Women"
    assert text_of(second.content.rows[0].label) == "Women (continued)"


def test_small_print_stays_with_its_total():
    for most in range(260, 700, 20):
        for part in parts_of(divided(TALL), float(most)):
            assert part.content.rows[0].kind != "line"


def test_a_plot_that_fits_is_one_part_and_that_of_one_piece():
    review = divided(TALL)
    whole = draw_forest(blocks_of(review), review, STYLE, name="f")
    (part,) = forest_drawings(blocks_of(review), review, STYLE, name="f", tallest_mm=whole.height_mm)
    assert (part, part.alt, part.render("svg", 0)) == (whole, whole.alt, whole.render("svg", 0))


def test_parts_have_names_alternatives_data_and_numbers_of_their_own():
    review = divided(TALL)
    whole = draw_forest(blocks_of(review), review, STYLE, name="f")
    parts = forest_drawings(blocks_of(review), review, STYLE, name="f", tallest_mm=lambda width: width * 0.9)
    assert [part.name for part in parts] == ["f", *(f"f-part-{i}" for i in range(2, len(parts) + 1))]
    assert parts[1].alt.startswith(f"Part 2 of {len(parts)}. Forest plot")
    assert len({part.data.id for part in parts}) == len(parts)
    assert [number for part in parts for number in part.numbers] == list(whole.numbers)


def test_a_part_has_the_footnotes_that_its_rows_point_at():
    review = many(60)
    rows = list(review.results)
    rows[-1] = replace(rows[-1], attribution=Attribution(provenance="reconstructed"))
    first, *_, last = parts_of(replace(review, results=tuple(rows)), 400.0)
    assert first.content.footnotes == ()
    assert [note for _, note in last.content.footnotes] == ["Data reconstructed, not reported."]


def judged(count):
    names = [f"Study {i}" for i in range(count)]
    judgements = [
        Judgement(study=name, domain=domain.id, level="low", origin=Origin("risk_of_bias.csv", i + 2))
        for i, name in enumerate(names)
        for domain in TOOL.domains
        if i % 5
    ]
    return make_review({name: {} for name in names}, judgements=judgements, risk_of_bias_tool=TOOL)


def test_a_summary_of_many_studies_is_shared_out_evenly_with_heads_and_legend_on_each_part():
    review = judged(60)
    whole = draw_risk_of_bias(review, STYLE, name="r")
    parts = risk_of_bias_drawings(review, STYLE, name="r", tallest_mm=150.0)
    assert len(parts) == 3
    assert all(part.height_mm <= 150.0 for part in parts)
    assert [len(part.data.body) for part in parts] == [20, 20, 20]
    assert [part.name for part in parts] == ["r", "r-part-2", "r-part-3"]
    assert [number for part in parts for number in part.numbers] == list(whole.numbers)
    assert all(b'id="legend"' in part.render("svg", 0) for part in parts)
    assert parts[2].alt.startswith("Part 3 of 3. Risk of bias")


def test_a_summary_that_fits_stays_whole():
    review = judged(6)
    assert risk_of_bias_drawings(review, STYLE, name="r", tallest_mm=1000 / MM) == (
        draw_risk_of_bias(review, STYLE, name="r"),
    )
