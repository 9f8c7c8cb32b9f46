"""`reportgen check` lists what is wrong and says by its exit code how bad it is."""

import pytest

from reportgen.cli.app import run
from reportgen.errors import DataError, Issue, Origin

WARNING = Issue("flow-adds-up", Origin("flow.csv", 4, 2), "found 57, expected 58", severity="warning")
ERROR = Issue("study-is-known", Origin("results.csv", 9, 1), "found 'Tot 2006'", hint="did you mean 'Toth 2006'?")


@pytest.mark.parametrize(
    ("warnings", "error", "options", "code", "last"),
    [
        ((), None, [], 0, "no errors, no warnings"),
        ((), None, ["--strict"], 0, "no errors, no warnings"),
        ((WARNING,), None, [], 0, "no errors, 1 warning"),
        ((WARNING, WARNING), None, ["--strict"], 1, "no errors, 2 warnings, counted as errors (--strict)"),
        ((), DataError([ERROR, ERROR]), [], 2, "2 errors"),
        ((), DataError([ERROR, WARNING]), ["--strict"], 2, "1 error, 1 warning"),
    ],
)
def test_the_exit_code_says_how_bad_it_is(pipeline, review, capsys, warnings, error, options, code, last):
    pipeline.warnings, pipeline.error = warnings, error
    assert run(["check", str(review), *options]) == code
    assert capsys.readouterr().out.splitlines()[-1] == last


def test_each_issue_names_place_code_and_cure(pipeline, review, capsys):
    pipeline.error = DataError([ERROR])
    run(["check", "./my-review/"])
    line = capsys.readouterr().out.splitlines()[0]
    assert line == "my-review/results.csv:9:1: error: study-is-known: found 'Tot 2006' (did you mean 'Toth 2006'?)"


def test_the_style_reaches_the_pipeline(pipeline, review):
    assert run(["check", str(review), "--style", "bmj"]) == 0
    assert pipeline.calls == [{"folder": review, "style": "bmj"}]
