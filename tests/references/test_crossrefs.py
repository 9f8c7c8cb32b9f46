"""Entries that take fields from one another without end."""

import pytest

from reportgen.errors import DataError
from reportgen.load import load
from reportgen.references.crossrefs import circular_entries
from tests.load.folders import FILES, fill

CHAPTER = "@incollection{one,\n title = {A},\n crossref = {book}\n}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CHAPTER + "@book{book,\n title = {B}\n}\n", []),
        (CHAPTER, []),
        ("@book{a,\n crossref = {A}\n}\n", [("a", 1)]),
        ('@book{a,\n crossref = "b"\n}\n@book{b, xdata = {c, a}}\n', [("a", 1), ("b", 4)]),
        (
            "% none\n@book{a, crossref={b}}\n@book{b, crossref={c}}\n@book{c, crossref={b}}\n",
            [("a", 2), ("b", 3), ("c", 4)],
        ),
        ("", []),
    ],
)
def test_an_entry_that_leads_back_to_itself_is_found(text, expected):
    assert list(circular_entries(text)) == expected


def test_a_long_chain_is_followed_without_end():
    chain = "".join(f"@book{{k{i}, crossref = {{k{i + 1}}}}}\n" for i in range(60_000))
    assert list(circular_entries(chain)) == []


def test_a_review_with_such_references_is_refused_before_they_are_read(tmp_path):
    text = FILES["references.bib"] + "@book{a,\n crossref = {a}\n}\n"
    with pytest.raises(DataError, match="goes round in a circle") as raised:
        load(fill(tmp_path, {"references.bib": text}))
    assert [issue.code for issue in raised.value.issues] == ["references-are-readable"]
