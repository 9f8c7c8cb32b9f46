"""Two versions are read, pooled by the same software, and set side by side."""

import json
import shutil
from pathlib import Path

import pytest

from reportgen.comparing import change_files, changes_json, compare_versions, marked_manuscript
from reportgen.errors import DataError
from reportgen.history import take
from reportgen.load import read_snapshot
from reportgen.pipeline import build
from tests.writers.outside_tools import open_xml_errors
from tests.writers.settled import W, by_pandoc, revisions, said, settled

DATA = Path(__file__).parent.parent.parent / "data"
PIP, UPDATED = DATA / "pip", DATA / "pip-2026"


@pytest.fixture(scope="module")
def compared():
    return compare_versions(PIP, UPDATED)


def copied(tmp_path, name="review", source=PIP):
    return Path(shutil.copytree(source, tmp_path / name))


def replaced(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_example_and_its_update(compared):
    changes = compared.changes
    assert {one.title: one.conclusion for one in changes.results} == {
        "maternal depression in the trials with results at hand (after treatment)": (),
        "psychological distress of the mother (after treatment)": ("first result",),
        "regulatory symptoms of the infant (after treatment)": ("first result",),
        "remission of a night-waking disorder (after treatment)": ("first result",),
        "a visit of the child to an emergency department (during the trial)": ("first result",),
    }
    assert changes.unchanged == 38
    added = [one.study for one in changes.studies if one.kind == "added" and one.status_after == "included"]
    assert added == ["Fonagy 2016", "Georg 2021", "Matthess 2021", "Kuchinke 2026", "Riggs 2022"]
    assert [one.study for one in changes.studies if one.kind == "changed"] == [
        "Cicchetti 1999", "Cooper 2003", "Salomonsson 2011",
    ]  # fmt: skip
    by_digits = [(one.before, one.after) for one in changes.sentences if one.kind == "digits"]
    assert by_digits == [
        (
            "Results: 8 studies with 904 participants were included.",
            "Results: 13 studies with 1359 participants were included.",
        )
    ]
    assert compared.software == ()


def test_a_review_does_not_differ_from_itself_or_from_a_version_taken_of_it(tmp_path):
    folder = copied(tmp_path)
    take(folder, "first", formats=("html",), style=None)
    for old, new in ((folder, folder), (folder.with_name("review@first"), folder)):
        found = compare_versions(old, new)
        assert found.changes.studies == found.changes.edits == found.changes.results == found.changes.sentences == ()
        assert found.software == ()


def test_one_cell_is_one_edit_and_moves_its_own_outcome_only(tmp_path):
    folder = copied(tmp_path)
    replaced(folder, "results.csv", ",45,8.9,4.2,", ",45,9.9,4.2,")
    changes = compare_versions(PIP, folder).changes
    assert changes.edits == ()
    [study] = changes.studies
    assert (study.study, [(edit.field, edit.before, edit.after) for edit in study.edits]) == (
        "Cooper 2003", [("mean", "8.9", "9.9")],
    )  # fmt: skip
    assert {one.after.outcome for one in changes.results} == {"depression-epds"}
    assert {one.kind for one in changes.sentences} <= {"digits", "meaning"}


def test_another_journal_is_one_setting_and_changes_no_sentence(tmp_path):
    folder = copied(tmp_path)
    style = next(line for line in (PIP / "review.yaml").read_text(encoding="utf-8").splitlines() if "style:" in line)
    replaced(folder, "review.yaml", style, "style: jama")
    changes = compare_versions(PIP, folder).changes
    assert [(edit.key, edit.after) for edit in changes.edits] == [(("style",), "jama")]
    assert (changes.studies, changes.results, changes.sentences) == ((), (), ())


def test_rows_in_another_order_are_no_change_of_data_or_results(tmp_path):
    folder = copied(tmp_path)
    lines = (folder / "results.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "results.csv").write_text("".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    changes = compare_versions(PIP, folder).changes
    assert (changes.studies, changes.edits, changes.results) == ((), (), ())


def test_of_a_version_without_files_the_results_are_compared(tmp_path):
    folder = copied(tmp_path, source=UPDATED)
    shutil.rmtree(folder / "history/2016/inputs")
    path = folder / "history/2016/snapshot.json"
    values = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**values, "inputs": []}), encoding="utf-8")
    found = compare_versions(folder.with_name("review@2016"), folder)
    assert found.only_found == ("2016",)
    assert (found.changes.edits, found.changes.sentences) == ((), ())
    assert len(found.changes.results) == 5
    assert [one.kind for one in found.changes.studies].count("added") == 17
    with pytest.raises(DataError, match="without its files"):
        marked_manuscript(folder.with_name("review@2016"), folder)


def test_what_the_software_moved_is_no_change_of_the_review(tmp_path):
    folder = copied(tmp_path)
    kept = take(folder, "first", formats=("html",), style=None).folder
    text = (kept / "snapshot.json").read_text(encoding="utf-8")
    record = read_snapshot(kept).record.results
    told = next(one for one in record if one.outcome == "depression-epds")
    (kept / "snapshot.json").write_text(
        text.replace(f'"estimate": {told.estimate!r}', '"estimate": -0.6', 1), encoding="utf-8"
    )
    found = compare_versions(folder.with_name("review@first"), folder)
    assert found.changes.results == ()
    [(name, rebuilt)] = found.software
    assert (name, [(one.outcome, one.values["estimate"][0]) for one in rebuilt.moved]) == (
        "first",
        [("depression-epds", -0.6)],
    )


def test_what_is_wrong_says_which_version_it_is_about(tmp_path):
    folder = copied(tmp_path)
    replaced(folder, "results.csv", ",45,8.9,4.2,", ",45,8.9,-1,")
    with pytest.raises(DataError) as caught:
        compare_versions(PIP, folder)
    assert str(caught.value.issues[0].origin).startswith(f"{folder.as_posix()}/results.csv:")
    with pytest.raises(DataError, match=r"nowhere/review\.yaml"):
        compare_versions(tmp_path / "nowhere", PIP)


def test_the_json_holds_every_change_once(compared):
    told = json.loads(changes_json(compared))
    assert len(told["edits"]) + sum(len(one["edits"]) for one in told["studies"]) == len(compared.changes.edits) + sum(
        len(one.edits) for one in compared.changes.studies
    )
    assert [one["conclusion"] for one in told["results"]] == [list(one.conclusion) for one in compared.changes.results]
    assert told["unchanged_results"] == 38
    assert changes_json(compared) == changes_json(compare_versions(PIP, UPDATED))


def test_the_marked_manuscript_is_the_new_one_when_accepted_and_the_old_one_when_rejected(tmp_path):
    marked = marked_manuscript(PIP, UPDATED, author="A. Reviewer", date="2026-03-01")
    before, after = (
        (build(folder, output=tmp_path / folder.name, formats=("docx",)).output / "manuscript.docx").read_bytes()
        for folder in (PIP, UPDATED)
    )
    assert settled(marked, accept=True) == said(after)
    assert settled(marked, accept=False) == said(before)
    # Sorted: pandoc gives the caption below a picture that was replaced to the next picture; `settled` saw the order.
    assert sorted(by_pandoc(marked, "accept")) == sorted(by_pandoc(after))
    assert sorted(by_pandoc(marked, "reject")) == sorted(by_pandoc(before))
    assert open_xml_errors(marked, tmp_path) == []
    authors = {mark.get(f"{W}author") for mark in revisions(marked)}
    assert (authors, {mark.get(f"{W}date") for mark in revisions(marked)}) == (
        {"A. Reviewer"},
        {"2026-03-01T00:00:00Z"},
    )
    assert "manuscript-marked.docx" in change_files(compare_versions(PIP, UPDATED), marked)
