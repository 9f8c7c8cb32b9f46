"""Figures and tables: which there are, and what their captions say."""

import pytest

from reportgen.compose import make_exhibits
from reportgen.compose.exhibits import exhibit_names
from reportgen.document import Number, plain_text
from reportgen.errors import DataError, Origin
from reportgen.model import FigurePlan, Plan
from reportgen.quantities import analyse
from tests.compose.drafts import REVIEWS, STYLE, TWO_STUDIES, big_review, judgement, one_study_review
from tests.reviews import REVMAN, make_flow, make_outcome, make_published, make_review


def exhibits_of(review):
    return make_exhibits(analyse(review, STYLE))


def caption_of(review, name):
    return plain_text(exhibits_of(review).figures[name].caption)


@pytest.mark.parametrize(
    ("name", "figures", "tables"),
    [
        ("empty", [], []),
        ("protocol", [], ["pooled"]),
        ("no outcomes", [], ["characteristics"]),
        ("one study", ["risk-of-bias"], ["characteristics", "pooled", "individual", "risk-of-bias"]),
        ("two studies", ["recovery", "mood"], ["characteristics", "pooled", "individual"]),
        (
            "big",
            ["flow", "risk-of-bias", "recovery", "mood", "deaths"],
            ["characteristics", "pooled", "individual", "excluded"],
        ),
    ],
)
def test_a_review_has_the_exhibits_that_it_has_data_for(name, figures, tables):
    found = exhibits_of(REVIEWS[name])
    assert (list(found.figures), list(found.tables)) == (figures, tables)
    assert {figure.id for figure in found.figures.values()} == {f"fig-{name}" for name in figures}
    assert {table.id for table in found.tables.values()} == {f"tbl-{name}" for name in tables}


@pytest.mark.parametrize("name", REVIEWS)
def test_every_exhibit_has_a_name_that_templates_may_call(name):
    found, known = exhibits_of(REVIEWS[name]), exhibit_names(REVIEWS[name])
    assert set(found.figures) <= set(known.figures)
    assert set(found.tables) <= set(known.tables)


@pytest.mark.parametrize("name", REVIEWS)
def test_captions_are_whole_sentences_and_pictures_have_their_words(name):
    found = exhibits_of(REVIEWS[name])
    for exhibit in (*found.figures.values(), *found.tables.values()):
        text = plain_text(exhibit.caption)
        assert text[0].isupper()
        assert text.endswith(".")
        assert "  " not in text
    assert all(figure.drawing.alt for figure in found.figures.values())


def test_judgements_of_studies_that_are_not_included_give_no_figure():
    review = one_study_review(judgements=(judgement("Nobody", "sequence", "low"),))
    assert "risk-of-bias" not in exhibits_of(review).figures


@pytest.mark.parametrize(
    ("plan", "model"),
    [
        (REVMAN, "Mantel-Haenszel, random effects (τ² by DL, Wald interval)"),
        (Plan(method="inverse-variance", model="common"), "inverse variance, common effect (Wald interval)"),
    ],
)
def test_a_caption_tells_comparison_measure_interval_and_method(plan, model):
    review = make_review(TWO_STUDIES, outcomes=[make_outcome(plan=plan)])
    assert caption_of(review, "recovery") == (
        f"Recovery: Therapy against control. Risk ratio with 95% confidence intervals; {model}."
    )


def test_a_caption_tells_the_method_as_it_was_applied():
    review = make_review(TWO_STUDIES, outcomes=[make_outcome("mood", "MD", plan=REVMAN)])
    assert caption_of(review, "mood").endswith(
        "Mean difference with 95% confidence intervals; inverse variance, random effects (τ² by DL, Wald interval)."
    )


def test_a_caption_of_published_results_tells_no_method():
    effects = [make_published(estimate="1.1", ci_low="1", ci_high="2")]
    outcomes = [make_outcome(figure="shared", pooled=False)]
    plans = (FigurePlan(id="shared", title="What was printed", origin=Origin("review.yaml", 9)),)
    review = make_review({}, outcomes=outcomes, published=effects, figures=plans)
    assert caption_of(review, "shared") == (
        "What was printed: Therapy against control. Risk ratio with 95% confidence intervals."
    )


def test_blocks_of_one_figure_are_said_not_to_be_added_up():
    outcomes = [make_outcome("recovery", figure="all"), make_outcome("relapse", figure="all")]
    data = {name: {"recovery": ((3, 9), (1, 9)), "relapse": ((1, 9), (2, 9))} for name in ("A", "B")}
    figure = exhibits_of(make_review(data, outcomes=outcomes)).figures["all"]
    assert "not added up" in plain_text(figure.notes[0].children)
    assert all(
        "not added up" not in plain_text(note.children)
        for note in exhibits_of(make_review(TWO_STUDIES)).figures["mood"].notes
    )


@pytest.mark.parametrize(
    ("count", "start"),
    [(1, "Mood 0: "), (2, "Mood 0 and mood 1: "), (4, "Mood 0, mood 1, mood 2 and mood 3: "),
     (5, "Mood 0, mood 1 and others: ")],
)  # fmt: skip
def test_a_figure_of_several_outcomes_without_a_title_is_not_called_after_the_first(count, start):
    outcomes = [make_outcome(f"o{i}", figure="all", title=f"mood {i}") for i in range(count)]
    data = {name: {one.id: ((3, 9), (1, 9)) for one in outcomes} for name in ("A", "B")}
    figure = exhibits_of(make_review(data, outcomes=outcomes)).figures["all"]
    assert plain_text(figure.caption).startswith(start)


def test_the_level_in_a_caption_is_a_number_that_knows_its_setting():
    plan = Plan(level=0.9, origins={"level": Origin("review.yaml", 40)})
    review = make_review(TWO_STUDIES, outcomes=[make_outcome(plan=plan)])
    (level,) = (part for part in exhibits_of(review).figures["recovery"].caption if isinstance(part, Number))
    assert (level.text, level.inputs) == ("90%", (Origin("review.yaml", 40),))


def test_a_flow_alone_gives_its_figure():
    assert list(exhibits_of(make_review({}, flow=make_flow(screened=3))).figures) == ["flow"]
    assert "flow" in exhibit_names(big_review()).figures


def test_all_figures_that_cannot_be_are_told_at_once():
    origin = Origin("review.yaml", 9)
    plans = tuple(
        FigurePlan(id=kind, kind=kind, outcome="mood", origin=origin, moderator="dose" if kind == "bubble" else "")
        for kind in ("labbe", "bubble", "baujat", "funnel")
    )
    with pytest.raises(DataError) as raised:
        exhibits_of(make_review(TWO_STUDIES, figures=plans))
    found = sorted(issue.code for issue in raised.value.issues)
    assert found == ["column-is-present", "figure-fits-data", "figure-fits-data"]
