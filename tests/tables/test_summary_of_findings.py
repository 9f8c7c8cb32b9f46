"""The summary of findings: seven outcomes at most, numbers of the forest plot, notes that say why."""

import re
from dataclasses import replace

import pytest

from reportgen.document import Datum, NoteMark, Number, plain_text, walk_inlines
from reportgen.effects import MEASURES
from reportgen.errors import Origin
from reportgen.figures import FIGURES, figure_plans
from reportgen.model import Comparison, Question, Thresholds
from reportgen.quantities import MOST_SUMMARISED, analyse, outcomes_summarised, pooled_quantities
from reportgen.style import NumberStyle, Style
from reportgen.tables import TABLES
from tests.reviews import make_outcome, make_published, make_review
from tests.summarised import BIAS, DATA, judged, summarised_review

STYLE = Style()


def tables_of(review):
    return TABLES["summary-of-findings"].tables(analyse(review, STYLE))


def table_of(review):
    (table,) = tables_of(review)
    return table


def rows_of(review):
    return {texts(row)[0].split(" ")[0]: row for row in table_of(review).body}


def texts(row):
    """Return what cells say, without marks of notes and with plain blanks."""
    parts = [tuple(part for part in cell.children if not isinstance(part, NoteMark)) for cell in row.cells]
    return [re.sub(r"\s+", " ", plain_text(part)).strip(" ,") for part in parts]


def notes_of(table):
    return {note.mark: plain_text(note.children) for note in table.notes}


def test_the_title_names_both_sides_the_condition_and_who_was_studied():
    assert plain_text(table_of(summarised_review()).caption).replace("\n", " ") == (
        "Summary of findings: Therapy compared with Control for relapse of depression. "
        "Population: Adults with depression in remission. Setting: Primary care. "
        "Intervention: Therapy. Comparison: Control."
    )
    bare = plain_text(table_of(summarised_review(question=Question())).caption).replace("\n", " ")
    assert bare == "Summary of findings: Therapy compared with Control. Intervention: Therapy. Comparison: Control."


def test_heads_are_flat_and_name_the_sides():
    table = table_of(summarised_review())
    assert texts(table.head) == [
        "Outcomes",
        "Risk or mean with Control",
        "Risk or mean with Therapy (95% CI)",
        "Relative effect (95% CI)",
        "Participants (studies)",
        "Certainty of the evidence (GRADE)",
        "What happens",
    ]
    assert table.wide
    risks = summarised_review(summary_of_findings=("relapse", "deaths"))
    assert texts(table_of(risks).head)[1:3] == ["Risk with Control", "Risk with Therapy (95% CI)"]


def test_a_row_tells_risks_effect_participants_certainty_and_what_happens():
    assert texts(rows_of(summarised_review())["Relapse"]) == [
        "Relapse",
        "295 per 1000",
        "207 per 1000 (151 to 282) 88 fewer (144 fewer to 13 fewer)",
        "RR 0.70 (0.51 to 0.96)",
        "484 (4 studies)",
        "⊕⊕⊕⊝ Moderate",
        "Therapy probably reduces relapse. NNTB 12 (7 to 80)",
    ]


def test_means_and_standardised_means_have_words_for_their_direction():
    rows = rows_of(summarised_review())
    found = texts(rows["Depressive"])
    assert found[0] == "Depressive symptoms Beck Depression Inventory, 0 to 63, lower is better"
    assert found[1:4] == ["The mean was 14.0 points", "MD 2.25 lower (3.01 lower to 1.49 lower)", "–"]
    assert found[6] == "Therapy probably reduces depressive symptoms slightly."
    anxiety = texts(rows["Anxiety"])
    assert anxiety[1] == "–"
    assert re.fullmatch(r"SMD 0\.\d\d lower \(0\.\d\d lower to 0\.\d\d lower\)", anxiety[2])
    assert any("0.2 of these are a small" in note for note in notes_of(table_of(summarised_review())).values())


def test_a_difference_on_both_sides_of_none_has_both_words_and_both_kinds_of_number():
    found = texts(rows_of(summarised_review())["Leaving"])
    assert re.search(r"\(\d+ fewer to \d+ more\)", found[2])
    assert re.search(r"NNTB \d+ \(NNTB \d+ to ∞ to NNTH \d+\)", found[6])


def test_a_very_low_certainty_claims_nothing():
    found = texts(rows_of(summarised_review())["Death"])
    assert found[5] == "⊕⊝⊝⊝ Very low"
    assert found[6].startswith("The evidence is very uncertain about the effect of Therapy on death from any cause.")


def test_an_outcome_that_nobody_reported_has_its_row():
    found = texts(rows_of(summarised_review())["Return"])
    assert found == ["Return to work", "–", "–", "–", "–", "–", "No study reported this outcome."]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"pooled": False, "not_pooled_reason": "scales differed"}, "Scales differed."),
        ({"totals": "none"}, "The results of the studies were not pooled."),
    ],
)
def test_results_that_are_not_pooled_say_why(settings, said):
    outcome = make_outcome("relapse", better="lower", **settings)
    review = make_review(DATA, outcomes=[outcome], summary_of_findings=("relapse",))
    assert texts(rows_of(review)["Relapse"])[-1] == said


def test_a_certainty_that_is_not_judged_is_not_guessed():
    row = rows_of(summarised_review(certainty=()))["Relapse"]
    assert texts(row)[5] == "Not judged"
    assert texts(row)[6].startswith("The pooled result favoured Therapy over Control, with relapse less frequent")
    partly = summarised_review(certainty=judged("relapse", risk_of_bias=BIAS))
    assert texts(rows_of(partly)["Relapse"])[5] == "Not judged"


# ---- numbers


def test_numbers_are_those_of_the_forest_plot():
    review = summarised_review()
    analysis = analyse(review, STYLE)
    plots = {plan.id: FIGURES[plan.kind].make(analysis, plan) for plan in figure_plans(review)}
    for id_, title in (("relapse", "Relapse"), ("recovery", "Recovery"), ("deaths", "Death"), ("dropout", "Leaving")):
        shown = pooled_quantities(analysis.pooled[id_], STYLE)
        cells = rows_of(review)[title].cells
        numbers = [part for cell in cells for part in walk_inlines(cell.children) if isinstance(part, Number)]
        drawn = plots[id_][0].drawing.numbers
        for wanted in (shown.effect.estimate, shown.effect.ci_low, shown.effect.ci_high):
            assert wanted in numbers
            assert wanted in drawn
        assert {shown.k, shown.n_used} <= set(numbers)
        people = sum(float(n.value) for n in (shown.n_experimental, shown.n_comparator))
        assert people == shown.n_used.value


def test_absolute_numbers_follow_from_risk_and_effect():
    review = summarised_review()
    for title, combine in (
        ("Relapse", lambda risk, ratio: risk * ratio),
        ("Recovery", lambda risk, ratio: ratio * risk / (1 - risk + ratio * risk)),
    ):
        row = rows_of(review)[title]
        values = {
            part.statistic: part.value
            for i in (1, 2)
            for part in walk_inlines(row.cells[i].children)
            if isinstance(part, Number)
        }
        ratio = next(part.value for part in walk_inlines(row.cells[3].children) if isinstance(part, Number))
        expected = 1000 * combine(values["assumed_risk"] / 1000, ratio)
        assert values["risk"] == pytest.approx(expected)
        assert values["risk_difference"] == pytest.approx(expected - values["assumed_risk"])


def numbers_in(table):
    runs = [cell.children for row in table.body for cell in row.cells]
    return [part for run in runs for part in walk_inlines(run) if isinstance(part, Number)]


def test_a_cell_that_changes_changes_only_numbers_that_name_it():
    review = summarised_review()
    before = numbers_in(table_of(review))
    changed = 0
    for i, row in enumerate(review.results):
        for name, cell in row.data.items():
            value = cell.value + (1 if name != "n" else 3)
            data = {**row.data, name: replace(cell, value=value, text=str(value))}
            results = (*review.results[:i], replace(row, data=data), *review.results[i + 1 :])
            after = numbers_in(table_of(replace(review, results=results)))
            assert len(after) == len(before)
            moved = [old for old, new in zip(before, after, strict=True) if old.value != new.value]
            assert all(cell.origin in number.inputs for number in moved)
            changed += bool(moved)
    assert changed > 80


def test_studies_without_an_estimate_are_told_not_to_be_counted():
    data = {"Able 2001": {"deaths": ((1, 50), (5, 50))}, "Baker 2002": {"deaths": ((0, 50), (0, 50))}}
    table = table_of(make_review(data, summary_of_findings=("deaths",)))
    assert texts(table.body[0])[4] == "100 (1 study)"
    assert any(text.startswith("Not counted are studies that give no estimate") for text in notes_of(table).values())
    assert not any("Not counted" in text for text in notes_of(table_of(summarised_review())).values())


@pytest.mark.parametrize("word", ["to", "–"])
def test_intervals_are_written_as_the_style_asks(word):
    style = Style(numbers=NumberStyle(interval_word=word))
    (table,) = TABLES["summary-of-findings"].tables(analyse(summarised_review(), style))
    gap = " " if word == "to" else ""
    assert f"(151{gap}{word}{gap}282)" in plain_text(table.body[0].cells[2].children)
    assert "(144 fewer to 13 fewer)" in plain_text(table.body[0].cells[2].children)
    assert f"(0.51{gap}{word}{gap}0.96)" in plain_text(table.body[0].cells[3].children)


# ---- hard reviews


def hard(k=1, n=50, events=(0, 1), **settings):
    data = {f"Study {i}": {"relapse": ((events[0], n), (events[1], n))} for i in range(k)}
    outcome = make_outcome("relapse", better="lower", **settings)
    return make_review(data, outcomes=[outcome], certainty=judged("relapse", "very low"))


@pytest.mark.parametrize(
    "review",
    [
        hard(),
        hard(k=60),
        hard(n=1_234_567, events=(3, 5)),
        hard(events=(0, 0)),
        hard(events=(50, 50)),
        hard(assumed_risk=1e-9),
        hard(assumed_risk=1.0),
        hard(title="x" * 90, time_point="a very long time after the end of the treatment"),
    ],
    ids=["one", "many", "large", "none", "all", "rare", "certain", "long"],
)
def test_a_hard_review_has_a_whole_table(review):
    found = texts(table_of(review).body[0])
    assert all(found)
    assert not any("nan" in text or "None" in text or "inf" in text for text in found)


# ---- notes


def test_each_downgrade_has_a_note_and_equal_reasons_share_one():
    table = table_of(summarised_review())
    notes = notes_of(table)
    downgrades = [text for text in notes.values() if text.startswith("Downgraded")]
    assert downgrades == [
        f"Downgraded one level for risk of bias: {BIAS[1]}",
        "Downgraded one level for imprecision: the interval includes both an important reduction and no difference.",
        "Downgraded one level for inconsistency: the results differ.",
        "Downgraded two levels for imprecision: fewer than 20 events.",
    ]
    marks = [
        [part.mark for part in walk_inlines(row.cells[5].children) if isinstance(part, NoteMark)] for row in table.body
    ]
    assert [len(found) for found in marks] == [1, 2, 1, 2, 2, 1, 0]
    assert len({found[0] for found in marks[:5]}) == 1


def test_a_rating_that_starts_at_low_says_so():
    notes = list(notes_of(table_of(summarised_review())).values())
    assert notes.count("The rating starts at low, as it does for observational studies.") == 1
    randomised = table_of(summarised_review(certainty=judged("relapse", "high")))
    assert not any("starts at low" in text for text in notes_of(randomised).values())


def test_an_upgrade_is_told_as_one():
    review = summarised_review(certainty=judged("relapse", "moderate", start="low", large_effect=(1, "RR below 0.5")))
    assert "Upgraded one level for a large effect: RR below 0.5." in notes_of(table_of(review)).values()


def test_the_source_of_each_assumed_risk_is_noted():
    found = list(notes_of(table_of(summarised_review())).values())
    assert sum(text.startswith("Median of the risks in the comparator groups") for text in found) == 1
    assert sum(text.startswith("Median of the means in the comparator groups") for text in found) == 1
    assert "The risk without the intervention is an assumption of this review." in found


def test_general_notes_explain_the_asterisk_abbreviations_and_the_levels_of_certainty():
    table = table_of(summarised_review())
    general = [plain_text(note.children) for note in table.notes if not note.mark]
    assert notes_of(table)["*"].startswith("The risk with the intervention and its interval are worked out")
    for told in ("RR: risk ratio", "OR: odds ratio", "MD: mean difference", "NNTB: ", "NNTH: ", "CI: "):
        assert told in general[0]
    assert all(f"{word} (⊕" in general[1] for word in ("High", "Moderate", "Low", "Very low"))
    means = table_of(summarised_review(summary_of_findings=("mood",), certainty=()))
    assert [note.mark for note in means.notes] == ["", "a"]
    assert "GRADE" not in plain_text(means.notes[0].children)


def test_nothing_is_called_significant():
    table = table_of(summarised_review())
    runs = [cell.children for row in table.body for cell in row.cells] + [note.children for note in table.notes]
    assert not any("significan" in plain_text(run) for run in runs)


def test_words_and_reasons_lead_to_their_cells():
    table = table_of(summarised_review())
    data = [part for row in table.body for cell in row.cells for part in walk_inlines(cell.children)]
    words = [part for part in data if isinstance(part, Datum) and part.subject == "outcome/relapse/certainty"]
    assert [(word.text, word.inputs[0].path, word.inputs[0].line) for word in words] == [
        ("Moderate", "certainty.csv", 5)
    ]
    reasons = [part for note in table.notes for part in walk_inlines(note.children) if isinstance(part, Datum)]
    assert [origin.line for origin in reasons[0].inputs] == [3, 7, 11, 14, 18]


# ---- which outcomes


def many(count):
    names = [f"o{i}" for i in range(count)]
    data = {"Able 2001": dict.fromkeys(names, ((3, 50), (9, 50)))}
    return make_review(data, certainty=tuple(row for name in names for row in judged(name, "low")))


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (7, 7), (9, MOST_SUMMARISED)])
def test_at_most_seven_outcomes_are_shown(count, shown):
    assert len(table_of(many(count)).body) == shown


def test_outcomes_are_those_listed_in_their_order_or_those_whose_certainty_is_judged():
    review = summarised_review(summary_of_findings=("deaths", "relapse"))
    assert [texts(row)[0] for row in table_of(review).body] == ["Death from any cause", "Relapse"]
    judged_ones = outcomes_summarised(summarised_review(summary_of_findings=()))
    assert [outcome.id for outcome in judged_ones["therapy"]] == [
        *("relapse", "recovery", "mood", "anxiety", "deaths", "dropout")
    ]
    assert tables_of(make_review(DATA)) == ()


def test_outcomes_of_one_group_stay_out():
    single = [id_ for id_, measure in MEASURES.items() if measure.sides == 1]
    review = make_review(outcomes=[make_outcome(f"o-{id_.lower()}", id_) for id_ in single])
    assert tables_of(replace(review, summary_of_findings=tuple(outcome.id for outcome in review.outcomes))) == ()


def test_each_comparison_has_a_table_of_its_own():
    review = summarised_review()
    other = Comparison(
        id="other", title="T", experimental="Drugs", comparator="Placebo", origin=Origin("review.yaml", 1)
    )
    moved = [replace(one, comparison="other") if one.id == "work" else one for one in review.outcomes]
    tables = tables_of(replace(review, comparisons=(*review.comparisons, other), outcomes=tuple(moved)))
    assert [table.id for table in tables] == ["tbl-summary-of-findings", "tbl-summary-of-findings-2"]
    assert "Drugs compared with Placebo" in plain_text(tables[1].caption)


def test_a_result_known_only_from_print_is_marked_as_published():
    published = make_published(outcome="sleep", estimate="0.74", ci_low="0.52", ci_high="1.04", k="3", n="210")
    outcome = make_outcome("sleep", assumed_risk=0.5, better="lower")
    review = make_review(outcomes=[outcome], published=[published], certainty=judged("sleep", "low"))
    row = rows_of(review)["Sleep"]
    assert texts(row)[1:5] == [
        "500 per 1000",
        "370 per 1000 (260 to 520) 130 fewer (240 fewer to 20 more)",
        "RR 0.74 (0.52 to 1.04)",
        "210 (3 studies)",
    ]
    assert texts(row)[6].startswith("Therapy may reduce sleep, although the interval includes no difference.")
    assert any(text.startswith("As published") for text in notes_of(table_of(review)).values())


@pytest.mark.parametrize(("reason", "end"), [("Few events", "."), ("Few events.", "."), ("Were events missed?", "")])
def test_a_footnote_ends_with_one_mark(reason, end):
    review = summarised_review(certainty=judged("relapse", "moderate", imprecision=(-1, reason)))
    (note,) = [text for text in notes_of(table_of(review)).values() if text.startswith("Downgraded")]
    assert note == f"Downgraded one level for imprecision: {reason.rstrip('.')}{end}"


def test_a_print_that_favours_the_other_side_is_not_contradicted():
    printed = make_published(outcome="sleep", estimate="0.74", ci_low="0.52", ci_high="0.94", k="3", n="210")
    outcome = make_outcome("sleep", assumed_risk=0.5, better="lower")
    review = make_review(
        outcomes=[outcome],
        published=[replace(printed, favours="comparator")],
        certainty=judged("sleep", "moderate"),
    )
    said = texts(rows_of(review)["Sleep"])[6]
    assert said == "The pooled result favoured Control over Therapy in sleep."


def test_thresholds_say_nothing_of_a_published_effect_by_another_measure():
    printed = make_published(outcome="sleep", measure="RR", estimate="0.74", ci_low="0.52", ci_high="0.94")
    outcome = make_outcome("sleep", "MD", better="lower", thresholds=Thresholds(small=1.5, moderate=3, large=5))
    review = make_review(outcomes=[outcome], published=[printed], certainty=judged("sleep", "moderate"))
    assert texts(rows_of(review)["Sleep"])[6] == "Therapy probably reduces sleep."


@pytest.mark.parametrize("measure", [id_ for id_, measure in MEASURES.items() if measure.sides != 1])
def test_every_measure_of_two_sides_makes_a_whole_row(measure):
    published = make_published(outcome="sleep", measure=measure, estimate="0.74", ci_low="0.52", ci_high="0.94")
    outcome = make_outcome("sleep", measure, assumed_risk=0.5)
    review = make_review(outcomes=[outcome], published=[published], certainty=judged("sleep", "low"))
    (row,) = table_of(review).body
    assert all(text and "None" not in text for text in texts(row))
    assert "Therapy may increase sleep" in texts(row)[6] or "Therapy may reduce sleep" in texts(row)[6]
