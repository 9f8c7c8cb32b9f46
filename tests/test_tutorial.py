"""The tutorial, followed to the letter, leads where it says."""

import re
from pathlib import Path

import pytest

from reportgen.cli.app import run

TUTORIAL = (Path(__file__).parent.parent / "docs/tutorial.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\S*) ?(\S*)\n(.*?)^```$", TUTORIAL, re.MULTILINE | re.DOTALL)
FILES = {info.removeprefix("file="): text for _, info, text in BLOCKS if info.startswith("file=")}


@pytest.fixture
def review(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["new", "sleep-music", "--title", "Music for sleep in adults with insomnia"]) == 0
    assert run(["check", "sleep-music"]) == 0
    assert capsys.readouterr().out.endswith("no errors, no warnings\n")
    for name, text in FILES.items():
        assert (tmp_path / "sleep-music" / name).is_file()
        (tmp_path / "sleep-music" / name).write_text(text, encoding="utf-8")
    return tmp_path / "sleep-music"


def test_the_review_of_the_tutorial_has_no_errors(review, capsys):
    assert run(["check", "sleep-music"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:-1]
    assert {line.split(": ")[2] for line in lines[:-1]} == {"risk-of-bias-is-complete"}


def test_the_mistakes_of_the_tutorial_are_answered_as_it_says(review, capsys):
    text = (review / "results.csv").read_text()
    text = text.replace("music,18,", "music,48,").replace("Baker 2015", "Backer 2015", 1)
    (review / "results.csv").write_text(text)
    assert run(["check", "sleep-music"]) == 2
    expected = next(text for language, info, text in BLOCKS if (language, info) == ("text", "check"))
    shown = capsys.readouterr().out.splitlines()
    assert [line for line in shown if ": error: " in line] == expected.splitlines()


def test_the_review_of_the_tutorial_builds(review, capsys):
    assert run(["build", "sleep-music", "--to", "html"]) == 0
    page = (review.parent / "output/sleep-music/manuscript.html").read_text(encoding="utf-8")
    assert "We brought them together" in page
    assert (review.parent / "output/sleep-music/ledger.json").is_file()
