"""The papers tell what the code does."""

import doctest
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from reportgen.cli.app import COMMANDS, run

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def test_the_reference_is_current():
    program = [sys.executable, str(ROOT / "tools/write_reference.py"), "--check"]
    checked = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")


@each_page
def test_links_lead_to_files_that_exist(page):
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []


@each_page
def test_commands_in_the_papers_exist(page):
    fenced = "".join(re.findall(r"^```\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))
    called = re.findall(r"^ *reportgen ([a-z]+)\b", fenced, re.MULTILINE)
    assert set(called) <= set(COMMANDS)


def test_targets_of_make_in_the_papers_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"`make ([a-z]+)`", page.read_text(encoding="utf-8"))}
    assert {"demo", "test"} <= named <= targets


def test_every_difference_from_citeproc_js_is_told_to_readers():
    listed = tomllib.loads((ROOT / "tests/resolve/citeproc_js/differences.toml").read_text(encoding="utf-8"))
    page = (ROOT / "docs/reference/citations.md").read_text(encoding="utf-8")
    assert [one["reason"] for one in listed["differences"] if one["reason"] not in page] == []
    assert page.count("\n| ") == len(listed["differences"]) + 2


# ---- the how-to of pooling, followed to the letter

HOW_TO = ROOT / "docs/how-to/pool.md"
BLOCKS = re.findall(r"^```(\S*) ?(\S*)\n(.*?)^```$", HOW_TO.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def example(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _, info, text in BLOCKS:
        if info.startswith("file="):
            (tmp_path / info.removeprefix("file=")).write_text(text, encoding="utf-8")


def test_the_command_of_the_how_to_prints_what_it_says(example, capsys):
    command = next(text for language, _, text in BLOCKS if not language and "trials.csv" in text)
    shown = next(text for language, _, text in BLOCKS if language == "text")
    assert run(command.split()[1:]) == 0
    assert capsys.readouterr().out == shown


def test_the_choices_that_the_how_to_offers_can_be_made(example, capsys):
    options = re.findall(r"\| `(--[^`]+)` \|$", HOW_TO.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(options) > 5
    assert [run(["pool", "trials.csv", "--measure", "RR", *choice.split()]) for choice in options] == [0] * len(options)


def test_the_python_of_the_how_to_gives_what_it_says(example):
    session = "\n".join(text for language, _, text in BLOCKS if language == "python")
    told = doctest.DocTestParser().get_doctest(session, {}, "pool.md", None, 0)
    outcome = doctest.DocTestRunner(verbose=False).run(told)
    assert outcome.attempted > 10
    assert outcome.failed == 0
