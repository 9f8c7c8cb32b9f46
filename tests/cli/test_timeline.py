"""`reportgen timeline` tells what would have been concluded when."""

import json
import shutil
from pathlib import Path

import pytest

from reportgen.cli.app import run

DATA = Path(__file__).parent.parent.parent / "data"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(DATA / "pip-2026", "review")
    return tmp_path


def test_versions_come_first_where_any_is_kept(here, capsys):
    assert run(["timeline", "review", "--outcome", "depression-epds"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "maternal depression in the trials with results at hand (after treatment), over versions",
        "  2016  k = 1  n = 95   SMD −0.53 [−0.94, −0.12]         first result",
        "  now   k = 2  n = 249  SMD −0.51 [−0.76, −0.26]  I² 0%  digits only",
    ]


def test_years_when_asked_for(here, capsys):
    assert run(["timeline", "review", "--outcome", "secure", "--over", "years", "--json"]) == 0
    [outcome] = json.loads(capsys.readouterr().out)["outcomes"]
    assert [(point["label"], point["result"]["k"]) for point in outcome["points"]] == [("1999", 1), ("2006", 2)]


def test_files_and_figures_are_written(here, capsys):
    assert run(["timeline", "review", "--output", "when"]) == 0
    names = {path.relative_to("when").as_posix() for path in Path("when").rglob("*") if path.is_file()}
    assert {"timeline.html", "timeline.docx", "timeline.json", "figures/timeline-depression-epds.svg"} <= names
    page = Path("when/timeline.html").read_text(encoding="utf-8")
    assert "the last row is the review as it is now" in page


def test_what_is_wrong_ends_in_words(here, capsys):
    assert run(["timeline", "review", "--outcome", "depresion-epds"]) == 2
    assert "did you mean 'depression-epds'?" in capsys.readouterr().err
    assert run(["timeline", "nowhere"]) == 2
