"""Tables: notes and marks that match, heads, and cells that are empty."""

import re
from dataclasses import replace

import pytest

from reportgen.document import Citation, Datum, NoteMark, Number, Table, plain_text, walk_inlines
from reportgen.errors import Origin
from reportgen.model import PRESETS, Attribution, Cell, ExtraColumn
from reportgen.quantities import analyse
from reportgen.style import NumberStyle, Style
from reportgen.tables import TABLES
from reportgen.tables.notes import NoteBook
from reportgen.tables.risk_of_bias import WITHOUT_SUPPORT
from tests.compose.drafts import REVIEWS, TOOL, TWO_STUDIES, big_review, judgement, one_study_review
from tests.reviews import make_outcome, make_published, make_result, make_review, make_study
from tests.sensitive import bcg_trials, risks
from tests.summarised import summarised_review

STYLE = Style()
HOW = "Random-effects model, τ² by DL, interval Wald."


def table_of(name: str, review, style: Style = STYLE) -> Table | None:
    return TABLES[name].make(analyse(review, style))


def grid(table: Table) -> list[list[str]]:
    return [[plain_text(cell.children) for cell in row.cells] for row in (table.head, *table.body)]


def marked_review():
    """Return a review in which many cells are not as reported."""
    review = big_review()
    words = ("derived", "reconstructed", "unknown", "reported")
    results = [
        replace(row, attribution=Attribution(provenance=words[i % 4], note=f"note {i % 7}." if i % 3 else ""))
        for i, row in enumerate(review.results)
    ]
    return replace(review, results=tuple(results))


ALL = {
    **REVIEWS,
    "marked": marked_review(),
    "varied": risks(bcg_trials(), {"Aronson 1948": "high"}),
    "summarised": summarised_review(),
}
MADE = [
    pytest.param(table, id=f"{review}-{table.id}")
    for review in ALL
    for kind in TABLES.values()
    for table in kind.tables(analyse(ALL[review], STYLE))
]
each_table = pytest.mark.parametrize("table", MADE)


# ---- every table


@each_table
def test_every_mark_has_its_note_and_every_note_its_mark(table):
    runs = [cell.children for row in (table.head, *table.body) for cell in row.cells]
    marks = dict.fromkeys(part.mark for run in runs for part in walk_inlines(run) if isinstance(part, NoteMark))
    assert list(marks) == [note.mark for note in table.notes if note.mark]
    assert len({note.children for note in table.notes}) == len(table.notes)


@each_table
def test_notes_are_sentences(table):
    for note in table.notes:
        assert re.fullmatch(r"[A-Z].*[^.]\.", plain_text(note.children))


@each_table
def test_rows_are_as_wide_as_the_head(table):
    width = len(table.head.cells)
    assert len(table.widths) == width
    assert {sum(cell.colspan for cell in row.cells) for row in table.body} == {width}


@each_table
def test_heads_say_what_they_head(table):
    assert {cell.scope for cell in table.head.cells} == {"col"}
    assert all(cell.children for cell in table.head.cells)
    for row in table.body:
        assert [cell.scope for cell in row.cells] == ["row"] + [""] * (len(row.cells) - 1)
        assert (row.kind == "group") == (len(row.cells) == 1)


@each_table
def test_no_cell_is_empty_and_none_says_none(table):
    texts = [text for row in grid(table) for text in row]
    assert [text for text in texts if not text.strip() or "None" in text or "nan" in text] == []
    assert table.alt
    assert plain_text(table.caption).endswith(".")


@pytest.mark.parametrize("name", TABLES)
def test_a_review_without_data_has_no_such_table(name):
    assert TABLES[name].tables(analyse(REVIEWS["empty"], STYLE)) == ()


# ---- characteristics


def test_a_number_that_is_not_known_is_not_reported_and_never_zero():
    study = make_study("Able 2001", country="", age="10 months")
    table = table_of("characteristics", make_review({}, studies=(study,), characteristics=("country", "age")))
    assert grid(table) == [
        ["Study", "Randomised", "Country", "Age"],
        ["Able 2001", "not reported", "not reported", "10 months"],
    ]
    known = table_of("characteristics", make_review({}, studies=(make_study("B", n=0),), characteristics=("age",)))
    assert grid(known)[1][1] == "0"


def test_columns_of_the_reviews_own_have_their_labels():
    columns = (ExtraColumn(name="site", label="Site of the clinic"),)
    review = make_review({}, studies=(make_study("A", site="x"),), columns=columns, characteristics=("site",))
    assert grid(table_of("characteristics", review))[0][-1] == "Site of the clinic"


def test_only_columns_in_use_are_shown_unless_the_review_chooses():
    review = make_review({}, studies=(make_study("A", country="Chile"), make_study("B", line=3, notes="n")))
    assert grid(table_of("characteristics", review))[0] == ["Study", "Country", "Notes"]


def test_studies_cite_their_reports_and_excluded_ones_are_left_out():
    studies = (replace(make_study("A"), reports=("a2001", "a2003")), make_study("B", line=3, status="excluded"))
    table = table_of("characteristics", make_review({}, studies=studies))
    citations = [part for part in table.body[0].cells[0].children if isinstance(part, Citation)]
    assert [[work.key for work in c.works] for c in citations] == [["a2001", "a2003"]]
    assert len(table.body) == 1


def test_a_cell_that_is_not_as_reported_has_a_note():
    def told(value, provenance, note):
        return Cell(value, Origin("studies.csv", 2, 5), str(value), Attribution(provenance=provenance, note=note))

    study = replace(
        make_study("A"),
        n_randomised=told(5, "unknown", "remembered"),
        characteristics={
            "age": told("2 years", "derived", ""),
            "country": told("Chile", "derived", "from the address."),
        },
    )
    table = table_of("characteristics", make_review({}, studies=(study,), characteristics=("age", "country")))
    assert [plain_text(note.children) for note in table.notes] == [
        "Not confirmed in a source: remembered.",
        "Worked out from what a source prints.",
        "Derived: from the address.",
    ]
    assert grid(table)[1][1:] == ["5a", "2 yearsb", "Chilec"]


def test_texts_and_numbers_of_cells_lead_to_their_places():
    table = table_of(
        "characteristics", make_review({}, studies=(make_study("A", n=5, age="1"),), characteristics=("age",))
    )
    nodes = [part for cell in table.body[0].cells for part in cell.children if isinstance(part, Datum | Number)]
    assert [(node.inputs[0].path, node.inputs[0].column) for node in nodes] == [
        ("studies.csv", c) for c in (None, 3, 5)
    ]


# ---- pooled results


def test_each_outcome_has_a_row_under_its_comparison():
    rows = grid(table_of("pooled", big_review()))
    columns = ["Outcome", "Studies", "Participants", "Measure", "Estimate (interval)", "Prediction interval"]
    assert rows[0] == [*columns, "P", "I²", "τ²"]
    assert rows[1] == ["Therapy against control"]
    assert rows[2] == ["Recovery", "12", "1200", "RR", "2.15 (1.83 to 2.54)", "–", "<\u00a00.001", "0%a", "0.00"]
    table = table_of("pooled", big_review())
    titles = [plain_text(row.cells[0].children[:1]) for row in table.body[1:]]
    assert titles == ["Recovery", "Mood", "Deaths", "Relapse", "Sleep", "Cost"]


def test_what_is_not_as_usual_is_marked():
    table = table_of("pooled", big_review())
    rows = {row[0]: row[1:] for row in grid(table)[2:]}
    unknown = "not reported"
    assert rows["Moodb"] == ["12", "1026", "SMD", "1.50 (0.51 to 2.49)", "−2.01 to 5.01", "0.007", "97%c", "2.35"]
    assert rows["Deathsd"] == ["1", "100", "RR", "0.20 (0.02 to 1.65)", "–", "0.14", "–", "–"]
    assert rows["Relapsee"] == ["–", "–", "RR", "not pooled", "–", "–", "–", "–"]
    assert rows["Sleepf"] == [unknown, unknown, "RR", "0.74 (0.52 to 1.04)", "–", "0.08", "40%", "–"]
    assert rows["Costf,g"] == [unknown, unknown, "RR", "no estimate given", "–", unknown, "–", "–"]
    assert [(note.mark, plain_text(note.children)) for note in table.notes] == [
        ("", "Where no note says otherwise: random-effects model, τ² by DL, interval Wald."),
        ("a", "I² = (Q − df)/Q."),
        ("b", "Random-effects model, τ² by REML, interval HKSJ or Wald."),
        ("c", "I² is worked out from τ² and the typical variance within studies."),
        ("d", "One study: its own result, nothing was pooled."),
        ("e", "Scales differed."),
        ("f", "As published; the study data behind it are not at hand and it enters no total."),
        ("g", "No difference."),
    ]


def test_one_i2_for_all_is_told_at_the_head_and_a_column_of_nothing_is_left_out():
    table = table_of("pooled", make_review(TWO_STUDIES))
    assert grid(table)[0] == [
        "Outcome",
        "Studies",
        "Participants",
        "Measure",
        "Estimate (interval)",
        "P",
        "I²\u00a0a",
        "τ²",
    ]
    assert [(note.mark, plain_text(note.children)) for note in table.notes] == [("", HOW), ("a", "I² = (Q − df)/Q.")]


def test_the_notes_of_a_result_are_notes_of_its_row():
    outcome = make_outcome("recovery", plan=PRESETS["cochrane"])
    table = table_of("pooled", make_review(TWO_STUDIES, outcomes=[outcome]))
    notes = {note.mark: plain_text(note.children) for note in table.notes}
    mark = grid(table)[2][0].removeprefix("Recovery")
    assert notes[mark].startswith("Wald interval: with two studies")


def test_an_outcome_without_data_says_so():
    table = table_of("pooled", make_review({}, outcomes=[make_outcome()]))
    assert grid(table)[2][4] == "not pooled"
    assert plain_text(table.notes[0].children) == "No study gave data that could be pooled."


def test_a_result_that_rests_on_reconstructed_data_says_so():
    review = make_review(TWO_STUDIES)
    rows = tuple(replace(row, attribution=Attribution(provenance="reconstructed")) for row in review.results)
    table = table_of("pooled", replace(review, results=rows))
    assert [plain_text(note.children) for note in table.notes] == [
        HOW,
        "I² = (Q − df)/Q.",
        "Rests on reconstructed study data; see the results of individual studies.",
    ]


def test_a_computed_result_goes_before_the_published_one():
    effect = make_published(estimate="9.99", ci_low="9", ci_high="11")
    assert "9.99" not in str(grid(table_of("pooled", make_review(TWO_STUDIES, published=[effect]))))


def test_letters_and_intervals_follow_the_style():
    style = Style(numbers=NumberStyle(p_letter="p", p_leading_zero=False, spaced_relations=False, interval_word="–"))
    rows = grid(table_of("pooled", make_review(TWO_STUDIES), style))
    assert rows[0][5] == "p"
    assert rows[2][4:6] == ["2.45 (1.77–3.39)", "<.001"]
    assert rows[3][4] == "−2.76 (−4.23 to −1.29)"


def test_a_published_effect_names_its_own_measure():
    effect = make_published(measure="SMD", estimate="0.2", ci_low="0.1", ci_high="0.3")
    review = make_review({}, outcomes=[make_outcome(pooled=False)], published=[effect])
    assert grid(table_of("pooled", review))[2][3] == "SMD"


# ---- individual studies


def test_events_and_scores_are_given_for_each_side():
    rows = grid(table_of("individual", make_review(TWO_STUDIES)))
    assert rows[1] == ["Recovery: Therapy against control (RR)"]
    assert rows[2][:3] == ["Able 2001", "30/50", "10/50"]
    assert rows[5][:3] == ["Able 2001", "10.0 (2.0), 50", "12.0 (2.5), 50"]
    assert rows[5][3] == "−2.00 (−2.89 to −1.11)"


@pytest.mark.parametrize(
    ("measure", "data", "title", "shown", "key"),
    [
        ("IRR", ({"events": 3, "time": 100.5}, {"events": 6, "time": 90}), "Therapy against control (IRR)", ["3/100.5", "6/90"], "rates as events/person-time"),
        ("IRLN", ({"events": 3, "time": 100.5},), "Therapy (rate)", ["3/100.5", "–"], "rates as events/person-time"),
        ("ZCOR", ({"r": 0.3, "n": 52},), "Therapy (r)", ["0.3, 52", "–"], "correlations as coefficient, participants"),
        ("PLO", ({"events": 3, "n": 52},), "Therapy (proportion)", ["3/52", "–"], "Events are given as events/participants"),
    ],
)  # fmt: skip
def test_rates_correlations_and_groups_without_a_comparator_say_what_they_are(measure, data, title, shown, key):
    rows = [make_result("Able 2001", "x", arm, cells) for arm, cells in zip("TC", data, strict=False)]
    review = make_review({"Able 2001": {}}, outcomes=[make_outcome("x", measure, title="falls")])
    table = table_of("individual", replace(review, results=tuple(rows)))
    found = grid(table)
    assert found[1] == [f"Falls: {title}"]
    assert found[2][1:3] == shown
    assert key in plain_text(table.caption)


def test_a_study_that_adds_nothing_says_why():
    table = table_of("individual", big_review())
    row = next(row for row in grid(table) if row[1:2] == ["0/50"])
    assert row == ["Study 0", "0/50", "0/50", "not estimablea", "–"]
    assert plain_text(table.notes[0].children) == "No events in either group."


def test_a_study_left_out_says_why():
    data = {**TWO_STUDIES, "Cole 2003": {"recovery": ((3, None), (1, 50))}}
    table = table_of("individual", make_review(data))
    row = next(row for row in grid(table) if row[0] == "Cole 2003")
    assert row[3:] == ["left outa", "–"]
    assert row[1:3] == ["–", "–"]


# ---- risk of bias


def test_judgements_with_a_support_are_listed_by_study_and_domain_and_others_left_to_the_figure():
    judgements = [
        judgement("Baker 2002", "other", "high", support="sponsor"),
        judgement("Able 2001", "other", "low"),
        judgement("Able 2001", "sequence", "concerns", support="unclear", outcome="mood"),
    ]
    review = make_review(TWO_STUDIES, risk_of_bias_tool=TOOL, judgements=judgements)
    table = table_of("risk-of-bias", review)
    assert grid(table)[1:] == [
        ["Able 2001"],
        ["Random sequence generation (mood)", "Some concerns", "unclear"],
        ["Baker 2002"],
        ["Other bias", "High", "sponsor"],
    ]
    assert [plain_text(note.children) for note in table.notes] == [WITHOUT_SUPPORT]
    whole = table_of("risk-of-bias", replace(review, judgements=(judgements[0], judgements[2])))
    assert whole.notes == ()


def test_without_support_the_figure_says_it_all():
    review = one_study_review(judgements=(judgement("Able 2001", "sequence", "low"),))
    assert table_of("risk-of-bias", review) is None


# ---- notes


def test_letters_go_on_after_z():
    book = NoteBook()
    marks = [book.mark(Datum(text=str(i), subject="")).mark for i in range(704)]
    assert (marks[0], marks[25], marks[26], marks[701], marks[703]) == ("a", "z", "aa", "zz", "aab")
    assert len(set(marks)) == 704


def test_equal_notes_share_a_letter():
    book = NoteBook()
    assert book.provenance("derived", "x") == book.provenance("derived", "x ")
    assert book.provenance("reported", "x") == ()
    assert len(book.notes()) == 1
