"""`reportgen diff` says first what matters, and writes what is asked for."""

import json
import shutil
from pathlib import Path

import pytest

from reportgen.cli.app import run
from tests.load.folders import fill

DATA = Path(__file__).parent.parent.parent / "data"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(DATA / "pip-2026", "review")
    return tmp_path


def test_the_verdict_comes_first(here, capsys):
    assert run(["diff", "review@2016", "review"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "5 of 43 results changed; 4 conclusions changed (first result: 4)",
        "from 2016 (8 studies) to review (13 studies)",
    ]
    assert "      before  SMD −0.53 [−0.94, −0.12]; 1 trial; n = 95; P = 0.01" in lines
    assert "      after   SMD −0.51 [−0.76, −0.26]; 2 trials; n = 249; P < 0.001; I² = 0%; τ² = 0.00" in lines
    assert "Studies: 17 added, 3 changed" in lines
    assert "  + Georg 2021 (included): 2 arms, 4 results" in lines
    assert "Flow of studies: 4 added, 12 removed, 16 changed" in lines
    assert "  + Results: 13 studies with 1359 participants were included." in lines
    assert max(map(len, lines)) < 300


def test_long_lists_are_cut_unless_all_is_asked_for(here, capsys):
    assert run(["diff", "review@2016", "review", "--quiet"]) == 0
    assert run(["diff", "review@2016", "review"]) == 0
    short = capsys.readouterr().out
    assert run(["diff", "review@2016", "review", "--all"]) == 0
    whole = capsys.readouterr().out
    assert "--all shows them" in short
    assert "--all shows them" not in whole
    assert "sources.csv:79: + " in whole
    assert "sources.csv:79: + " not in short


def test_nothing_changed_is_said_so(here, capsys):
    assert run(["diff", "review", "review", "--exit-code"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "none of 43 results changed",
        "from review (13 studies) to review (13 studies)",
        "nothing was edited, and the manuscripts say the same",
    ]


def test_a_judgement_and_a_name_with_a_comma_are_told_as_they_are(here, capsys):
    before = fill(here / "old")
    after = fill(here / "new")
    for folder, level in ((before, "low"), (after, "high")):
        for path in folder.rglob("*.csv"):
            text = path.read_text(encoding="utf-8").replace("Adams 2001,", '"Adams, J. 2001",')
            path.write_text(text.replace(",low,sealed", f",{level},sealed"), encoding="utf-8")
    assert run(["diff", "old", "new", "--exit-code"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "  ~ Adams, J. 2001 (included)" in lines
    assert "Risk of bias: 1 changed" in lines
    told = "Adams, J. 2001, Allocation concealment, judgement: low → high"
    assert [line for line in lines if told in line] == [f"  risk_of_bias.csv:2:4: ~ {told}"]


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
