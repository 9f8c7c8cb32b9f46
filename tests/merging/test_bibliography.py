"""Entries of a bibliography are added, completed, and contradicted field by field."""

import pytest

from reportgen.merging import NewFile
from reportgen.merging.bibliography import merge_bibliography
from reportgen.references.bibtex_fields import entries

OLD = """% my references

@article{adams2001,
  author = {Adams, A. and Brown, B.},
  title = {A {UK} trial},
  year = 2001
}
"""


def merged(old, new, *, replacing=False):
    file = NewFile(path="references.bib", shown="new/references.bib", data=new.encode())
    part = merge_bibliography("references.bib", "references.bib", old.encode(), file, replacing=replacing)
    return part.edited.result, part


def test_a_new_entry_stands_at_the_end_as_it_was_written():
    new = "@book{cole2003, title = {A book},\n  year={2003}}\n"
    text, part = merged(OLD, new)
    assert text == OLD + "\n" + new
    assert [(step.kind, step.key) for step in part.steps] == [("entry added", ("cole2003",))]


def test_the_same_entry_in_another_form_is_nothing_new():
    new = '@Article{adams2001, year = "2001", title = {{A {UK}\n trial}}, author={Adams, A. and Brown, B.}}'
    assert merged(OLD, new)[0] == OLD


def test_fields_that_an_entry_lacks_are_added_to_it():
    new = "@article{adams2001, doi = {10.1/x}, year = {2001}}"
    text, part = merged(OLD, new)
    assert text == OLD.replace("year = 2001\n", "year = 2001,\n  doi = {10.1/x}\n")
    assert [(step.kind, step.field) for step in part.steps] == [("entry completed", "doi")]
    assert merged(text, new)[0] == text


def test_another_field_or_type_is_a_contradiction_at_both_entries():
    _, part = merged(OLD, "\n@book{adams2001, year = 2002}")
    assert [str(issue).split(" (with")[0] for issue in part.issues] == [
        f"new/references.bib:2: error: update-agrees: found {found} of adams2001, expected {expected} as in references.bib:3"
        for found, expected in (("'@book' for the type", "'@article'"), ("'2002' for year", "'2001'"))
    ]


def test_an_entry_is_replaced_as_a_whole_when_asked_for():
    new = "@book{adams2001,\n  title = {Another}}"
    assert merged(OLD, new, replacing=True)[0] == "% my references\n\n" + new + "\n"


@pytest.mark.parametrize("broken", ["@article{adams2001, title = {never closed\n", "@article{adams2001, = x}\n"])
def test_an_entry_that_cannot_be_taken_apart_is_compared_as_a_whole(broken):
    assert merged(broken, broken)[1].issues == ()
    assert [issue.code for issue in merged(broken, OLD)[1].issues] == ["update-agrees"]


def test_values_joined_and_braces_within_are_read():
    text = '@misc{k, month = jan # {~} # "2", note = {a "b" {c}}, url = {http://x/{y}}}'
    assert {name: span.said for name, span in entries(text)["k"].fields.items()} == {
        "month": 'jan # {~} # "2"',
        "note": 'a "b" {c}',
        "url": "http://x/{y}",
    }


def test_carriage_returns_stay():
    old = OLD.replace("\n", "\r\n")
    text, _ = merged(old, "@misc{x1, title = {t},\n year = 1}\n@article{adams2001, doi = {d}}")
    assert "\n" not in text.replace("\r\n", "")
    assert set(entries(text)) == {"adams2001", "x1"}
