"""`reportgen snapshot`, `history`, and `build` of a version, as a user types them."""

import json
import shutil
from pathlib import Path

import pytest

from reportgen.cli.app import run
from tests.load.folders import fill


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = fill(tmp_path_factory.mktemp("cli") / "my-review")
    assert run(["snapshot", str(folder), "2016", "--to", "html", "--quiet"]) == 0
    return folder


@pytest.fixture
def review(kept, tmp_path, monkeypatch):
    """Return a review folder that keeps a version 2016, as a user in the folder above would type it."""
    shutil.copytree(kept, tmp_path / "my-review")
    monkeypatch.chdir(tmp_path)
    return Path("my-review")


def test_a_version_is_kept_once_and_the_next_is_numbered(review, capsys):
    assert run(["snapshot", "my-review", "--to", "html", "--quiet"]) == 0
    assert (review / "history/1/inputs/studies.csv").is_file()
    assert run(["snapshot", "my-review", "2016"]) == 3
    assert "is never changed" in capsys.readouterr().err
    assert run(["snapshot", "my-review", "../x"]) == 2
    assert "version-is-known" in capsys.readouterr().err


def test_what_was_kept_is_said(review, capsys):
    assert run(["snapshot", "my-review", "a", "--to", "html"]) == 0
    assert capsys.readouterr().out == "my-review/history/a: 13 files of the review and what came out of them\n"


def test_the_history_is_a_table_with_the_version_that_is_updated(review, capsys):
    settings = review / "review.yaml"
    settings.write_text(settings.read_text() + "update: {since: '2016'}\n")
    assert run(["history", "my-review"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "version  updates  studies  results  reportgen  style    files",
        "2016 *   -        3        3        0.1.0      default  whole",
        "* the review updates version 2016",
    ]
    assert run(["history", "my-review", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["version"], one["named_by_update"], one["whole"], one["studies"]) for one in found] == [
        ("2016", True, True, 3)
    ]
    assert found[0]["software"]["python"]


def test_a_changed_file_ends_the_history_with_an_error_and_a_wrong_review_does_not(review, capsys):
    (review / "review.yaml").write_text("title: [\n")
    assert run(["history", "my-review"]) == 0
    assert "review.yaml holds errors" in capsys.readouterr().err
    (review / "history/2016/inputs/arms.csv").write_text("other")
    assert run(["history", "my-review"]) == 2
    shown = capsys.readouterr()
    assert shown.out.splitlines()[1].endswith("not whole")
    assert "my-review/history/2016/inputs/arms.csv:1: error: snapshot-is-whole" in shown.err


def test_of_a_review_that_keeps_nothing_the_way_to_keep_is_told(tmp_path, capsys):
    assert run(["history", str(fill(tmp_path / "r"))]) == 0
    assert "reportgen snapshot" in capsys.readouterr().out


@pytest.mark.parametrize("named", ["my-review@2016", "my-review/history/2016", "my-review/history/2016/snapshot.json"])
def test_a_version_is_built_in_its_own_formats_and_said_to_be_the_same(review, named, capsys):
    (review / "results.csv").unlink()
    assert run(["build", named]) == 0
    assert sorted(path.name for path in Path("output/my-review@2016").glob("manuscript.*")) == ["manuscript.html"]
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "output/my-review@2016/manuscript.html"
    assert shown[-2] == "no result moved"
    assert shown[-1].startswith("all ")
    assert shown[-1].endswith(" files have the bytes recorded with version 2016")


def planted(review, **changes):
    """Change what the version says was recorded."""
    path = review / "history/2016/snapshot.json"
    found = json.loads(path.read_text())
    for result in found["record"]["results"]:
        if result["outcome"] == "cured" and "published" not in result:
            result.update(changes)
    found["outputs"]["manuscript.html"] = "0"
    return path, found


def test_other_software_is_named_with_what_moved_in_as_many_digits_as_tell(review, capsys):
    path, found = planted(review, k=7)
    result = next(one for one in found["record"]["results"] if one["outcome"] == "cured")
    now = result["estimate"]
    result["estimate"] = now + 1e-12
    found["software"]["numpy"] = "1.0"
    path.write_text(json.dumps(found))
    assert run(["build", "my-review@2016"]) == 0
    shown = capsys.readouterr().out
    assert "the software differs from that of version 2016:\n  numpy 1.0 -> " in shown
    assert f"moved: cured: k 7 -> 2; estimate {now + 1e-12!r} -> {now!r}\n" in shown
    assert shown.count("moved: ") == 1
    assert shown.splitlines()[-1].endswith("files have other bytes: manuscript.html")


def test_other_bytes_with_the_same_software_end_with_1(review, capsys):
    path, found = planted(review)
    path.write_text(json.dumps(found))
    assert run(["build", "my-review@2016", "--quiet"]) == 1
    assert "the software is that of version 2016, and yet:\nno result moved\n1 of " in capsys.readouterr().out


def test_a_changed_file_of_a_version_is_refused(review, capsys):
    (review / "history/2016/inputs/arms.csv").write_text("other")
    assert run(["build", "my-review@2016"]) == 2
    assert "my-review@2016/inputs/arms.csv:1: error: snapshot-is-whole" in capsys.readouterr().err
    assert not Path("output").exists()


def test_an_output_folder_is_not_written_over_by_its_own_build(review, capsys):
    assert run(["build", "my-review", "--to", "html", "--quiet"]) == 0
    assert run(["build", "output/my-review"]) == 0
    assert Path("output/my-review-rebuilt/manuscript.html").is_file()
    assert capsys.readouterr().out.splitlines()[-1].endswith("recorded with the snapshot")
