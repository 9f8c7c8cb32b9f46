"""The table of sensitivity analyses: which rows an outcome gets, and what they say."""

from dataclasses import replace

import pytest

from reportgen.document import NoteMark, Superscript, plain_text
from reportgen.model import PRESETS, HighRisk
from reportgen.quantities import analyse
from reportgen.style import Style
from reportgen.tables import TABLES
from tests.figures.samples import BCG
from tests.reviews import make_outcome, make_review
from tests.sensitive import METAFOR_DL, asked, bcg_trials, risks, streptokinase

NAMES = [name for name, *_ in BCG]


def table_of(review):
    return TABLES["sensitivity"].make(analyse(review, Style()))


def rows_of(review):
    """Return the texts of the cells, without the marks of notes."""
    return [[words(cell.children) for cell in row.cells] for row in table_of(review).body]


def words(children):
    marks = (NoteMark, Superscript)
    return plain_text(tuple(part for part in children if not isinstance(part, marks))).replace("\u00a0", " ")


def notes_of(review):
    return [plain_text(note.children) for note in table_of(review).notes]


def test_the_rows_of_an_outcome_stand_in_the_order_of_the_analyses():
    levels = {NAMES[0]: "high", NAMES[1]: "low", NAMES[2]: "low"}
    labels = [row[0] for row in rows_of(risks(bcg_trials(count=3), levels))]
    assert labels == [
        "Tuberculosis (RR)",
        "As analysed: random effects, τ² by DL",
        "Common effect, inverse variance",
        *(f"Random effects, τ² by {name}" for name in ("REML", "ML", "PM", "EB", "SJ", "HE", "HS")),
        "Without studies at high risk of bias",
        *(f"Omitting {name}" for name in NAMES[:3]),
    ]


def test_the_numbers_of_a_row_are_metafors():
    rows = {row[0]: row[1:] for row in rows_of(bcg_trials())}
    assert rows["Omitting Aronson 1948"] == ["12", "357,085", "0.49 (0.34 to 0.71)", "< 0.001", "93%", "0.31"]
    (planned,) = (row for label, row in rows.items() if label.startswith("As analysed"))
    assert planned == ["13", "357,347", "0.49 (0.34 to 0.70)", "< 0.001", "92%", "0.31"]


@pytest.mark.parametrize(("level", "said"), [("low", "no study is at high risk of bias"), ("high", "no study remains")])
def test_a_row_says_why_it_has_no_result(level, said):
    review = risks(bcg_trials(count=3), dict.fromkeys(NAMES[:3], level))
    (row,) = (row for row in rows_of(review) if row[0].startswith("Without studies"))
    assert row[1:] == ["–", "–", said, "–", "–", "–"]


def test_notes_name_who_was_left_out_and_who_was_not_judged():
    notes = notes_of(risks(bcg_trials(count=4), {NAMES[0]: "high", NAMES[1]: "low", NAMES[2]: "high"}))
    assert "At high risk: judged “High risk” in the domain random sequence generation." in notes
    assert f"Left out: {NAMES[0]} and {NAMES[2]}." in notes
    assert f"Kept, with no judgement in some of these domains: {NAMES[3]}." in notes


def test_several_domains_are_listed():
    review = risks(bcg_trials(count=3), {}, "sequence-generation", "allocation-concealment")
    high = HighRisk(domains=("sequence-generation", "allocation-concealment"), levels=("high", "unclear"))
    notes = notes_of(replace(review, sensitivity=asked("high-risk", high_risk=high)))
    said = (
        "judged “High risk” or “Unclear risk” in at least one of the domains random sequence generation and allocation"
    )
    assert any(said in note for note in notes)


def test_one_study_has_nothing_to_vary():
    rows = rows_of(bcg_trials(count=1, sensitivity=asked(outcomes=("tb",))))
    assert [row[0] for row in rows[1:]] == ["As analysed: random effects, τ² by DL", "Other analyses"]
    assert rows[2][3] == "not possible with one study"


def test_two_studies_are_each_others_rest():
    review = bcg_trials(count=2)
    rows = [row for row in rows_of(review) if row[0].startswith("Omitting")]
    assert [row[1] for row in rows] == ["1", "1"]
    assert [row[5:] for row in rows] == [["–", "–"]] * 2
    assert "One study: its own result, nothing was pooled." in notes_of(review)


def test_i2_from_another_source_is_marked_where_it_differs():
    review = bcg_trials(plan=replace(METAFOR_DL, i2="tau2"))
    notes = notes_of(review)
    assert notes[0].startswith("I² is worked out from τ²")
    assert sum(note.startswith("I² = (Q − df)/Q") for note in notes) == 1


def test_a_common_effect_is_compared_with_random_effects():
    review = replace(
        streptokinase(plan=replace(PRESETS["revman5"], model="common")), sensitivity=asked("model", "tau2")
    )
    labels = [row[0] for row in rows_of(review)]
    assert labels[1].startswith("As analysed: common effect, Mantel-Haenszel")
    assert labels[2].startswith("Random effects, τ² by DL")
    assert len(labels) == 3 + 7


def test_each_outcome_is_a_group_under_its_comparison_where_there_are_several():
    data = {f"S{i}": {"x": ((5 + i, 40), (9, 40)), "y": ((9, 40), (3 + i, 40))} for i in range(3)}
    review = make_review(
        data, sensitivity=asked("model"), outcomes=[make_outcome("x", number="1.1"), make_outcome("y")]
    )
    groups = [plain_text(row.cells[0].children) for row in table_of(review).body if row.kind == "group"]
    assert groups == ["1.1 X (RR)", "Y (RR)"]


@pytest.mark.parametrize("sensitivity", [None, asked(outcomes=("other",))])
def test_a_review_that_asks_for_nothing_has_no_such_table(sensitivity):
    assert table_of(bcg_trials(sensitivity=sensitivity)) is None
