"""`reportgen submit` and `check --journal` on the command line: what they print, and what they refuse."""

from __future__ import annotations

import json

import pytest

from reportgen.cli.app import run
from tests.submission.folders import EXAMPLE

PROFILE = """
[style]
title = "My journal"

[sources.page]
title = "Its page"
url = "https://example.org"
read = "2026-11-26"

[sources.heard]
title = "A colleague"

[rules]
abstract_words = {most = 100, from = "page"}
references = {most = 10, from = "heard"}
figure_dpi = {least = 300, from = "page"}
"""


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    import shutil

    folder = tmp_path_factory.mktemp("submit") / "pip"
    shutil.copytree(EXAMPLE, folder)
    (folder / "my-journal.toml").write_text(PROFILE, encoding="utf-8")
    return folder


def test_check_prints_counts_beside_the_limits(review, capsys):
    assert run(["check", str(review), "--journal", "my-journal.toml"]) == 0
    shown = capsys.readouterr().out
    assert "FAIL: Abstract: 259 words, wanted at most 100 words [Its page]" in shown
    assert "warning: References: 64 references, wanted at most 10 references [A colleague]" in shown
    assert "note: Tables: 3 tables" in shown


def test_a_profile_of_a_review_s_own_works_as_a_shipped_one(review, tmp_path, capsys):
    output = tmp_path / "sent"
    assert run(["submit", str(review), "--journal", "my-journal.toml", "--output", str(output), "--strict"]) == 1
    shown = capsys.readouterr().out
    assert "FAIL: Abstract" in shown
    assert "preflight.html" in shown
    told = json.loads((output / "preflight.json").read_text(encoding="utf-8"))
    assert told["journal"] == {"name": "my-journal", "title": "My journal"}
    assert told["summary"]["fail"] == 1
    assert set(told["files"]) < {str(path.relative_to(output)) for path in output.rglob("*")}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--journal", "plosone"], "journal-is-known: found journal 'plosone'"),
        (["--journal", "nothing.toml"], "nothing.toml"),
        (["--journal", "bmj", "--revision", "nowhere"], "nowhere"),
        (["--journal", "bmj", "--revision", "nowhere@1"], "nowhere"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(review, tmp_path, capsys, arguments, told):
    output = tmp_path / "sent"
    assert run(["submit", str(review), *arguments, "--output", str(output)]) == 2
    assert told in capsys.readouterr().err
    assert not output.exists()


def test_a_folder_of_somebody_else_is_not_replaced(review, tmp_path, capsys):
    (tmp_path / "own.txt").write_text("mine", encoding="utf-8")
    assert run(["submit", str(review), "--journal", "bmj", "--output", str(tmp_path)]) == 3
    assert (tmp_path / "own.txt").read_text(encoding="utf-8") == "mine"


def test_a_new_review_without_anything_in_it_can_be_submitted(tmp_path, capsys):
    assert run(["new", str(tmp_path / "new")]) == 0
    assert (
        run(["submit", str(tmp_path / "new"), "--journal", "taylor-and-francis", "--output", str(tmp_path / "o")]) == 0
    )
    assert (tmp_path / "o" / "manuscript-blinded.docx").is_file()
