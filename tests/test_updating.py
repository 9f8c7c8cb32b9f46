"""A review is updated: everything or nothing, whatever happens in between."""

import importlib
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter

from reportgen.cli.app import COMMANDS, run
from reportgen.cli.folders import review_folder
from reportgen.errors import DataError
from reportgen.load import load
from reportgen.store import STAGE
from reportgen.updating import update

ROOT = Path(__file__).parent.parent
KILL_UPDATE = Path(__file__).with_name("kill_update.py")
PIP, NEW = ROOT / "data/pip", ROOT / "data/pip-2026-new"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A place with the example, its first version kept, and what is new."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PIP, "review")
    shutil.copytree(ROOT / "data/pip-2026/history", "review/history")
    shutil.copytree(NEW, "new")
    return tmp_path


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in Path(folder).rglob("*") if p.is_file()}


def write(folder, files):
    for name, text in files.items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def issues_of(*arguments, **options):
    with pytest.raises(DataError) as caught:
        update(*arguments, **options)
    return [str(issue) for issue in caught.value.issues]


# ---- what it does


def test_the_example_becomes_its_update(here):
    report = update(Path("review"), [Path("new")], replacing=True)
    found, expected = contents("review"), contents(ROOT / "data/pip-2026")
    assert {name for name, data in expected.items() if found.get(name) != data} == {"README.md"}
    assert set(found) == set(expected)
    assert report.written
    assert report.ignored == ("new/README.md",)
    assert len(report.review.included()) == 13


def test_without_leave_to_replace_every_contradiction_is_told_and_nothing_written(here):
    before = contents("review")
    told = issues_of(Path("review"), [Path("new")])
    assert len(told) == 25
    assert all(": update-agrees: " in line for line in told)
    assert {line.split(":")[0] for line in told} == {
        f"new/{name}"
        for name in (
            "arms.csv", "references.bib", "review.yaml", "studies.csv", "studies_sources.csv",
            "sections/abstract.md.j2", "sections/discussion.md.j2", "sections/introduction.md.j2",
        )
    }  # fmt: skip
    assert contents("review") == before


def test_a_dry_run_says_the_same_and_writes_nothing(here):
    before = contents("review")
    dry = update(Path("review"), [Path("new")], replacing=True, writing=False)
    assert contents("review") == before
    assert (dry.written, dry.steps) == (False, update(Path("review"), [Path("new")], replacing=True).steps)


def test_what_the_review_has_already_is_nothing_to_do(here):
    update(Path("review"), [Path("new")], replacing=True)
    before = contents("review")
    again = update(Path("review"), [Path("new")])
    assert (again.files, again.written) == ((), False)
    assert contents("review") == before


def test_single_files_are_taken_and_several_in_their_order(here):
    write("more", {"studies.csv": "study,country\nNew 2025,UK\n", "sections/methods.md": "## Methods\n\nWords.\n"})
    write("other", {"studies.csv": "study,results,results_reason\nNew 2025,none,not printed\n"})
    update(Path("review"), [Path("more/studies.csv"), Path("more/sections/methods.md"), Path("other")])
    [new] = [study for study in load(Path("review")).studies if study.id == "New 2025"]
    assert (new.results_none, new.characteristics["country"].value) == ("not printed", "UK")
    assert Path("review/sections/methods.md").is_file()


def test_what_would_be_wrong_afterwards_is_told_where_it_was_entered(here):
    write("more", {
        "arms.csv": "arm,study,n\nx,Cooper 2O03,3\n",
        "review.yaml": "style: default\noutcomes:\n  - id: fresh\n    title: t\n    measure: QQ\n",
    })  # fmt: skip
    before = contents("review")
    told = issues_of(Path("review"), [Path("more")])
    assert any(line.startswith("more/arms.csv:2:") and "study-is-known" in line for line in told)
    assert any(line.startswith("more/review.yaml:5:") for line in told)
    assert contents("review") == before


def test_files_that_are_no_part_of_a_review_are_refused(here):
    write("more", {"study.csv": "study\nA\n"})
    [told] = issues_of(Path("review"), [Path("more")])
    assert told.startswith("more/study.csv:1: error: update-fits: found 'study.csv'")
    assert "did you mean 'studies.csv'?" in told
    assert "expected a folder with what is new" in issues_of(Path("review"), [Path("nowhere")])[0]


def test_a_workbook_in_the_review_is_not_rewritten(here):
    with xlsxwriter.Workbook("review/certainty.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["outcome", "domain", "levels"])
    write("more", {"certainty.csv": "outcome,domain,levels\nx,y,1\n"})
    [told] = issues_of(Path("review"), [Path("more")])
    assert "save it as “CSV UTF-8”" in told


# ---- killed


def check_folder(old, new):
    """Return which of the two states the folder is in once another command has looked at it."""
    run(["check", "review"])
    assert not Path("review", STAGE).exists()
    found = contents("review")
    assert found in (old, new)
    return "old" if found == old else "new"


def killed_at(number):
    command = [sys.executable, str(KILL_UPDATE), "events", "review", "new", str(number)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)


def test_an_update_killed_at_fifty_moments_leaves_the_old_or_the_new_review(here, capsys):
    shutil.copytree("review", "kept")
    old = contents("review")
    code, events, first = map(int, killed_at(0).stdout.split())
    new = contents("review")
    assert code == 0
    assert new != old
    chance = random.Random(2016)
    # Half of the moments lie where files are written, which is a small part of the time.
    moments = [chance.randrange(first, events + 1) for _ in range(25)]
    states = []
    for number in moments:
        shutil.rmtree("review")
        shutil.copytree("kept", "review")
        assert killed_at(number).returncode == -signal.SIGKILL
        states.append(check_folder(old, new))
    shutil.rmtree("review")
    shutil.copytree("kept", "review")
    began = time.monotonic()
    killed_at(0)
    took = time.monotonic() - began
    for _ in range(25):
        shutil.rmtree("review")
        shutil.copytree("kept", "review")
        with subprocess.Popen([sys.executable, str(KILL_UPDATE), "events", "review", "new", "0"], stdout=-3) as updater:
            time.sleep(chance.uniform(0, took))
            updater.send_signal(signal.SIGKILL)
        states.append(check_folder(old, new))
    assert len(states) == 50
    assert set(states[:25]) == {"old", "new"}


# ---- every command puts right what was left


def test_every_command_that_reads_a_review_finishes_an_interrupted_update_first():
    callback = next(p.callback for p in _command("check").params if p.name == "folder")
    lacking = [
        name
        for name in COMMANDS
        for parameter in _command(name).params
        if parameter.name in {"folder", "source"} and parameter.callback is not callback
    ]
    assert lacking == ["new"]  # makes a folder, and takes none that is there
    assert callback.__module__ == review_folder.__module__


def _command(name):
    return importlib.import_module(f"reportgen.cli.{ {'import': 'import_review'}.get(name, name) }").command


def test_a_dry_run_shows_what_would_be_done_beside_the_contradictions(here, capsys):
    assert run(["update", "review", "new", "--dry-run"]) == 2
    said = capsys.readouterr()
    assert "with --replace, this would be done:" in said.out
    assert "review/results.csv: 8 new rows" in said.out
    assert said.err.count(": update-agrees: ") == 25
