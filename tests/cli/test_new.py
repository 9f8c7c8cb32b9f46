"""`reportgen new` makes a folder that the other commands take."""

import pytest

from reportgen.cli.app import run
from reportgen.load import load


@pytest.mark.parametrize(
    ("options", "title"),
    [([], "My first review"), (["--title", 'Sleep: "a" #review'], 'Sleep: "a" #review')],
)
def test_a_new_folder_loads_with_its_title(tmp_path, monkeypatch, capsys, options, title):
    monkeypatch.chdir(tmp_path)
    assert run(["new", "my-first_review", *options]) == 0
    assert load(tmp_path / "my-first_review").title == title
    shown = capsys.readouterr().out.splitlines()
    written = {f"my-first_review/{path.relative_to(tmp_path / 'my-first_review')}" for path in
               (tmp_path / "my-first_review").rglob("*") if path.is_file()}  # fmt: skip
    assert set(shown[:-1]) == written
    assert shown[-1].endswith("reportgen check my-first_review")


def test_a_folder_with_files_is_not_touched(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("kept")
    assert run(["new", str(tmp_path)]) == 3
    assert "not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
