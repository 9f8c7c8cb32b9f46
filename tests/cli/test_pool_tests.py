"""`reportgen pool --test`: the tests for small-study effects of Python, told line by line."""

import json
from pathlib import Path

import pytest

import reportgen
from reportgen.cli.app import run
from reportgen.cli.pool import command
from reportgen.pooling.small_study import SMALL_STUDY_NOTES, SMALL_STUDY_TESTS

PIP = Path(__file__).parent.parent.parent / "data/pip"

TRIALS = """\
study,ai,n1i,ci,n2i
Adams,4,123,11,139
Baker,6,306,29,303
Cole,3,231,11,220
Fox,,40,2,41
Drew,62,1398,248,1286
Evans,33,506,47,562
"""
MEANS = "study,m1i,sd1i,n1i,m2i,sd2i,n2i\nA,10,2.5,30,12,2.4,31\nB,11,3,25,12.5,2.9,24\nC,9.5,2,40,9.7,2.2,41\n"
GIVEN = "study,yi,vi\nA,0.1,0.04\nB,0.9,0.09\nC,-0.2,0.05\n"
ON_A_LINE = "study,yi,sei\nA,0.35,0.1\nB,0.5,0.2\nC,0.65,0.3\nD,0.8,0.4\n"
HEADING = "tests for small-study effects"


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Return a function that writes a table in the folder one stands in, and gives its name."""
    monkeypatch.chdir(tmp_path)

    def write(text):
        (tmp_path / "trials.csv").write_text(text, encoding="utf-8")
        return "trials.csv"

    return write


def effects_of(text, measure):
    headings, *rows = (line.split(",") for line in text.splitlines())
    return reportgen.effect_sizes(measure, {name: [row[i] or None for row in rows] for i, name in enumerate(headings)})


def rows_of(out):
    """Return the lines of the tests, each as its words, and the notes below."""
    lines = out.splitlines()
    told = lines[lines.index(HEADING) + 2 :]
    return [line.split() for line in told if not line.startswith("note: ")], [
        line.removeprefix("note: ") for line in told if line.startswith("note: ")
    ]


@pytest.mark.parametrize("settings", [{}, {"tau2": "DL"}, {"model": "common", "level": 0.9}], ids=str)
@pytest.mark.parametrize(
    ("measure", "text", "tests"),
    [
        ("OR", TRIALS, sorted(set(SMALL_STUDY_TESTS) - {"pustejovsky"})),
        ("RR", TRIALS, ["harbord", "peters", "macaskill"]),
        ("SMD", MEANS, ["pustejovsky", "egger"]),
        ("GEN", GIVEN, ["egger", "egger-mixed", "begg", "begg-normal", "thompson"]),
    ],
)
def test_the_tests_are_those_of_python(table, capsys, settings, measure, text, tests):
    options = [word for name, value in settings.items() for word in (f"--{name}", str(value))]
    named = [word for name in tests for word in ("--test", name)]
    assert run(["pool", table(text), "--measure", measure, *options, *named, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["small_study_tests"]
    effects = effects_of(text, measure)
    expected = [reportgen.small_study_test(effects, test=name, **settings).as_dict() for name in tests]
    assert found == expected


def test_the_tests_are_told_a_line_each_with_the_notes_once(table, capsys):
    call = ["pool", table(TRIALS), "--measure", "OR", "--test", "egger", "--test", "begg", "--test", "egger"]
    assert run(call) == 0
    rows, notes = rows_of(capsys.readouterr().out)
    assert rows == [
        ["by", "studies", "bias", "95%", "CI", "SE", "test"],
        ["egger", "5", "0.950", "−6.809", "to", "8.708", "2.438", "t", "=", "0.39,", "df", "=", "3,", "P", "=", "0.72"],
        ["begg", "5", "2", "4.1", "τ", "=", "0.20,", "P", "=", "0.82", "(exact)"],
    ]
    assert notes == [SMALL_STUDY_NOTES[code] for code in ("fewer-than-ten-studies", "effect-tied-to-its-error")]


def test_without_the_option_nothing_is_tested(table, capsys):
    assert run(["pool", table(TRIALS), "--measure", "OR", "--json"]) == 0
    assert "small_study_tests" not in json.loads(capsys.readouterr().out)


def test_effects_on_a_line_are_told_without_fault(table, capsys):
    assert run(["pool", table(ON_A_LINE), "--measure", "GEN", "--test", "egger"]) == 0
    rows, _ = rows_of(capsys.readouterr().out)
    assert rows[1][:3] == ["egger", "4", "1.500"]


def test_an_outcome_of_a_review_with_one_study_is_refused(capsys):
    assert run(["pool", str(PIP), "--outcome", "depression-epds", "--test", "thompson"]) == 2
    assert "found 1 usable study, expected three or more" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "measure", "name", "words"),
    [
        (TRIALS, "OR", "eger", ("estimator-is-known", "egger")),
        (TRIALS, "OR", "pustejovsky", ("method-fits-data", "SMD")),
        (GIVEN, "GEN", "harbord", ("method-fits-data", "Harbord")),
        (TRIALS[: TRIALS.index("Cole")], "OR", "egger", ("method-fits-data", "three or more")),
    ],
)
def test_a_test_that_cannot_be_made_is_refused_with_the_reason(table, capsys, text, measure, name, words):
    assert run(["pool", table(text), "--measure", measure, "--test", name]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert all(word in told.err for word in words)


def test_the_shell_completes_the_names():
    (option,) = (option for option in command.params if option.name == "tests")
    completed = [item.value for item in option.shell_complete(None, "eg")]
    assert completed == ["egger", "egger-mixed"]
