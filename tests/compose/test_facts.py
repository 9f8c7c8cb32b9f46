"""What templates may speak of."""

import re
from dataclasses import replace

import pytest

from reportgen.compose.facts import gather
from reportgen.document import Citation, CrossRef, Footnote, Link, Superscript, plain_text
from reportgen.errors import Origin
from reportgen.model import PRESETS, Attribution, Author, Library, Plan, Question, Registration, Search
from reportgen.quantities import analyse
from reportgen.style import NumberStyle, Style
from tests.compose.drafts import STYLE, TWO_STUDIES, big_review, empty_review, one_study_review
from tests.reviews import (
    make_arms,
    make_flow,
    make_outcome,
    make_published,
    make_result,
    make_review,
    make_study,
)


def facts_of(review, shown=(), style=STYLE):
    return gather(analyse(review, style), shown)


def words(row):
    return plain_text(row).replace("\u00a0", " ")


# ---- front


def test_authors_have_marks_of_their_affiliations_and_the_corresponding_one_a_star():
    authors = (
        Author(given="Ann", family="Able", affiliations=("x", "y"), roles=("Writing", "Software")),
        Author(
            given="Bo-Jan", family="Baker", affiliations=("y",), corresponding=True, email="b@b.org", roles=("Writing",)
        ),
        Author(given="", family="Cole"),
    )
    front = facts_of(empty_review(authors=authors, affiliations={"x": "House X", "y": "House Y"})).front
    assert words(front.byline) == "Ann Able1,2, Bo-Jan Baker2* and Cole"
    assert [words(row) for row in front.affiliations] == ["1 House X", "2 House Y"]
    assert words(front.correspondence) == "*Correspondence: Bo-Jan Baker, b@b.org"
    assert [part.href for part in front.correspondence if isinstance(part, Link)] == ["mailto:b@b.org"]
    assert front.contributions == "AA: Writing, Software; BJB: Writing."
    assert isinstance(front.byline[1], Superscript)


def test_what_is_not_stated_is_not_invented():
    front = facts_of(empty_review()).front
    assert {front.contributions, front.funding, front.interests, words(front.registration)} == {
        "Not stated in our sources."
    }
    assert (front.correspondence, front.byline, front.keywords) == ((), (), "")


@pytest.mark.parametrize(
    ("registration", "text"),
    [
        (Registration(registry="PROSPERO", number="CRD42"), "PROSPERO CRD42."),
        (Registration(registry="PROSPERO", url="https://a.org"), "PROSPERO, https://a.org."),
        (Registration(url="https://a.org"), "https://a.org."),
    ],
)
def test_a_registration_in_its_parts(registration, text):
    assert words(facts_of(empty_review(registration=registration)).front.registration) == text


# ---- methods


def test_a_date_that_databases_share_is_said_once():
    search = Search(databases=(("A", "May"), ("B", "May"), ("C", "June"), ("D", "")))
    assert words(facts_of(empty_review(search=search)).methods.databases) == "A and B (to May); C (to June); D"


def test_lists_of_the_question_fit_a_sentence():
    question = Question(comparators=("a", "b", "c"), designs=("trials", "cohorts"))
    methods = facts_of(empty_review(question=question)).methods
    assert (methods.comparators, methods.designs) == ("a, b or c", "trials and cohorts")


def test_one_plan_is_told_once_and_others_by_their_outcomes():
    common = replace(PRESETS["revman5"], model="common", method="inverse-variance")
    outcomes = [make_outcome("mood", "MD", plan=common), make_outcome("a"), make_outcome("b")]
    plans = [words(plan) for plan in facts_of(make_review({}, outcomes=outcomes)).methods.plans]
    assert plans[0].startswith("Results were combined in a random-effects model with inverse-variance weights;")
    assert plans[1].startswith(
        "For mood, results were combined in a common-effect model with inverse-variance weights."
    )
    assert "Wald" not in plans[1]


def test_settings_that_do_not_matter_to_an_outcome_make_no_plan_of_their_own():
    common = replace(PRESETS["cochrane"], model="common")
    outcomes = [
        make_outcome("a", "MD", plan=common),
        make_outcome("b", "MD", plan=replace(common, tau2="DL", prediction="none", zero_cells="metafor", smd="exact")),
    ]
    assert len(facts_of(make_review({}, outcomes=outcomes)).methods.plans) == 1


def test_a_work_that_the_review_has_itself_is_cited_by_its_own_key():
    bibtex = "@article{mine, author = {Hartung, J.}, year = {2001}, doi = {10.1002/sim.1009}}"
    library = Library(text=bibtex, keys={"mine": Origin("references.bib", 1)})
    review = make_review({}, outcomes=[make_outcome(plan=PRESETS["cochrane"])], library=library)
    cited = [part for plan in facts_of(review).methods.plans for part in plan if isinstance(part, Citation)]
    keys = [work.key for citation in cited for work in citation.works]
    assert keys.count("mine") == 1
    assert "reportgen:hartung-2001" not in keys


def test_outcomes_that_are_not_pooled_have_no_plan():
    methods = facts_of(make_review({}, outcomes=[make_outcome(pooled=False)])).methods
    assert (methods.plans, methods.measures) == ((), ())


# ---- selection


def test_a_total_goes_before_the_sum_and_a_gap_leaves_it_unknown():
    flow = make_flow(databases={"A": 5, "B": 7}, registers={"": 9, "C": 1}, screened=0)
    n = facts_of(make_review({}, flow=flow)).selection.n
    assert (n["databases"].value, n["databases"].how, len(n["databases"].inputs)) == (12, "sum over the rows", 2)
    assert (n["registers"].value, n["screened"].text, n["excluded"]) == (9, "0", None)
    unknown = replace(flow.counts[1], n=replace(flow.counts[1].n, value=None))
    counts = (flow.counts[0], unknown)
    assert facts_of(make_review({}, flow=replace(flow, counts=counts))).selection.n["databases"] is None


def test_what_the_flow_leaves_empty_is_named():
    flow = make_flow(screened=1, assessed=2)
    empty = replace(flow.counts[0], n=replace(flow.counts[0].n, value=None))
    selection = facts_of(make_review({}, flow=replace(flow, counts=(empty, flow.counts[1])))).selection
    assert words(selection.unreported) == "records screened"


# ---- studies


def test_countries_are_counted_the_commonest_first():
    studies = tuple(
        make_study(n, line=i, country=c) for i, (n, c) in enumerate({"A": "UK", "B": "Chile", "C": "UK"}.items())
    )
    countries = facts_of(make_review({}, studies=studies)).studies.countries
    assert words(countries) == "UK (2) and Chile (1)"


def test_a_stated_total_is_told_only_where_it_differs():
    sizes = {"Able 2001": 100, "Baker 2002": 120}
    for stated, told in ((220, None), (210, "210")):
        review = make_review(TWO_STUDIES, n_randomised=sizes, flow=make_flow(participants=stated))
        found = facts_of(review).studies.stated_participants
        assert (found.text if found else None) == told


# ---- comparisons


def reconstructed(review):
    rows = tuple(replace(row, attribution=Attribution(provenance="reconstructed")) for row in review.results)
    return replace(review, results=rows)


@pytest.mark.parametrize(
    ("shown", "targets"),
    [((), []), (("tbl-pooled",), ["tbl-pooled"]), (("tbl-pooled", "tbl-individual"), ["tbl-pooled", "tbl-individual"])],
)
def test_the_footnote_on_provenance_stands_once_and_points_at_what_is_shown(shown, targets):
    (comparison,) = facts_of(reconstructed(make_review(TWO_STUDIES)), shown).comparisons
    sentences = [outcome.sentences for group in comparison.groups for outcome in group.outcomes]
    notes = [part for row in sentences for part in row if isinstance(part, Footnote)]
    (note,) = notes
    assert words(note.children).startswith("Some of the study data behind this result are reconstructed, not printed")
    assert [part.target for part in note.children if isinstance(part, CrossRef)] == targets


def test_figures_of_a_comparison_are_those_shown():
    (comparison,) = facts_of(make_review(TWO_STUDIES), ("fig-mood",)).comparisons
    assert [part.target for part in comparison.figures if isinstance(part, CrossRef)] == ["fig-mood"]
    assert facts_of(make_review(TWO_STUDIES)).comparisons[0].figures == ()


def test_outcomes_stand_in_their_groups_in_order():
    (comparison,) = facts_of(big_review()).comparisons
    assert [(g.title, [o.id for o in g.outcomes]) for g in comparison.groups] == [
        ("Benefits", ["recovery", "mood"]),
        ("Harms", ["deaths"]),
        ("", ["relapse", "sleep", "cost"]),
    ]
    assert comparison.main.id == "recovery"


def test_the_short_claim_follows_a_colon():
    main = facts_of(one_study_review()).comparisons[0].main
    assert words(main.short).startswith("the one study with data favoured")
    assert words(main.sentences).startswith("The one study with data favoured")


def test_statistics_follow_the_style_of_the_journal():
    style = Style(numbers=NumberStyle(p_letter="p", p_leading_zero=False, spaced_relations=False, interval_word="–"))
    text = words(facts_of(make_review(TWO_STUDIES), style=style).comparisons[0].main.sentences)
    assert "(RR 2.45, 95% CI 1.77–3.39; p<.001; I²=0%; 2 studies, 220 participants)" in text
    assert "(Chi²=0.64, df=1, p=.42; I²=0%; τ²=0.00)" in text


def test_a_value_with_a_unit_is_no_score():
    outcomes = [make_outcome("mood", "MD", unit="kg")]
    text = words(facts_of(make_review(TWO_STUDIES, outcomes=outcomes)).comparisons[0].main.sentences)
    assert "with values for mood lower under Therapy" in text


def test_two_studies_can_hardly_show_heterogeneity_and_many_can():
    few, many = (
        facts_of(r).comparisons[0].groups[0].outcomes[0].sentences for r in (make_review(TWO_STUDIES), big_review())
    )
    assert "can hardly be judged from so few studies" in words(few)
    assert "There was no sign of heterogeneity" in words(many)


def test_a_published_p_value_of_zero_is_called_printed():
    effects = [make_published(p="0.000", estimate="0.5", ci_low="0.2", ci_high="0.9", k="3")]
    review = make_review({}, outcomes=[make_outcome(pooled=False)], published=effects)
    assert "P printed as 0.000" in words(facts_of(review).comparisons[0].main.sentences)


def test_the_level_of_confidence_has_decimals_only_where_it_needs_them():
    plan = Plan(level=0.975, origins={"level": Origin("review.yaml", 3)})
    text = words(facts_of(make_review(TWO_STUDIES, outcomes=[make_outcome(plan=plan)])).comparisons[0].main.short)
    assert "97.5% CI" in text


# ---- what a plan adds to the sentences

SIZES = (50, 400, 30, 90)
EVENTS = ((4, 15), (60, 70), (12, 14), (3, 20))
FOUR = {f"S{i}": {"x": ((a, n), (c, n))} for i, ((a, c), n) in enumerate(zip(EVENTS, SIZES, strict=True))}


def told_by(plan, data=FOUR, **settings):
    review = make_review(data, outcomes=[make_outcome("x", plan=plan, **settings)])
    return facts_of(review).comparisons[0].groups[0].outcomes[0].sentences


def test_the_brackets_hold_a_prediction_interval_where_there_is_one():
    assert re.search(
        r"I² = \d+%(?: \(from τ²\))?; prediction interval [\d.]+ to [\d.]+; 4 studies",
        words(told_by(PRESETS["cochrane"])),
    )
    assert "prediction" not in words(told_by(PRESETS["revman5"]))


def test_tau2_has_its_interval_but_not_by_dersimonian_and_laird():
    assert re.search(r"τ² = [\d.]+, 95% CI [\d.<  ]+ to [\d.]+\)", words(told_by(PRESETS["cochrane"])))
    assert re.search(r"τ² = [\d.]+\)", words(told_by(PRESETS["revman5"])))


def test_i2_is_told_apart_only_where_its_two_forms_differ():
    def numbers(plan):
        return re.findall(r"I² = \d+%( \(from (?:τ²|Q)\))?", words(told_by(plan)))

    assert set(numbers(PRESETS["revman5"])) == {""}
    assert set(numbers(PRESETS["cochrane"])) == {" (from τ²)"}
    assert set(numbers(replace(PRESETS["cochrane"], i2="Q"))) == {" (from Q)"}


def test_a_fall_back_on_wald_is_noted_once_in_a_comparison():
    data = {name: {"x": rows["x"], "y": rows["x"]} for name, rows in list(FOUR.items())[:2]}
    review = make_review(data, outcomes=[make_outcome(name, plan=PRESETS["cochrane"]) for name in ("x", "y")])
    outcomes = facts_of(review).comparisons[0].groups[0].outcomes
    notes = [[part for part in fact.sentences if isinstance(part, Footnote)] for fact in outcomes]
    assert [len(found) for found in notes] == [1, 0]
    assert words(notes[0][0].children).startswith("Wald interval: with two studies")


def test_notes_at_one_place_share_a_footnote():
    two = dict(list(FOUR.items())[:2])
    review = reconstructed(make_review(two, outcomes=[make_outcome("x", plan=PRESETS["cochrane"])]))
    notes = [p for p in facts_of(review).comparisons[0].main.sentences if isinstance(p, Footnote)]
    assert len(notes) == 1
    assert re.fullmatch(r"Some of the study data .*\. Wald interval: .*\.", words(notes[0].children))


def test_what_is_estimated_in_one_group_favours_nobody():
    rows = [make_result(f"S{i}", "x", "T", {"events": 3 + i, "n": 40}, line=i + 2) for i in range(3)]
    studies = tuple(make_study(f"S{i}", line=i + 2) for i in range(3))
    arms = tuple(arm for i in range(3) for arm in make_arms(f"S{i}", line=2 * i + 2))
    outcome = make_outcome("x", "PLO", title="relapse", plan=PRESETS["cochrane"])
    found = facts_of(make_review({}, outcomes=[outcome], studies=studies, arms=arms, results=tuple(rows)))
    comparison = found.comparisons[0]
    fact = comparison.groups[0].outcomes[0]
    assert words(fact.sentences).startswith(
        "For relapse, the studies gave a pooled proportion (proportion 0.10, 95% CI"
    )
    assert "P =" not in words(fact.sentences).partition(";")[0]
    assert (fact.verdict, comparison.main) == ("without direction", fact)
    assert words(comparison.conclusion) == "estimates are given of relapse."


@pytest.mark.parametrize(("n", "cited"), [(40, True), (41, False)])
def test_more_studies_than_a_sentence_can_cite_are_cited_in_their_table_only(n, cited):
    studies = tuple(replace(make_study(f"Study {i}"), reports=(f"key{i}",)) for i in range(n))
    assert (facts_of(make_review(studies=studies)).studies.citation is not None) == cited
