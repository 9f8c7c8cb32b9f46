"""Characteristics of studies: which columns, in which form; and the studies that were not included."""

from dataclasses import replace

import pytest

from reportgen.document import Citation, Datum, plain_text
from reportgen.quantities import analyse
from reportgen.style import Style
from reportgen.tables import TABLES
from reportgen.tables.characteristics import MOST_COLUMNS
from tests.divided import with_texts
from tests.reviews import make_review, make_study

STYLE = Style()


def table_of(name, review):
    return TABLES[name].make(analyse(review, STYLE))


def texts(table):
    return [[plain_text(cell.children) for cell in row.cells] for row in (table.head, *table.body)]


def test_of_many_short_columns_those_that_fit_are_shown_the_most_important_ones():
    columns = ("country", "setting", "design", "participants", "age", "intervention", "comparator", "notes", "funding")
    head = texts(table_of("characteristics", with_texts(2, **dict.fromkeys(columns, "text"))))[0]
    assert len(head) == 1 + MOST_COLUMNS
    assert head[1:] == ["Country", "Design", "Participants", "Age", "Intervention", "Comparator"]


def test_texts_that_are_long_stand_in_a_block_for_each_study():
    table = table_of("characteristics", with_texts(2, methods="m", participants="p " * 400, notes="n"))
    assert texts(table)[0] == ["Characteristic", "Description"]
    assert [row.kind for row in table.body] == ["group", "body", "body", "body"] * 2
    assert [row[0] for row in texts(table)[1:5]] == ["Study 0", "Methods", "Participants", "Notes"]
    assert table.wide is False
    assert [len(row.cells) for row in table.body] == [1, 2, 2, 2] * 2
    assert table.body[0].cells[0].colspan == 2


def test_a_block_leaves_out_what_is_not_known_and_says_so_once():
    review = with_texts(2, methods="m " * 300, notes="n")
    first = replace(review.studies[0], characteristics={"notes": review.studies[0].characteristics["notes"]})
    table = table_of("characteristics", replace(review, studies=(first, review.studies[1])))
    assert [row[0] for row in texts(table)[1:]] == ["Study 0", "Notes", "Study 1", "Methods", "Notes"]
    assert [plain_text(note.children) for note in table.notes] == ["What is not listed of a study is not reported."]


def test_a_column_that_is_empty_throughout_is_left_out_and_so_are_years_that_the_names_hold():
    studies = (make_study("Able 2001", year="2001", notes="n"), make_study("Baker 2002", line=3, year="2002"))
    assert texts(table_of("characteristics", make_review({}, studies=studies)))[0] == ["Study", "Notes"]
    studies = (make_study("AMIS", year="1980", notes="n"), studies[1])
    assert texts(table_of("characteristics", make_review({}, studies=studies)))[0] == ["Study", "Year", "Notes"]


def test_participants_are_shown_where_a_study_tells_their_number():
    studies = (make_study("Able 2001", n=12, notes="n"), make_study("Baker 2002", line=3, notes="n"))
    table = table_of("characteristics", make_review({}, studies=studies))
    assert texts(table) == [
        ["Study", "Randomised", "Notes"],
        ["Able 2001", "12", "n"],
        ["Baker 2002", "not reported", "n"],
    ]


def test_columns_that_the_reviewer_chose_stay():
    review = with_texts(1, country="Chile", notes="n")
    assert texts(table_of("characteristics", replace(review, characteristics=("notes",))))[0] == [
        "Study",
        "Randomised",
        "Notes",
    ]


def test_excluded_studies_have_their_reasons_and_cite_their_reports():
    studies = (
        make_study("Able 2001"),
        replace(make_study("Zed 1999", line=3, status="excluded"), reports=("zed1999",), reason="no control group"),
        replace(make_study("Yak 1998", line=4, status="excluded"), reason="r " * 2000),
    )
    table = table_of("excluded", make_review({}, studies=studies))
    assert table.id == "tbl-excluded"
    assert texts(table)[0] == ["Study", "Reason for exclusion"]
    assert texts(table)[1] == ["Zed 1999 ", "no control group"]
    assert isinstance(table.body[0].cells[0].children[-1], Citation)
    reason = table.body[0].cells[1].children[0]
    assert isinstance(reason, Datum)
    assert (reason.subject, reason.inputs[0].line) == ("study/Zed 1999/reason", 3)


@pytest.mark.parametrize(
    ("status", "caption"),
    [
        ("ongoing", "Characteristics of ongoing studies."),
        ("awaiting", "Characteristics of studies awaiting classification."),
    ],
)
def test_studies_without_a_decision_are_listed_with_what_is_known(status, caption):
    studies = (make_study("Able 2001"), make_study("Baker 2020", line=3, status=status, participants="adults"))
    table = table_of(status, make_review({}, studies=studies))
    assert plain_text(table.caption) == caption
    assert texts(table) == [["Study", "Participants"], ["Baker 2020", "adults"]]
    bare = make_review({}, studies=(make_study("Able 2001"), make_study("Baker 2020", line=3, status=status)))
    assert texts(table_of(status, bare)) == [["Study", "Remark"], ["Baker 2020", "not reported"]]


def test_tables_of_studies_that_are_not_included_stand_last():
    assert list(TABLES)[-3:] == ["excluded", "awaiting", "ongoing"]


@pytest.mark.parametrize(("told", "shown"), [(1, False), (2, True)])
def test_a_column_that_hardly_any_study_fills_in_is_not_shown(told, shown):
    studies = tuple(
        make_study(f"Study {i}", **({"country": "Norway", "design": "cluster"} if i < told else {"country": "Norway"}))
        for i in range(8)
    )
    head = texts(table_of("characteristics", make_review(studies=studies)))[0]
    assert ("Design" in head, "Country" in head) == (shown, True)


def test_the_lines_of_a_text_stay_apart():
    table = table_of("characteristics", with_texts(1, participants="24 adults\n\n12 women", country="Norway"))
    cells = [cell for row in table.body for cell in row.cells if "24 adults" in plain_text(cell.children)]
    assert [type(part).__name__ for part in cells[0].children] == ["Datum", "LineBreak", "Datum"]
    assert [part.text for part in cells[0].children[::2]] == ["24 adults", "12 women"]
