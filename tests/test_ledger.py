"""ledger.json, and the lines of data files behind it."""

import json
import math

import numpy as np
import pytest

from reportgen.document import Document, LedgerEntry, Resolved
from reportgen.errors import Origin
from reportgen.ledger import ledger_json, source_lines
from reportgen.model import DataFile, Review, Source

DOCUMENT = Document(title="", short_title="", authors=(), keywords=(), language="en-GB", notice="", blocks=())


def entry(id_="n1", value=1.5, inputs=(("results.csv", 3, 7, "events"),), text="1.50") -> LedgerEntry:
    return LedgerEntry(
        id=id_,
        place="sec-results",
        text=text,
        value=value,
        statistic="n",
        subject="s",
        how="as entered",
        provenance="reported",
        inputs=inputs,
    )


def written(*entries):
    return json.loads(ledger_json(Resolved(document=DOCUMENT, ledger=entries)))


def test_an_entry_leads_to_file_line_column_and_heading():
    assert written(entry())["entries"] == [
        {
            "id": "n1",
            "place": "sec-results",
            "text": "1.50",
            "value": 1.5,
            "statistic": "n",
            "subject": "s",
            "how": "as entered",
            "provenance": "reported",
            "inputs": [{"file": "results.csv", "line": 3, "column": 7, "name": "events"}],
        }
    ]


def test_entries_stand_in_reading_order():
    assert [e["id"] for e in written(entry("b"), entry("a"))["entries"]] == ["b", "a"]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_json_cannot_hold_is_null(value):
    assert written(entry(value=value))["entries"][0]["value"] is None


@pytest.mark.parametrize(
    ("value", "kept"), [(None, None), (0, 0), (0.1 + 0.2, 0.1 + 0.2), (10**30, 10**30), (np.float64(2.5), 2.5)]
)
def test_values_keep_all_their_digits(value, kept):
    assert written(entry(value=value))["entries"][0]["value"] == kept


def test_the_file_is_utf8_and_ends_with_a_line_end():
    data = ledger_json(Resolved(document=DOCUMENT, ledger=(entry(text="−0,5 日本 </script>"),)))
    assert "−0,5 日本".encode() in data
    assert data.endswith(b"}\n")


def test_an_empty_ledger_is_a_ledger():
    assert written() == {"generator": "reportgen", "entries": []}


FILES = {
    "results.csv": DataFile(
        path="results.csv",
        columns=("study", "events", "source", "provenance", "note"),
        rows={2: ("A", "3", "S01", "", ""), 3: ("B", "4", "S02 p. 7; S99", "derived", "halved"), 4: ("C",)},
    )
}
REVIEW = Review(
    title="T",
    files=FILES,
    sources=tuple(
        Source(id=id_, address=f"https://{id_}.org", title=f"Title {id_}", origin=Origin("sources.csv", 2))
        for id_ in ("S01", "S02")
    ),
)


def lines_behind(*places):
    return source_lines(REVIEW, [entry(inputs=tuple((path, line, None, "") for path, line in places))])


def test_a_line_brings_its_cells_and_its_sources():
    (line,) = lines_behind(("results.csv", 3))
    assert line.cells[:2] == (("study", "B"), ("events", "4"))
    assert line.sources == (("S02 p. 7", "https://S02.org", "Title S02"), ("S99", "", ""))
    assert (line.provenance, line.note) == ("derived", "halved")


def test_each_line_stands_once_in_the_order_of_files_and_lines():
    lines = lines_behind(("results.csv", 3), ("results.csv", 2), ("results.csv", 3))
    assert [(line.path, line.line) for line in lines] == [("results.csv", 2), ("results.csv", 3)]


def test_places_outside_the_tables_are_no_lines():
    assert lines_behind(("review.yaml", 3), ("results.csv", 99)) == ()


def test_a_short_row_has_the_cells_it_has():
    (line,) = lines_behind(("results.csv", 4))
    assert (line.cells, line.provenance, line.sources) == ((("study", "C"),), "reported", ())
