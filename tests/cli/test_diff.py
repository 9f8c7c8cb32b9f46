"""`reportgen diff` says first what matters, and writes what is asked for."""

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


def test_the_verdict_comes_first(here, capsys):
    assert run(["diff", "review@2016", "review"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "from 2016 (8 studies) to review (13 studies)"
    assert lines[1] == "conclusions: 4 results of 43 differ"
    assert lines[6] == "1 result changed by digits only, 38 not at all"
    assert "      before  SMD −0.53 [−0.94, −0.12]; 1 trial; n = 95" in lines
    assert "      after   SMD −0.51 [−0.76, −0.26]; 2 trials; n = 249; I² = 0%; τ² = 0.00" in lines
    assert "  + Georg 2021 (included): 2 arms, 4 results" in lines
    assert "Flow of studies" in lines
    assert "  + In all, 13 studies, described in 32 reports, met the criteria ." in lines


def test_nothing_changed_is_said_so(here, capsys):
    assert run(["diff", "review", "review"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "no conclusion changed",
        "0 results changed by digits only, 43 not at all",
    ]


def test_json_is_for_programs(here, capsys):
    assert run(["diff", "review@2016", "review", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unchanged_results"] == 38


def test_files_are_written_whole_and_replaced(here, capsys):
    for _ in range(2):
        assert run(["diff", "review@2016", "review", "--manuscript", "--author", "Ä. B.", "--quiet"]) == 0
    target = here / "output/review-changes"
    assert {"changes.json", "manifest.json", "manuscript-marked.docx"} <= {path.name for path in target.iterdir()}
    assert capsys.readouterr().out == ""
    (target / "mine.txt").write_text("x")
    assert run(["diff", "review@2016", "review", "--output", str(target)]) == 3


def test_what_is_wrong_ends_in_words_and_2(here, capsys):
    assert run(["diff", "review@2017", "review"]) == 2
    assert "did you mean '2016'?" in capsys.readouterr().err
    assert run(["diff", "review@2016", "review", "--manuscript", "--date", "yesterday"]) == 2
    assert "yesterday" in capsys.readouterr().err
    assert not (here / "output").exists()
