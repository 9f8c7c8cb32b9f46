"""The example review, updated: what is new is sourced, and says plainly what it is."""

import csv
import math
import re
from pathlib import Path

import pytest

from reportgen import pool
from reportgen.document import plain_text, walk_blocks
from reportgen.load import load
from reportgen.pipeline import assemble
from reportgen.quantities import analyse
from reportgen.style import Style
from reportgen.versions import record_of

DATA = Path(__file__).parent.parent / "data"
OLD, NEW, UPDATED = DATA / "pip", DATA / "pip-2026-new", DATA / "pip-2026"
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
    for text in (NEW / "review.yaml", NEW / "README.md", UPDATED / "README.md", NEW / "sections/discussion.md.j2"):
        words = re.sub(r"[\s*]+", " ", text.read_text(encoding="utf-8")).lower()
        assert re.search(r"demonstration|shows how a review is updated", words)
        assert re.search(r"(no|not an) update of the evidence|does not update the evidence", words)


def merged(table, key):
    """Return the rows of the first version by key, with every cell that the update fills in put into its place."""
    found = {tuple(row[column] for column in key): row for row in rows(OLD, table)}
    for row in rows(NEW, table):
        at = tuple(row[column] for column in key)
        found[at] = {**found.get(at, {}), **{column: cell for column, cell in row.items() if cell}}
    return found


KEYS = {
    "studies": ("study",),
    "studies_sources": ("study", "field"),
    "arms": ("study", "arm"),
    "results": ("study", "outcome", "time_point", "analysis_set", "arm", "versus"),
    "sources": ("id",),
}


@pytest.mark.parametrize("table", KEYS)
def test_the_updated_review_is_the_first_one_with_what_is_new_put_in(table):
    key = KEYS[table]
    found = {tuple(row[column] for column in key): row for row in rows(UPDATED, table)}
    expected = merged(table, key)
    assert set(found) == set(expected)  # rows of one study stand together; where, tests of merging say
    for at, row in found.items():
        assert {column: cell for column, cell in row.items() if cell} == {
            column: cell for column, cell in expected[at].items() if cell
        }


@pytest.mark.parametrize("name", ["risk_of_bias.csv", "published_effects.csv"])
def test_what_the_update_says_nothing_of_stays_as_it_is(name):
    assert (UPDATED / name).read_bytes() == (OLD / name).read_bytes()


def test_every_file_that_is_new_as_a_whole_is_that_of_the_update():
    for path in (NEW / "flow.csv", *(NEW / "sections").iterdir()):
        assert (UPDATED / path.relative_to(NEW)).read_bytes() == path.read_bytes()


@pytest.fixture(scope="module")
def updated():
    return load(UPDATED)


def test_the_version_before_is_the_one_that_the_first_version_gives(updated):
    assert updated.update.since == "2016"
    assert updated.previous == record_of(analyse(load(OLD), Style()))


def test_one_result_of_the_first_version_moves_and_no_other(updated):
    """SMD −0.53 (−0.94 to −0.12) of Cooper 2003 alone; with the g of Georg 2021, and its SE of 0.1639, −0.51."""
    record = record_of(analyse(updated, Style()))
    before, after = updated.previous.result("depression-epds"), record.result("depression-epds")
    assert [round(x, 2) for x in (before.estimate, before.ci_low, before.ci_high)] == [-0.53, -0.94, -0.12]
    assert [round(x, 2) for x in (after.estimate, after.ci_low, after.ci_high)] == [-0.51, -0.76, -0.26]
    assert (before.k, before.n, after.k, after.n) == (1, 95, 2, 249)
    others = [one for one in updated.previous.results if one.outcome != "depression-epds"]
    assert len(others) > 20
    for one in others:
        assert record.result(one.outcome, part=one.part, published=one.published) == one


def test_results_of_single_new_trials_are_those_that_were_gathered(updated):
    """RR 0.428 (0.167 to 1.096) of Riggs 2022 and g −0.582 and −0.453 of Georg 2021 were worked out beforehand."""
    record = record_of(analyse(updated, Style()))
    emergency = record.result("emergency")
    assert [round(x, 3) for x in (emergency.estimate, emergency.ci_low, emergency.ci_high)] == [0.428, 0.167, 1.096]
    assert round(record.result("distress").estimate, 3) == -0.582
    assert round(record.result("regulatory-symptoms").estimate, 3) == -0.453
    assert round(record.result("night-waking").estimate, 2) == 3.12


def g_of(eta2, n1, n2):
    """Return Hedges' g of two groups by their share of explained variance, one covariate beside it."""
    t = math.sqrt(eta2 / (1 - eta2) * (n1 + n2 - 3))
    return -t * math.sqrt(1 / n1 + 1 / n2) * (1 - 3 / (4 * (n1 + n2 - 2) - 1))


@pytest.mark.parametrize(
    ("outcome", "eta2"), [("depression-epds", 0.06), ("distress", 0.08), ("regulatory-symptoms", 0.05)]
)
def test_derived_effects_follow_from_the_eta_squared_that_their_notes_name(outcome, eta2):
    (row,) = (row for row in rows(NEW, "results") if (row["study"], row["outcome"]) == ("Georg 2021", outcome))
    assert f"η² is {eta2}" in row["note"]
    assert float(row["estimate"]) == pytest.approx(g_of(eta2, 81, 73), abs=0.0006)


def test_the_exercise_that_the_readme_keeps_out_of_the_review_gives_what_it_says():
    """−0.22 (−0.46 to 0.02) in one block, and Georg 2021, give −0.338 (−0.608 to −0.068), Q 1.85, τ² 0.0179."""
    found = pool([-0.22, g_of(0.06, 81, 73)], [(0.48 / 2 / 1.959964) ** 2, 0.1639**2], tau2="DL", interval="wald")
    summary, spread = found.summary, found.heterogeneity
    assert [round(x, 3) for x in (summary.estimate, summary.ci_low, summary.ci_high)] == [-0.338, -0.608, -0.068]
    assert (round(spread.q, 2), round(spread.tau2, 4)) == (1.85, 0.0179)
    assert "−0.34 (−0.61 to −0.07)" in (NEW / "README.md").read_text(encoding="utf-8")


def test_thirteen_trials_are_included_and_five_of_them_not_judged(updated):
    included = updated.included()
    assert len(included) == 13
    assert sum(study.n_randomised.value for study in included) == 904 + 455
    judged = {judgement.study for judgement in updated.judgements}
    assert len({study.id for study in included} - judged) == 5


def test_the_text_counts_all_reports_and_says_what_was_not_judged(updated):
    document = assemble(updated, Style(), UPDATED).resolved.document
    text = "\n".join(plain_text(getattr(block, "children", ())) for block in walk_blocks(document.blocks))
    assert "13 studies, described in 32 reports, met the criteria" in text
    assert "not judged for 5 studies" in text
