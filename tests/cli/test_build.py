"""`reportgen build` hands the call to the pipeline and its answer to the user."""

import sys
from pathlib import Path

import pytest

from reportgen.cli.app import run
from reportgen.errors import DataError, Issue, MissingToolError, Origin

WARNING = Issue("flow-adds-up", Origin("flow.csv", 4, 2), "found 57, expected 58", severity="warning")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], {"formats": ("html", "pdf", "docx"), "style": None, "output": Path("output/my-review")}),
        (["--to", "docx, HTML"], {"formats": ("html", "docx")}),
        (["--to", "pdf,pdf", "--style", "bmj"], {"formats": ("pdf",), "style": "bmj"}),
        (["--output", "drafts/may"], {"output": Path("drafts/may")}),
    ],
)
def test_options_reach_the_pipeline(pipeline, review, options, expected):
    assert run(["build", str(review), *options]) == 0
    call = pipeline.calls[0]
    assert {key: call[key] for key in expected} == expected
    assert call["folder"] == review


def test_the_folder_of_the_output_is_named_after_the_review_wherever_one_stands(pipeline, review, monkeypatch):
    monkeypatch.chdir(review)
    assert run(["build", "."]) == 0
    assert pipeline.calls[0]["output"] == Path("output/my-review")


def test_stages_are_printed_once_and_harmless(pipeline, review, capsys):
    assert run(["build", str(review)]) == 0
    assert capsys.readouterr().err.splitlines() == ["[1/2] read", "[2/2] write \\x1b[2Jhtml"]


def test_on_a_terminal_a_bar_shows_the_stage(pipeline, review, capsys, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run(["build", str(review)]) == 0
    shown = capsys.readouterr().err
    assert "write \\x1b[2Jhtml" in shown
    assert "\x1b[2J" not in shown


def test_the_files_written_are_named(pipeline, review, capsys):
    assert run(["build", str(review)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "output/my-review/manuscript.docx",
        "output/my-review/manuscript.html",
        "and 3 other files in output/my-review",
    ]


def test_quiet_leaves_warnings_only(pipeline, review, capsys):
    pipeline.warnings = (WARNING,)
    assert run(["build", str(review), "--quiet"]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "my-review/flow.csv:4:2: warning: flow-adds-up: found 57, expected 58\n"


def test_all_errors_are_listed_with_the_way_from_here(pipeline, review, capsys):
    origins = (Origin("results.csv", 12, 5), Origin("arms.csv", 2, 1), Origin("templates/manuscript/results.md.j2", 7))
    pipeline.error = DataError(Issue("cell-is-present", origin, "found nothing") for origin in origins)
    assert run(["build", str(review), "--quiet"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "my-review/arms.csv:2:1: error: cell-is-present: found nothing",
        "my-review/results.csv:12:5: error: cell-is-present: found nothing",
        "templates/manuscript/results.md.j2:7: error: cell-is-present: found nothing",
        "3 errors; nothing was written",
    ]


def test_a_missing_tool_is_named(pipeline, review, capsys):
    pipeline.error = MissingToolError("PDF needs Pango")
    assert run(["build", str(review), "--quiet"]) == 3
    assert capsys.readouterr().err == "reportgen: PDF needs Pango\n"


def test_a_foreign_output_folder_is_refused_before_any_work(pipeline, review, capsys):
    assert run(["build", str(review), "--output", "."]) == 3
    assert "files that reportgen did not write" in capsys.readouterr().err
    assert pipeline.calls == []


def test_what_a_killed_build_left_is_put_right_first(pipeline, review, tmp_path):
    (tmp_path / "output/.my-review.reportgen-old").mkdir(parents=True)
    (tmp_path / "output/.my-review.reportgen-old/manifest.json").write_text('{"generator": "reportgen"}')
    assert run(["build", str(review)]) == 0
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["my-review"]
