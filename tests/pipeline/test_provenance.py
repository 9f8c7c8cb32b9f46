"""Where numbers come from: change a cell, and only the numbers that name it change."""

import random
import re
from dataclasses import replace

import pytest

from reportgen.model import Cell
from reportgen.pipeline import assemble, find_style
from tests.pipeline.built import EXAMPLE, example, ledger, written
from tests.writers.html_words import html_words

CELLS = sorted(
    (row, column)
    for row, result in enumerate(example().results)
    for column, cell in result.data.items()
    if cell.value is not None
)
CHOSEN = random.Random(20161222).choices(CELLS, k=200)


def changed(review, row, column):
    """Return the review with one cell of results.csv changed to another value that a loader would accept."""
    result = review.results[row]
    cell = result.data[column]
    n = result.data.get("n")
    if column == "events":
        value = cell.value - 1 if cell.value and cell.value > 0 else min(1.0, n.value)
    else:
        value = cell.value + 1
    text = str(int(value)) if float(value).is_integer() else str(value)
    other = Cell(value=value, origin=cell.origin, text=text, attribution=cell.attribution)
    results = list(review.results)
    results[row] = replace(result, data={**result.data, column: other})
    return replace(review, results=tuple(results)), cell.origin


def by_id(entries):
    return {entry.id: (entry.text, entry.value) for entry in entries}


@pytest.mark.parametrize("half", [0, 1])
def test_changing_a_cell_changes_only_numbers_that_name_it(half):
    before = {entry.id: entry for entry in ledger()}
    style = find_style(EXAMPLE, "default")
    outcomes = {outcome.id: outcome for outcome in example().outcomes}
    touched = 0
    for row, column in CHOSEN[half::2]:
        review, origin = changed(example(), row, column)
        after = {entry.id: entry for entry in assemble(review, style, EXAMPLE).resolved.ledger}
        place = (origin.path, origin.line, origin.column)
        for id_ in before.keys() | after.keys():
            entries = [entries[id_] for entries in (before, after) if id_ in entries]
            names_it = any(place == given[:3] for entry in entries for given in entry.inputs)
            if len({(entry.text, entry.value) for entry in entries}) > 1 or len(entries) == 1:
                assert names_it, (place, [entry.id for entry in entries])
                touched += 1
            if names_it:
                assert_belongs(entries[0], review.results[row], outcomes)
    assert touched > 200


def assert_belongs(entry, result, outcomes):
    """An entry that names a cell is of an outcome that uses the row of the cell."""
    outcome = outcomes[entry.subject.split("/")[1]]
    assert entry.subject.startswith("outcome/")
    assert outcome.id == result.outcome
    assert result.time_point == outcome.time_point
    assert outcome.analysis_set in {"", result.analysis_set}


def test_every_input_of_the_ledger_is_a_cell_that_exists():
    files = example().files
    for entry in ledger():
        for path, line, column, _name in entry.inputs:
            if path in files:
                assert line in files[path].rows
                assert column is None or 1 <= column <= len(files[path].columns)


def test_without_the_ledgers_numbers_hardly_a_digit_is_left_in_the_results():
    """What is left is on the list below, each with its reason."""
    words = " ".join(html_words(written()["manuscript.html"]))
    body = words[words.index("Results Study selection") : words.index("Discussion What was found")]
    reasons = (
        r"\((?:[^()]*?\b(?:19|20)\d\d[a-z]?[^()]*?)\)",  # citations: years of works, from the citation style
        r"\b(?:Figure|Table) \d+",  # labels, from the numbering
        r"\(at follow-up of 1 and 5 years\)|\(4\.5 months after birth\)",  # time points, as named in review.yaml
        r"participants\)\.\d|PIP\.\d",  # marks of footnotes, from the numbering
    )
    for pattern in reasons:
        body = re.sub(pattern, "", body)
    for text in sorted({entry.text for entry in ledger() if re.search(r"\d", entry.text)}, key=len, reverse=True):
        body = re.sub(rf"(?<![\d.]){re.escape(' '.join(text.split()))}(?![\d])", "", body)
    assert re.findall(r"\S*\d\S*", body) == []
