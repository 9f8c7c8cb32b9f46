"""The example review, updated: what is new is sourced, and says plainly what it is."""

import csv
import re
from pathlib import Path

import pytest

DATA = Path(__file__).parent.parent / "data"
OLD, NEW = DATA / "pip", DATA / "pip-2026-new"
SOURCED = ("arms", "results", "studies_sources")


def rows(folder, table):
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", SOURCED)
def test_every_row_that_is_new_names_a_source_or_says_that_nothing_is_known(table):
    known = {row["id"] for folder in (OLD, NEW) for row in rows(folder, "sources")}
    for row in rows(NEW, table):
        named = {source.strip() for source in row["source"].split(";") if source.strip()}
        assert named <= known
        assert bool(named) == (row["provenance"] != "unknown")


def test_every_cell_of_a_study_that_is_new_has_its_source():
    """A status follows from a reason or from the row itself; that there are no results has its own words."""
    sourced = {(row["study"], row["field"]) for row in rows(NEW, "studies_sources")}
    unsourced = {"study", "status", "results", "results_reason"}
    cells = {(row["study"], field) for row in rows(NEW, "studies") for field, cell in row.items() if cell}
    assert {cell for cell in cells - sourced if cell[1] not in unsourced} == set()


def test_what_is_worked_out_is_marked_and_says_how():
    for row in rows(NEW, "results"):
        assert row["provenance"] in ("reported", "derived")
        assert row["note"]
    marked = {(row["study"], row["outcome"]) for row in rows(NEW, "results") if row["provenance"] == "derived"}
    assert ("Georg 2021", "depression-epds") in marked
    assert ("Riggs 2022", "emergency") in marked


def test_every_page_says_that_it_is_a_demonstration_and_no_update_of_the_evidence():
    for text in (NEW / "review.yaml", NEW / "README.md", NEW / "sections/discussion.md.j2"):
        words = re.sub(r"[\s*]+", " ", text.read_text(encoding="utf-8")).lower()
        assert re.search(r"demonstration|shows how a review is updated", words)
        assert re.search(r"(no|not an) update of the evidence|does not update the evidence", words)
