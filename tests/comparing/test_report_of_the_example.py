"""The report of the example's update: each edit a row, each number as the manuscript of its version prints it."""

from pathlib import Path

import pytest

from reportgen.comparing import compare_versions
from reportgen.comparing.report.document import report_document
from reportgen.compose import compose, make_exhibits
from reportgen.document import Number, Table, inlines_of, plain_text, walk_blocks, walk_inlines
from reportgen.load import load
from reportgen.quantities import analyse

DATA = Path(__file__).resolve().parents[2] / "data"
STATISTICS = {"ci_low", "ci_high", "i2", "tau2", "p", "standardised_mean_difference", "odds_ratio", "risk_ratio"}


@pytest.fixture(scope="module")
def compared():
    return compare_versions(DATA / "pip", DATA / "pip-2026")


@pytest.fixture(scope="module")
def document(compared):
    return report_document(compared.changes, compared.style, (), compared.software)


def numbers_in(blocks):
    runs = (run for block in walk_blocks(blocks) for run in inlines_of(block))
    return [one for run in runs for one in walk_inlines(run) if isinstance(one, Number)]


def test_every_edit_is_a_row_of_one_table(compared, document):
    changes = compared.changes
    edits = [*changes.edits, *(edit for study in changes.studies for edit in study.edits)]
    lists = [block for block in walk_blocks(document.blocks) if isinstance(block, Table)]
    rows = [
        row for table in lists if table.id.startswith(("tbl-whole-", "tbl-study-", "tbl-edits-")) for row in table.body
    ]
    assert len(rows) == len(edits) > 200
    places = [plain_text(row.cells[-1].children) for row in rows]
    assert all(", line " in place for place in places)


def test_every_sentence_that_changed_is_a_row(compared, document):
    kept = {"tbl-meaning", "tbl-digits"}
    lists = [block for block in walk_blocks(document.blocks) if isinstance(block, Table) and block.id in kept]
    rows = [row for table in lists for row in table.body if row.kind == "body"]
    assert len(rows) == len(compared.changes.sentences) > 20


@pytest.mark.parametrize(("folder", "version"), [("pip", "before"), ("pip-2026", "after")])
def test_numbers_are_those_of_the_manuscript(compared, document, folder, version):
    """A number of the report with the statistic and subject of one in the manuscript has its digits."""
    analysis = analyse(load(DATA / folder), compared.style)
    manuscript = compose(analysis, make_exhibits(analysis))
    printed = {}
    for one in numbers_in(manuscript.blocks):
        printed.setdefault((one.statistic, one.subject, one.value), set()).add(one.text)
    compared_numbers = 0
    for one in numbers_in(document.blocks):
        subject = one.subject.removeprefix(f"{version}/")
        if subject != one.subject and one.statistic in STATISTICS:
            assert one.text in printed[one.statistic, subject, one.value]
            compared_numbers += 1
    assert compared_numbers >= 4
