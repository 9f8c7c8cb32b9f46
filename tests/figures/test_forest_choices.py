"""What a figure may choose: order, further columns, judgements beside the studies, both models, a second plot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.document import plain_text
from reportgen.errors import DataError, Origin
from reportgen.figures.canvas import CircleMark, GroupMark, TextMark, walk
from reportgen.figures.forest import LAYOUTS, make_forest
from reportgen.figures.forest.blocks import as_forest
from reportgen.figures.forest.content import content_of
from reportgen.figures.forest.frame import frame_for
from reportgen.figures.forest.layout import forest_page
from reportgen.figures.lettering import Lettering
from reportgen.figures.lines import text_of
from reportgen.figures.plans import figure_plans
from reportgen.model import PRESETS, Domain, FigurePlan, Judgement, Level, RiskOfBiasTool
from reportgen.quantities import analyse, ordered_studies
from reportgen.style import FigureStyle, Style
from tests.figures.faults import outside, overlapping
from tests.figures.samples import INVERSE_VARIANCE, bcg, blocks_of, groups, single
from tests.figures.stress.case import judged as stress_judged
from tests.reviews import make_outcome, make_published, make_review, make_study

ORIGIN = Origin("review.yaml", 7)
TOOL = RiskOfBiasTool(
    id="rob1",
    title="Tool",
    domains=(
        Domain(id="sequence", label="Random sequence generation", bias="selection bias"),
        Domain(id="missing", label="Missing data", bias="bias due to missing outcome data"),
        Domain(id="overall", label="Overall"),
    ),
    levels=(
        Level(id="low", label="Low risk", symbol="+", rank=0),
        Level(id="some", label="Some concerns", symbol="?", rank=1),
        Level(id="high", label="High risk", symbol="-", rank=2),
    ),
)
ROWS = {"Zoe 2001": ((4, 20), (9, 21)), "Adam 1999": ((30, 300), (80, 310)), "Mia 2005": ((7, 50), (6, 51))}


def planned(**settings):
    return FigurePlan(id="x", origin=ORIGIN, **settings)


def judgement(study, domain, level, outcome=""):
    return Judgement(study=study, domain=domain, level=level, outcome=outcome, origin=Origin("risk_of_bias.csv", 2))


def judged(review):
    given = (
        judgement("Zoe 2001", "sequence", "low"),
        judgement("Zoe 2001", "overall", "high"),
        judgement("Zoe 2001", "sequence", "some", outcome="x"),
        judgement("Zoe 2001", "overall", "high", outcome="x"),
        judgement("Adam 1999", "sequence", "some"),
        judgement("Adam 1999", "missing", "some"),
        judgement("Mia 2005", "missing", "low", outcome="other"),
    )
    return replace(review, risk_of_bias_tool=TOOL, judgements=given)


def forest(review, style=None, **settings):
    return as_forest(blocks_of(review), review, style or Style(), planned(**settings))


def studies(review, style=None, **settings):
    rows = content_of(forest(review, style, **settings)).rows
    return [text_of(row.label) for row in rows if row.kind == "study"]


def drawn(review, **settings):
    asked = forest(review, **settings)
    return forest_page(frame_for(asked, content_of(asked), Lettering()))


# ---- order


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["Zoe 2001", "Adam 1999", "Mia 2005"]),
        ("entry", ["Zoe 2001", "Adam 1999", "Mia 2005"]),
        ("name", ["Adam 1999", "Mia 2005", "Zoe 2001"]),
        ("year", ["Adam 1999", "Zoe 2001", "Mia 2005"]),
        ("weight", ["Adam 1999", "Mia 2005", "Zoe 2001"]),
        ("effect", ["Adam 1999", "Zoe 2001", "Mia 2005"]),
        ("precision", ["Adam 1999", "Mia 2005", "Zoe 2001"]),
        ("risk-of-bias", ["Adam 1999", "Zoe 2001", "Mia 2005"]),
    ],
)
def test_studies_stand_in_the_order_asked_for(sort, expected):
    review = judged(single(ROWS))
    found = studies(review, sort=sort)
    if sort in {"weight", "precision"}:
        rows = content_of(forest(review, sort=sort)).rows
        weights = [row.plotted.weight for row in rows if row.kind == "study"]
        assert weights == sorted(weights, reverse=True)
        assert found[0] == expected[0]
    else:
        assert found == expected


@pytest.mark.parametrize("sort", ["entry", "name", "year", "weight", "effect", "precision", "risk-of-bias"])
def test_studies_join_a_cumulative_plot_in_the_order_in_which_a_forest_plot_has_them(sort):
    review = judged(single(ROWS))
    better = judgement("Zoe 2001", "overall", "low", outcome="x")
    kept = tuple(one for one in review.judgements if (one.study, one.outcome) != ("Zoe 2001", "x"))
    review = replace(review, judgements=(*kept, judgement("Zoe 2001", "sequence", "high", outcome="x"), better))
    (pooled,) = analyse(review, Style()).pooled.values()
    assert list(ordered_studies(review, pooled, sort).studies) == studies(review, sort=sort)


def test_the_order_of_the_style_holds_where_a_figure_says_nothing():
    style = Style(figures=FigureStyle(forest_sort="name"))
    assert studies(single(ROWS), style) == ["Adam 1999", "Mia 2005", "Zoe 2001"]
    assert studies(single(ROWS), style, sort="entry") == ["Zoe 2001", "Adam 1999", "Mia 2005"]


def test_sorting_keeps_subgroups_together():
    rows = content_of(forest(bcg(subgroups=True), sort="effect")).rows
    found: dict[str, list[float]] = {}
    for row in rows:
        if row.kind == "heading":
            name = text_of(row.label)
        elif row.kind == "study":
            found.setdefault(name, []).append(row.effect.estimate.value)
    assert {name: len(effects) for name, effects in found.items()} == {"Random": 7, "Alternate": 2, "Systematic": 4}
    assert all(effects == sorted(effects) for effects in found.values())


def test_a_study_without_an_effect_comes_last():
    review = single({"None 2000": ((0, 20), (0, 21)), **ROWS})
    assert studies(review, sort="effect")[-1] == "None 2000"
    assert studies(review, sort="weight")[-1] == "None 2000"


# ---- columns


def described():
    review = single(ROWS)
    given = (("Zoe 2001", "India", "10"), ("Adam 1999", "United States of America", "5"), ("Mia 2005", "", "2.5"))
    about = tuple(
        make_study(name, line=i + 2, country=country, dose=dose, year=name[-4:])
        for i, (name, country, dose) in enumerate(given)
    )
    return replace(review, studies=about)


def test_characteristics_stand_beside_the_names_with_their_heads():
    page = drawn(described(), columns=("country", "dose"))
    heads = [mark.text for mark in walk(groups(page, "head")[0].marks) if isinstance(mark, TextMark)]
    assert {"Country", "Dose"} <= set(heads)
    zoe, adam, _ = groups(page, "study")
    assert [mark.text for mark in zoe.marks if isinstance(mark, TextMark)][:3] == ["Zoe 2001", "India", "10"]
    words = [mark.text for mark in adam.marks if isinstance(mark, TextMark)]
    assert {"United States of", "America"} <= set(words) or "United States of America" in words


def test_numbers_among_them_have_their_points_in_line():
    page = drawn(described(), columns=("dose",))
    zoe, adam, mia = groups(page, "study")
    x = {mark.text: mark.x for group in (zoe, adam, mia) for mark in group.marks if isinstance(mark, TextMark)}
    assert x["2.5"] - x["10"] == pytest.approx((0.497 + 0.249) * 8, abs=0.05)


def test_the_year_comes_along_where_studies_are_sorted_by_it_and_names_do_not_hold_it():
    review = described()
    assert "study.year" not in {key for row in content_of(forest(review, sort="year")).rows for key in row.cells}
    unnamed = tuple(make_study("Zoe 2001", line=2, year="1985") for _ in (1,)) + review.studies[1:]
    shown = content_of(forest(replace(review, studies=unnamed), sort="year"))
    assert "study.year" in {key for row in shown.rows for key in row.cells}


def test_unknown_layouts_and_columns_are_refused_all_at_once_with_a_suggestion():
    review = replace(described(), figures=(planned(layout="jamma", columns=("contry",)),))
    with pytest.raises(DataError) as error:
        figure_plans(review)
    text = str(error.value)
    assert "forest-layout-is-known: found forest-plot layout 'jamma'" in text
    assert "jama" in text
    assert "figure-columns-are-known: found column 'contry'" in text
    assert "country" in text


def test_a_style_that_names_no_layout_of_ours_is_refused():
    with pytest.raises(DataError, match="forest-layout-is-known"):
        forest(single(ROWS), Style(figures=FigureStyle(forest="lancet")))


# ---- judgements


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lights_match_the_judgements_row_by_row_with_a_legend(layout):
    page = drawn(judged(single(ROWS)), layout=layout, risk_of_bias=True)
    symbols = [
        [mark.text for mark in group.marks if isinstance(mark, TextMark) and mark.text in {"+", "?", "-"}]
        for group in groups(page, "study")
    ]
    assert symbols == [["?", "-"], ["?", "?"], []]  # that of the outcome goes before that of the study
    circles = [sum(isinstance(mark, CircleMark) for mark in group.marks) for group in groups(page, "study")]
    assert circles == [2, 2, 0]
    texts = [mark.text for mark in walk(page.marks) if isinstance(mark, TextMark)]
    assert "(A) Random sequence generation (selection bias)" in texts
    assert "(B) Bias due to missing outcome data" in texts
    assert "(C) Overall" in texts
    assert {"Some concerns", "High risk of bias"} <= set(texts)
    assert (overlapping(page), outside(page)) == ([], [])


def test_domains_of_risk_and_of_concern_about_one_thing_are_told_apart():
    review = stress_judged(single(ROWS), "quadas-2")
    legend = forest(review, risk_of_bias=True).lights.legend
    assert "(B) Index test" in legend
    assert "(F) Index test (applicability concerns)" in legend


def test_a_light_stands_under_its_letter():
    page = drawn(judged(single(ROWS)), risk_of_bias=True)
    heads = {m.text: m.x for m in walk(groups(page, "head")[0].marks) if isinstance(m, TextMark)}
    zoe, adam, _ = groups(page, "study")
    places = [[mark.x for mark in group.marks if isinstance(mark, CircleMark)] for group in (zoe, adam)]
    assert places == [pytest.approx([heads["A"], heads["C"]]), pytest.approx([heads["A"], heads["B"]])]


def test_lights_are_shown_where_the_style_asks_and_the_figure_does_not_forbid():
    review, style = judged(single(ROWS)), Style(figures=FigureStyle(forest_risk_of_bias=True))
    assert forest(review, style).lights is not None
    assert forest(review, style, risk_of_bias=False).lights is None
    assert forest(review).lights is None


def test_judgements_are_in_the_data_behind_the_figure():
    (figure,) = make_forest(analyse(judged(single(ROWS)), Style()), planned(risk_of_bias=True))
    heads = [plain_text(cell.children) for cell in figure.drawing.data.head.cells]
    assert heads[-3:][0] == "(A) Random sequence generation (selection bias)"
    first = figure.drawing.data.body[0]
    assert [plain_text(cell.children) for cell in first.cells[-3:]] == ["Some concerns", "", "High risk"]


# ---- both models


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("model", ["random", "common"])
def test_both_models_stand_under_one_another_with_their_weights(layout, model):
    review = bcg()
    outcome = replace(review.outcomes[0], plan=replace(INVERSE_VARIANCE, model=model))
    review = replace(review, outcomes=(outcome,))
    (figure,) = make_forest(
        analyse(review, Style()), FigurePlan(id="tb", origin=ORIGIN, layout=layout, both_models=True)
    )
    totals = [row for row in figure.drawing.data.body if row.kind == "total"][:2]
    names = [plain_text(row.cells[0].children) for row in totals]
    assert ["common effect" in names[0], "random effects" in names[1]] == [True, True]
    effects = [plain_text(row.cells[-1].children) for row in totals]
    assert effects[0].startswith("0.65 ")  # metafor, rma(method = "EE"): exp(-0.4303) = 0.6503 [0.6007, 0.7040]
    assert effects[1].startswith("0.49 ")
    heads = [plain_text(cell.children) for cell in figure.drawing.data.head.cells]
    assert {"Weight, common effect", "Weight, random effects"} <= set(heads)
    assert "both" not in figure.drawing.alt


def test_tests_for_overall_effect_name_their_model():
    review = bcg()
    (figure,) = make_forest(analyse(review, Style()), FigurePlan(id="tb", origin=ORIGIN, both_models=True))
    notes = [plain_text(note.children) for note in figure.drawing.data.notes]
    assert "Test for overall effect (common effect): Z = 10.62 (P <\u00a00.001)." in notes
    assert "Test for overall effect (random effects): Z = 4.00 (P <\u00a00.001)." in notes
    assert "Results of the common-effect and of the random-effects model are shown." in plain_text(figure.caption)
    assert "in proportion to the weights by random effects;" in plain_text(figure.notes[0].children)


@pytest.mark.parametrize(("model", "said"), [("random", "random effects"), ("common", "common effect")])
def test_with_both_models_the_test_between_subgroups_says_which_one_it_is_of(model, said):
    review = bcg(subgroups=True)
    outcome = replace(review.outcomes[0], plan=replace(INVERSE_VARIANCE, model=model))
    review = replace(review, outcomes=(outcome,))
    (figure,) = make_forest(analyse(review, Style()), FigurePlan(id="tb", origin=ORIGIN, both_models=True))
    notes = [plain_text(note.children) for note in figure.drawing.data.notes]
    assert sum(f"Test for subgroup differences ({said}): " in note for note in notes) == 1


# ---- figures of a plan


def test_a_second_plot_of_one_outcome_is_made_by_a_plan_that_names_it():
    analysis = analyse(bcg(), Style())
    (figure,) = make_forest(analysis, FigurePlan(id="again", origin=ORIGIN, outcome="tb", layout="bmj", sort="effect"))
    assert figure.id == "fig-again"
    assert "Test for heterogeneity" in figure.drawing.render("svg", 0).decode()


def test_the_note_under_a_plot_says_what_its_marks_are():
    review = bcg()
    cochrane = replace(review, outcomes=(replace(review.outcomes[0], plan=PRESETS["cochrane"]),))
    for given, layout, ending in (
        (review, "standard", "as wide as their confidence intervals."),
        (cochrane, "standard", "bars are prediction intervals."),
        (cochrane, "revman", "brackets are prediction intervals."),
    ):
        (figure,) = make_forest(analyse(given, Style()), FigurePlan(id="tb", origin=ORIGIN, layout=layout))
        assert plain_text(figure.notes[-1].children).endswith(ending)


def test_groups_of_marks_keep_their_ids_in_every_layout():
    for layout in LAYOUTS:
        page = drawn(bcg(subgroups=True), layout=layout)
        ids = [mark.id for mark in walk(page.marks) if isinstance(mark, GroupMark)]
        assert len(ids) == len(set(ids))


# ---- outcomes that are not pooled


def test_a_forest_plot_of_an_outcome_that_is_not_pooled_is_refused_like_any_other_figure():
    outcome = make_outcome("x", pooled=False, not_pooled_reason="too different")
    review = make_review({}, outcomes=[outcome])
    with pytest.raises(DataError, match="which is not pooled \\(too different\\)"):
        make_forest(analyse(review, Style()), planned(outcome="x"))


def test_a_result_known_as_published_can_be_asked_for_in_a_plot_of_its_own():
    effect = make_published(outcome="x", estimate="0.71", ci_low="0.56", ci_high="0.90")
    review = make_review({}, outcomes=[make_outcome("x", pooled=False)], published=(effect,))
    (figure,) = make_forest(analyse(review, Style()), planned(outcome="x"))
    assert "as published 0.71" in figure.drawing.alt


def test_level_and_letters_of_an_interval_stay_in_one_line():
    plan = FigurePlan(id="tb", origin=ORIGIN, layout="bmj", both_models=True)
    (figure,) = make_forest(analyse(bcg(), Style()), plan)
    svg = figure.drawing.render("svg").decode()
    assert ">Total (common effect,<" in svg
    assert svg.count(">95% CI)<") == 2
