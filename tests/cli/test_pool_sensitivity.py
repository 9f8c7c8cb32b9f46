"""`reportgen pool --leave-one-out` and `--cumulative`: the numbers of Python, told line by line."""

import json
from pathlib import Path

import numpy as np
import pytest

import reportgen
from reportgen.cli.app import run

PIP = Path(__file__).parent.parent.parent / "data/pip"

TRIALS = """\
study,ai,n1i,ci,n2i,year,setting
Adams,4,123,11,139,1948,clinic
Baker,6,306,29,303,1949,school
Cole,3,231,11,220,1960,clinic
Fox,,40,2,41,,
Drew,62,1398,248,1286,1977,school
Evans,33,506,47,562,1973,clinic
"""
PROPORTIONS = "study,xi,ni\nA,3,40\nB,10,80\nC,0,25\n"
SETTINGS = [{}, {"preset": "revman5"}, {"preset": "revman5", "model": "common"}, {"tau2": "DL", "level": 0.9}]


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Return a function that writes a table in the folder one stands in, and gives its name."""
    monkeypatch.chdir(tmp_path)

    def write(text):
        (tmp_path / "trials.csv").write_text(text, encoding="utf-8")
        return "trials.csv"

    return write


def options(settings):
    return [word for name, value in settings.items() for word in (f"--{name.replace('_', '-')}", str(value))]


def effects_of(text, measure="RR"):
    headings, *rows = (line.split(",") for line in text.splitlines())
    columns = {name: [row[i] or None for row in rows] for i, name in enumerate(headings)}
    return reportgen.effect_sizes(measure, columns), columns


def block(lines, heading):
    """Return the rows of a further analysis, each as its words."""
    start = lines.index(heading) + 2
    end = next((i for i in range(start, len(lines)) if not lines[i]), len(lines))
    return [line.split() for line in lines[start:end]]


# ---- the numbers are those of Python


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_the_summaries_are_those_of_python(table, capsys, settings):
    call = ["pool", table(TRIALS), "--measure", "RR", "--leave-one-out", "--cumulative", "year", "--json"]
    assert run([*call, *options(settings)]) == 0
    found = json.loads(capsys.readouterr().out)
    effects, columns = effects_of(TRIALS)
    years = [float(year) if year else None for year in columns["year"]]
    expected = {
        "leave_one_out": reportgen.leave_one_out(effects, **settings),
        "cumulative": reportgen.cumulative(effects, order=years, **settings),
    }
    for key, refits in expected.items():
        printed = found[key].pop("printed")
        assert found[key] == refits.as_dict()
        assert np.array(printed) == pytest.approx(np.exp(np.c_[refits.estimate, refits.ci_low, refits.ci_high]))
    assert found["cumulative"]["study"] == ["Adams", "Baker", "Cole", "Evans", "Drew"]
    assert found["cumulative"]["estimate"][-1] == pytest.approx(found["summary"]["estimate"])


def test_an_outcome_of_a_review_is_taken_apart_with_its_own_plan(capsys):
    assert run(["pool", str(PIP), "--outcome", "depression-epds", "--leave-one-out", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["leave_one_out"]["plan"] == found["plan"]
    assert found["leave_one_out"]["study"] == [row["study"] for row in found["studies"] if not row["left_out"]]
    assert found["leave_one_out"]["k"] == [found["k"] - 1] * found["k"]


def test_values_that_go_back_to_print_by_a_size_take_that_of_the_studies_pooled(table, capsys):
    call = ["pool", table(PROPORTIONS), "--measure", "PFT", "--tau2", "DL", "--interval", "wald", "--json"]
    assert run([*call, "--leave-one-out"]) == 0
    found = json.loads(capsys.readouterr().out)["leave_one_out"]["printed"][1]
    (Path.cwd() / "others.csv").write_text("study,xi,ni\nA,3,40\nC,0,25\n", encoding="utf-8")
    assert run(["pool", "others.csv", *call[2:]]) == 0
    assert found == pytest.approx(json.loads(capsys.readouterr().out)["printed"]["summary"])


# ---- the lines


def test_leave_one_out_is_told_a_line_a_study(table, capsys):
    call = ["pool", table(TRIALS), "--measure", "RR", "--preset", "revman5", "--model", "common", "--leave-one-out"]
    assert run(call) == 0
    rows = block(capsys.readouterr().out.splitlines(), "leave-one-out: the summary without each study")
    assert rows[0] == ["without", "studies", "RR", "95%", "CI", "P", "I²"]
    assert [row[0] for row in rows[1:]] == ["Adams", "Baker", "Cole", "Drew", "Evans"]
    assert rows[4] == ["Drew", "4", "0.50", "0.36", "to", "0.70", "<", "0.001", "68%"]


def test_cumulative_is_told_in_the_order_of_the_column(table, capsys):
    assert run(["pool", table(TRIALS), "--measure", "RR", "--cumulative", "year"]) == 0
    rows = block(capsys.readouterr().out.splitlines(), "cumulative by year: the summary as studies join")
    assert rows[0] == ["joining", "value", "studies", "RR", "95%", "CI", "P", "I²", "τ²"]
    assert [row[:3] for row in rows[1:3]] == [["Adams", "1948", "1"], ["Baker", "1949", "2"]]
    assert rows[1][3:] == ["0.41", "0.13", "to", "1.26", "0.12"]
    assert rows[5][:4] == ["Drew", "1977", "5", "0.34"]


def test_texts_are_sorted_as_texts_and_ties_stay(table, capsys):
    assert run(["pool", table(TRIALS), "--measure", "RR", "--cumulative", "setting"]) == 0
    rows = block(capsys.readouterr().out.splitlines(), "cumulative by setting: the summary as studies join")
    assert [row[0] for row in rows[1:]] == ["Adams", "Cole", "Evans", "Baker", "Drew"]


def test_a_measure_of_one_group_has_no_test(table, capsys):
    assert run(["pool", table(PROPORTIONS), "--measure", "PR", "--leave-one-out"]) == 0
    rows = block(capsys.readouterr().out.splitlines(), "leave-one-out: the summary without each study")
    assert rows[0] == ["without", "studies", "PR", "95%", "CI", "I²", "τ²"]


def test_without_the_only_study_there_is_nothing_to_pool(table, capsys):
    one = "".join(TRIALS.splitlines(keepends=True)[:2])
    assert run(["pool", table(one), "--measure", "RR", "--leave-one-out", "--cumulative", "year"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = block(lines, "leave-one-out: the summary without each study")
    assert rows[1] == ["Adams", "0", "–", "no", "study", "to", "pool"]
    assert block(lines, "cumulative by year: the summary as studies join")[1][:4] == ["Adams", "1948", "1", "0.41"]


# ---- mistakes


@pytest.mark.parametrize(
    ("text", "column", "told"),
    [
        (TRIALS, "yaer", "did you mean 'year'?"),
        (TRIALS.replace("1949", ""), "year", "found no value to sort 'Baker' by"),
        (TRIALS.replace(",school", ","), "setting", "found no value to sort 'Drew' by"),
    ],
)
def test_a_column_that_studies_cannot_be_sorted_by_is_named(table, capsys, text, column, told):
    assert run(["pool", table(text), "--measure", "RR", "--cumulative", column]) == 2
    assert told in capsys.readouterr().err
