"""Rows that are new or corrected find their place in a table, and every other byte stays."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.load import table_forms_of
from reportgen.merging import NewFile
from reportgen.merging.csv_text import records
from reportgen.merging.tables import merge_table

SETTINGS = b"""title: t
comparisons: [{id: control, title: c, experimental: e, comparator: c}]
columns: [{name: score, label: Score, type: number}]
"""
FORMS = table_forms_of(SETTINGS)


def merged(stem, old, new, *, replacing=False):
    """Return the text after merging, and the part it came in."""
    path = f"{stem}.csv"
    file = NewFile(path=path, shown=f"new/{path}", data=new.encode())
    part = merge_table(path, f"review/{path}", old.encode(), file, FORMS[stem], replacing=replacing)
    return part.edited.result, part


def done(part):
    return [(step.kind, *step.key, step.field) for step in part.steps]


CASES = {
    "a new row stands at the end": (
        "studies",
        "study,country\nA 1,UK\n",
        "study,country\nB 2,SE\n",
        "study,country\nA 1,UK\nB 2,SE\n",
    ),
    "a new row of a study follows its others": (
        "arms",
        "study,arm,n\nA 1,x,3\nB 2,x,4\n",
        "study,arm,n\nA 1,y,5\n",
        "study,arm,n\nA 1,x,3\nA 1,y,5\nB 2,x,4\n",
    ),
    "rows of one study keep their order": (
        "arms",
        "study,arm\nA 1,x\nB 2,x\n",
        "study,arm\nA 1,z\nA 1,y\n",
        "study,arm\nA 1,x\nA 1,z\nA 1,y\nB 2,x\n",
    ),
    "an empty cell is filled, one that says nothing changes nothing": (
        "studies",
        "study,country,setting\nA 1,,clinic\n",
        "study,country,setting\nA 1,UK,\n",
        "study,country,setting\nA 1,UK,clinic\n",
    ),
    "the same number in another writing is the same": (
        "results",
        "study,outcome,arm,mean\nA 1,o,x,8.90\n",
        "study,outcome,arm,mean\nA 1,o,x,8.9\n",
        "study,outcome,arm,mean\nA 1,o,x,8.90\n",
    ),
    "other spaces are the same words": (
        "studies",
        'study,country\nA 1,"United  Kingdom"\n',
        "study,country\nA 1,United Kingdom\n",
        'study,country\nA 1,"United  Kingdom"\n',
    ),
    "columns keep their order, whatever that of the new file": (
        "arms",
        "n,arm,study\n3,x,A 1\n",
        "study,arm,n\nB 2,y,5\n",
        "n,arm,study\n3,x,A 1\n5,y,B 2\n",
    ),
    "a column that the table lacks is added at the right": (
        "studies",
        "study\nA 1\nB 2\n",
        "study,country\nA 1,UK\nC 3,SE\n",
        "study,country\nA 1,UK\nB 2,\nC 3,SE\n",
    ),
    "a column without a value is not": ("studies", "study\nA 1\n", "study,country\nB 2,\n", "study\nA 1\nB 2\n"),
    "semicolons and decimal commas stay": (
        "studies",
        "study;score\nA 1;2,5\n",
        "study,score\nB 2,3.25\n",
        "study;score\nA 1;2,5\nB 2;3,25\n",
    ),
    "carriage returns stay": (
        "studies",
        "study,country\r\nA 1,UK\r\n",
        "study\nB 2\n",
        "study,country\r\nA 1,UK\r\nB 2,\r\n",
    ),
    "a file without a last line break stays without": (
        "studies",
        "study,country\nA 1,UK",
        "study,country\nB 2,SE\nC 3,FI\n",
        "study,country\nA 1,UK\nB 2,SE\nC 3,FI",
    ),
    "quotation marks are those of the neighbour": (
        "studies",
        '"study","country"\n"A 1","UK"\n',
        "study,country\nB 2,SE\n",
        '"study","country"\n"A 1","UK"\n"B 2","SE"\n',
    ),
    "a cell that needs them is quoted": (
        "studies",
        "study,country\nA 1,\n",
        'study,country\nA 1,"UK, ""England"""\n',
        'study,country\nA 1,"UK, ""England"""\n',
    ),
    "cells of several lines and empty lines stay": (
        "studies",
        'study,country\n"A 1","two\nlines"\n\nB 2,\n',
        "study,country\nB 2,SE\nC 3,FI\n",
        'study,country\n"A 1","two\nlines"\n\nB 2,SE\nC 3,FI\n',
    ),
    "what a spreadsheet takes for a formula stays harmless": (
        "studies",
        "study,country\nA 1,\n",
        "study,country\nA 1,=1+1\n",
        "study,country\nA 1,'=1+1\n",
    ),
}


@pytest.mark.parametrize(("stem", "old", "new", "expected"), CASES.values(), ids=CASES)
def test_new_rows_find_their_place(stem, old, new, expected):
    text, part = merged(stem, old, new)
    assert not part.issues
    assert text == expected
    again, second = merged(stem, text, new)
    assert (again, second.steps) == (text, ())


def test_another_value_is_a_contradiction_that_names_both_places():
    text, part = merged("studies", "study,country\nA 1,UK\n", "country,study\nSE,A 1\n")
    assert text == "study,country\nA 1,UK\n"
    [issue] = part.issues
    assert str(issue).startswith(
        "new/studies.csv:2:1: error: update-agrees: found 'SE' for country of A 1, expected 'UK'"
    )
    assert "as in review/studies.csv:2:2" in str(issue)


def test_another_value_is_taken_when_asked_for_and_keeps_its_quotation_marks():
    text, part = merged("studies", 'study,country\nA 1,"UK"\nB 2,FI\n', "study,country\nA 1,SE\n", replacing=True)
    assert text == 'study,country\nA 1,"SE"\nB 2,FI\n'
    assert done(part) == [("cell replaced", "A 1", "country")]


def test_every_contradiction_is_told():
    _, part = merged("arms", "study,arm,n\nA 1,x,3\nB 2,x,4\n", "study,arm,n\nA 1,x,5\nB 2,x,6\n")
    assert [issue.origin.line for issue in part.issues] == [2, 3]


def test_a_new_table_needs_its_keys_only():
    text, part = merged("risk_of_bias", "study,domain,judgement\nA 1,d,low\n", "study,domain,support\nA 1,d,s\n")
    assert not part.issues
    assert text == "study,domain,judgement,support\nA 1,d,low,s\n"


def test_a_heading_that_is_not_known_is_refused_in_its_place():
    _, part = merged("studies", "study\nA 1\n", "study,contry\nB 2,UK\n")
    [issue] = part.issues
    assert str(issue).startswith("new/studies.csv:1:2: error: column-is-declared: found 'contry'")
    assert "did you mean 'country'?" in str(issue)


def test_lines_of_the_merged_table_are_traced_to_where_they_were_entered():
    _, part = merged("arms", "study,arm,n\nA 1,x,\nB 2,x,4\n", "study,arm,n\nC 3,y,\nA 1,y,\nA 1,x,5\n")
    assert part.edited.result == "study,arm,n\nA 1,x,5\nA 1,y,\nB 2,x,4\nC 3,y,\n"
    places = [str(part.edited.origin(line)) for line in range(1, 6)]
    assert places == ["review/arms.csv:1", "review/arms.csv:2", "new/arms.csv:3", "review/arms.csv:3", "new/arms.csv:2"]


CELLS = st.text(st.sampled_from('ab1,;"\n\t é'), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6), st.sampled_from(",;\t"), st.booleans())
def test_cells_stand_where_the_reader_of_the_standard_library_finds_them(rows, delimiter, everything):
    stream = StringIO(newline="")
    quoting = csv.QUOTE_ALL if everything else csv.QUOTE_MINIMAL
    csv.writer(stream, delimiter=delimiter, lineterminator="\n", quoting=quoting).writerows(rows)
    text = stream.getvalue()
    found = []
    for record in records(text, delimiter):
        cells = [text[cell.start : cell.end] for cell in record.cells]
        found.append([c[1:-1].replace('""', '"') if s.quoted else c for c, s in zip(cells, record.cells, strict=True)])
    read = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    assert found == [cells or [""] for cells in read]


NAMES = st.sampled_from(["A 1", "B 2", "C 3", "D 4"])
VALUES = st.sampled_from(["", "UK", "SE", 'a, "b"', "two\nlines", "é"])
TABLES = st.dictionaries(NAMES, st.tuples(VALUES, VALUES), max_size=4)


def table_text(rows):
    stream = StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(
        [["study", "country", "setting"], *([k, *v] for k, v in rows.items())]
    )
    return stream.getvalue()


@given(TABLES, TABLES)
def test_the_merged_table_says_what_both_say_and_the_new_one_where_they_differ(old, new):
    text, part = merged("studies", table_text(old), table_text(new), replacing=True)
    assert not part.issues
    expected = {
        name: tuple(n or o for o, n in zip(old.get(name, ("", "")), new.get(name, ("", "")), strict=True))
        for name in {**old, **new}
    }
    rows = list(csv.reader(StringIO(text, newline="")))
    assert {name: tuple(cells) for name, *cells in rows[1:]} == expected
    assert [row[0] for row in rows[1:]] == [*old, *(name for name in new if name not in old)]
    assert merged("studies", text, table_text(new))[0] == text


@given(TABLES, TABLES)
def test_without_leave_to_replace_no_value_is_lost(old, new):
    text, part = merged("studies", table_text(old), table_text(new))
    before = list(csv.reader(StringIO(table_text(old), newline="")))
    after = {row[0]: row for row in csv.reader(StringIO(text, newline=""))}
    if part.issues:
        return
    assert all(not cell or cell == after[row[0]][i] for row in before for i, cell in enumerate(row))
