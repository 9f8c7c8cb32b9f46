"""The table of pooled results where outcomes have subgroups, no total, numbers, or sides of their own."""

from dataclasses import replace

from reportgen.document import plain_text
from reportgen.quantities import analyse
from reportgen.style import Style
from reportgen.tables import TABLES
from tests.divided import GROUPS, divided, many_outcomes
from tests.reviews import make_outcome, make_review

STYLE = Style()


def table_of(review, name="pooled"):
    return TABLES[name].make(analyse(review, STYLE))


def rows_of(review, name="pooled"):
    table = table_of(review, name)
    return [[plain_text(cell.children).replace("\u00a0", " ") for cell in row.cells] for row in table.body]


def notes_of(review):
    return [plain_text(note.children) for note in table_of(review).notes]


def heads(review):
    return [row[0].rstrip("abc,").rstrip() for row in rows_of(review)]


def test_subgroups_stand_indented_under_their_outcome_and_the_test_last():
    found = rows_of(divided())
    assert heads(divided()) == [
        "Therapy against control",
        "Recovery",
        "   women",
        "   men",
        "   Test between subgroups",
    ]
    assert [row[1:3] for row in found[1:4]] == [["3", "400"], ["2", "220"], ["2", "180"]]
    assert found[4][4].startswith("Chi² = ")
    assert found[4][4].endswith(", df = 1")
    assert found[4][6].endswith("%")


def test_an_outcome_without_a_total_says_so_and_keeps_its_subgroups():
    found = rows_of(divided(totals="subgroups"))
    assert found[1][1:5] == ["3", "400", "RR", "no total"]
    assert found[1][5:] == ["–", "–", "–"]
    assert [row[4].count("to") for row in found[2:4]] == [1, 1]


def test_an_outcome_that_is_not_pooled_has_neither_estimate_nor_subgroups():
    found = rows_of(divided(totals="none"))
    assert len(found) == 2
    assert found[1][1:] == ["3", "400", "RR", "not pooled", "–", "–", "–"]
    assert "The results of the studies are shown and not pooled." in notes_of(divided(totals="none"))


def test_no_study_that_is_estimable_is_told_from_a_total_that_is_not_shown():
    empty = {"": {"Able 2001": ((0, 9), (0, 9)), "Baker 2002": ((0, 9), (0, 9))}}
    assert "No study gave data that could be pooled." in notes_of(divided(empty))
    assert "No study gave data that could be pooled." not in notes_of(divided(totals="none"))


def test_a_test_that_the_outcome_does_not_show_has_no_row():
    assert "   Test between subgroups" not in heads(divided(subgroup_test=False))


def test_a_subgroup_without_an_estimate_says_so():
    groups = {**GROUPS, "children": {"Cole 2003": ((0, 9), (0, 9))}}
    row = next(row for row in rows_of(divided(groups)) if row[0] == "   children")
    assert row[1:5] == ["0", "–", "RR", "not estimable"]


def test_studies_with_several_results_are_explained_where_there_are_any():
    note = "A study with several results here counts once among the studies"
    assert any(text.startswith(note) for text in notes_of(divided()))
    assert any(text.startswith(note) for text in notes_of(divided(totals="none")))
    assert not any(text.startswith(note) for text in notes_of(divided({"women": GROUPS["women"]})))


def test_numbers_and_sides_of_an_outcome_are_shown_only_where_it_has_them():
    found = [row[0] for row in rows_of(many_outcomes(1))]
    assert (found[0], found[1][:15]) == ("Comparison 1: Therapy against control", "1.1 Outcome p0")
    review = make_review({}, outcomes=[make_outcome(comparator="Placebo")])
    assert rows_of(review)[1][0].startswith("Recovery (Therapy against Placebo)")


def test_single_results_stand_by_subgroup_where_results_name_it():
    found = [row[0] for row in rows_of(divided(), "individual")]
    assert found == [
        "Recovery: Therapy against control (RR)",
        *("   women", "Able 2001", "Baker 2002"),
        *("   men", "Able 2001", "Cole 2003"),
    ]


def test_results_that_are_not_pooled_have_no_weight():
    weights = {row[-1] for row in rows_of(divided(totals="none"), "individual") if len(row) > 1}
    assert weights == {"–"}


def test_single_results_tell_number_and_sides():
    review = divided(number="2.1", experimental="High dose")
    review = replace(review, comparisons=tuple(replace(c, number="2") for c in review.comparisons))
    head = rows_of(review, "individual")[0][0]
    assert head == "2.1 Recovery: Therapy against control, High dose against Control (RR)"
