"""`reportgen pool` reads tables and reviews, pools them as `reportgen.pool` does, and says what it did."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportgen
from reportgen.cli.app import run
from reportgen.cli.pool import command
from reportgen.effects import MEASURES
from reportgen.load import load
from reportgen.pooling import known_settings, pool_effects
from tests.load.workbooks import sheet_xml, workbook

PIP = Path(__file__).parent.parent.parent / "data/pip"

TRIALS = """\
study,ai,n1i,ci,n2i,year,setting
Adams,4,123,11,139,1948,clinic
Baker,6,306,29,303,1949,school
Cole,3,231,11,220,1960,clinic
Drew,62,1398,248,1286,1977,school
Evans,33,506,47,562,1973,clinic
"""

TABLES = {
    "counts": ("RR", TRIALS),
    "counts by our names": ("OR", TRIALS.replace("ai,n1i,ci,n2i", "events_1,n_1,events_2,n_2")),
    "events and non-events": ("OR", "slab,ai,bi,ci,di\nA,4,119,11,128\nB,6,300,29,274\nC,3,228,11,209\n"),
    "means": (
        "SMD",
        "study,m1i,sd1i,n1i,m2i,sd2i,n2i\nA,10,2.5,30,12,2.4,31\nB,11,3,25,12.5,2.9,24\nC,9.5,2,40,9.7,2.2,41\n",
    ),
    "rates of two arms": ("IRR", "study,x1i,t1i,x2i,t2i\nA,10,100,5,100\nB,8,80.5,9,90\nC,3,50,6,60\n"),
    "proportions": ("PFT", "study,xi,ni\nA,3,40\nB,10,80\nC,0,25\n"),
    "rates": ("IRLN", "study,xi,ti\nA,3,40\nB,10,80.5\nC,1,25\n"),
    "correlations": ("ZCOR", "study,ri,ni\nA,0.3,40\nB,0.5,80\nC,-0.1,25\n"),
    "effects and variances": ("GENLOG", "study,yi,vi\nA,0.1,0.04\nB,0.9,0.09\nC,-0.2,0.05\n"),
    "effects and standard errors": ("GEN", "study,yi,sei\nA,0.1,0.2\nB,0.9,0.3\nC,-0.2,0.25\n"),
    "estimates and limits": ("HR", "study,estimate,ci_low,ci_high\nA,0.7,0.5,0.98\nB,1.2,0.8,1.8\nC,0.6,0.3,1.2\n"),
    "log-rank statistics": ("OE", "study,oe,v\nA,-4,10\nB,-2,5\nC,1,8\n"),
}

SETTINGS = [
    {},
    {"model": "common"},
    {"tau2": "DL", "interval": "wald", "prediction": "none"},
    {"tau2": "PM", "interval": "hksj-ad-hoc", "prediction": "t-k-2", "level": 0.9},
    {"preset": "revman5"},
    {"preset": "metafor", "interval": "hksj"},
]


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Return a function that writes a table in the folder one stands in, and gives its name."""
    monkeypatch.chdir(tmp_path)

    def write(text, name="trials.csv"):
        data = text if isinstance(text, bytes) else text.encode()
        (tmp_path / name).write_bytes(data)
        return name

    return write


def options(settings):
    return [word for name, value in settings.items() for word in (f"--{name.replace('_', '-')}", str(value))]


def shown(capsys):
    return capsys.readouterr().out.splitlines()


def columns_of(text):
    headings, *rows = (line.split(",") for line in text.splitlines())
    return {name: [row[i] for row in rows] for i, name in enumerate(headings)}


def plain(value):
    """Return a result as JSON gives it back: no number that is not finite."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list | tuple) else value


# ---- the same numbers as Python's


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("kind", TABLES)
def test_a_table_is_pooled_as_from_python(table, capsys, kind, settings):
    measure, text = TABLES[kind]
    assert run(["pool", table(text), "--measure", measure, "--json", *options(settings)]) == 0
    found = json.loads(capsys.readouterr().out)
    rules = {name: value for name, value in found["plan"].items() if name in {"zero_cells", "smd"}}
    columns = columns_of(text)
    names = columns.pop("slab", columns.get("study"))
    expected = reportgen.pool(reportgen.effect_sizes(measure, columns, study=names, **rules), **settings)
    mine = plain(expected.as_dict())
    assert {key: found[key] for key in ("k", "plan", "summary", "prediction", "heterogeneity")} == {
        key: mine[key] for key in ("k", "plan", "summary", "prediction", "heterogeneity")
    }
    assert [row["study"] for row in found["studies"]] == names
    assert [row["weight"] for row in found["studies"] if not row["left_out"]] == mine["weights"]
    assert list(found["notes"]) == mine["notes"]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("outcome", ["secure", "secure-to-insecure", "depression-epds"])
def test_an_outcome_is_pooled_with_its_own_plan_and_what_departs_from_it(capsys, outcome, settings):
    from dataclasses import replace

    from reportgen.effects import study_effects
    from reportgen.pooling import plan_of

    assert run(["pool", str(PIP), "--outcome", outcome, "--json", *options(settings)]) == 0
    found = json.loads(capsys.readouterr().out)
    review = load(PIP)
    chosen = next(one for one in review.outcomes if one.id == outcome)
    plan = plan_of(settings) if "preset" in settings else replace(chosen.plan, **settings)
    expected = pool_effects(study_effects(review, replace(chosen, plan=plan)), plan)
    assert found["summary"]["estimate"] == expected.summary.estimate
    assert (found["summary"]["ci_low"], found["summary"]["ci_high"]) == (
        expected.summary.ci_low,
        expected.summary.ci_high,
    )
    assert [row["weight"] or 0.0 for row in found["studies"]] == list(expected.weights)
    assert found["plan"]["method"] == expected.plan.method


def test_subgroups_are_pooled_as_from_python(table, capsys):
    assert run(["pool", table(TRIALS), "--measure", "RR", "--subgroup", "setting", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    columns = columns_of(TRIALS)
    mine = reportgen.pool(reportgen.effect_sizes("RR", columns), subgroup=columns["setting"]).as_dict()
    for name, group in mine["subgroups"].items():
        assert found["subgroups"][name] == plain(group)
    assert found["subgroup_test"] == plain(mine["subgroup_test"])


@pytest.mark.parametrize(("name", "kind"), [("year", float), ("setting", str)])
def test_a_regression_is_that_of_python(table, capsys, name, kind):
    assert run(["pool", table(TRIALS), "--measure", "RR", "--moderator", name, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["meta_regression"]
    columns = columns_of(TRIALS)
    covariates = {name: [kind(value) for value in columns[name]]}
    mine = reportgen.meta_regression(reportgen.effect_sizes("RR", columns), covariates=covariates)
    assert found == plain(mine.as_dict())


def test_the_keys_of_the_json_stand_in_one_order(table, capsys):
    assert run(["pool", table(TRIALS), "--measure", "RR", "--json"]) == 0
    assert list(json.loads(capsys.readouterr().out)) == [
        "reportgen",
        "source",
        "measure",
        "title",
        "scale",
        "studies",
        "k",
        "plan",
        "summary",
        "prediction",
        "heterogeneity",
        "notes",
        "printed",
    ]


def test_ratios_are_printed_as_ratios_in_json_too(table, capsys):
    assert run(["pool", table(TRIALS), "--measure", "RR", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    logs = [found["summary"][name] for name in ("estimate", "ci_low", "ci_high")]
    assert found["printed"]["summary"] == pytest.approx(np.exp(logs), rel=1e-15)


# ---- what is read


@pytest.mark.parametrize(
    "text",
    [
        TABLES["means"][1].replace(",", ";").replace(".", ","),
        TABLES["means"][1].replace(",", "\t"),
        "\ufeff" + TABLES["means"][1].replace("\n", "\r\n"),
        '"",' + TABLES["means"][1].replace("\nA", '\n"1",A').replace("\nB", '\n"2",B').replace("\nC", '\n"3",C'),
        TABLES["means"][1].replace("study", "Study"),
    ],
    ids=["semicolons and decimal commas", "tabs", "Windows", "as R writes it", "a capital"],
)
def test_a_table_is_read_however_it_was_saved(table, capsys, text):
    assert run(["pool", table(TABLES["means"][1]), "--measure", "MD", "--json"]) == 0
    usual = json.loads(capsys.readouterr().out)
    assert run(["pool", table(text), "--measure", "MD", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == usual


def test_the_first_sheet_of_a_workbook_is_read(table, capsys):
    rows = [line.split(",") for line in TRIALS.splitlines()]
    cells = [rows[0], *([row[0], *map(float, row[1:6]), row[6]] for row in rows[1:])]
    assert run(["pool", table(workbook({"Sheet1": sheet_xml(cells)}), "trials.xlsx"), "--measure", "RR", "--json"]) == 0
    from_workbook = json.loads(capsys.readouterr().out)
    assert run(["pool", table(TRIALS), "--measure", "RR", "--json"]) == 0
    assert from_workbook | {"source": ""} == json.loads(capsys.readouterr().out) | {"source": ""}


@pytest.mark.parametrize(
    ("headings", "row", "name"),
    [
        ("slab", "Smith", "Smith"),
        ("author,year", "Smith,1999", "Smith 1999"),
        ("Author,Year", "Smith,1999", "Smith 1999"),
        ("trial", "7", "7"),
        ("study,author,year", "S1,Smith,1999", "S1"),
        ("weather", "sunny", "1"),
        ("study", "", "1"),
    ],
)
def test_studies_are_called_by_the_columns_that_name_them(table, capsys, headings, row, name):
    assert run(["pool", table(f"{headings},yi,vi\n{row},0.5,0.1\n"), "--measure", "GEN", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["studies"][0]["study"] == name


@pytest.mark.parametrize("empty", ["", "NA"])
def test_a_study_with_an_empty_cell_is_left_out_and_named(table, capsys, empty):
    assert run(["pool", table(TRIALS.replace("Cole,3", f"Cole,{empty}")), "--measure", "RR"]) == 0
    lines = shown(capsys)
    assert "4 studies" in lines[0]
    assert "left out: Cole (events_1 not reported)" in lines


def test_a_study_that_stands_twice_is_pooled_with_a_warning(table, capsys):
    assert run(["pool", table(TRIALS.replace("Baker", "Adams")), "--measure", "RR"]) == 0
    said = capsys.readouterr()
    assert "trials.csv:3: warning: row-is-unique: found 'Adams' again (first in line 2)" in said.err
    assert "5 studies" in said.out


def test_limits_may_have_a_level_of_their_own(table, capsys):
    text = "study,estimate,ci_low,ci_high\nA,2,1,4\n"
    variances = []
    for level in ("0.95", "0.99"):
        assert run(["pool", table(text), "--measure", "HR", "--limits-level", level, "--json"]) == 0
        variances.append(json.loads(capsys.readouterr().out)["studies"][0]["v"])
    assert math.sqrt(variances[0] / variances[1]) == pytest.approx(2.5758293 / 1.9599640, rel=1e-6)


def test_without_a_usable_study_there_is_no_summary_and_no_error(table, capsys):
    assert run(["pool", table("study,ai,n1i,ci,n2i\nA,0,10,0,10\n"), "--measure", "RR"]) == 0
    lines = shown(capsys)
    assert "no study to pool" in "\n".join(lines)
    assert "left out: A (no events in either group)" in lines


# ---- what is printed


def test_the_table_shows_studies_summary_and_what_was_found(table, capsys):
    assert run(["pool", table(TRIALS), "--measure", "RR", "--preset", "revman-web", "--tau2", "DL"]) == 0
    lines = [" ".join(line.split()) for line in shown(capsys)]
    result = reportgen.pool(reportgen.effect_sizes("RR", columns_of(TRIALS)), preset="revman-web", tau2="DL")
    assert lines[0] == ("trials.csv: Risk ratio (RR), 5 studies, random effects by inverse variance, τ² by DL")
    assert lines[2] == "study RR 95% CI weight"
    assert lines[3].startswith("Adams 0.41 0.13 to 1.26 ")
    low, high = np.exp([result.summary.ci_low, result.summary.ci_high])
    assert lines[8] == f"pooled {math.exp(result.summary.estimate):.2f} {low:.2f} to {high:.2f} 100.0%"
    het = result.heterogeneity
    assert f"heterogeneity Q = {het.q:.2f}, df = 4, P < 0.001" in lines
    assert any(line.startswith(f"I² = {het.i2:.0f}% from τ², 95% CI ") for line in lines)
    assert any(line.startswith(f"τ² = {het.tau2:.2f} by DL, 95% CI ") for line in lines)
    assert any(line.startswith("prediction ") and "k − 1" in line for line in lines)
    assert lines[-1] == (
        "run: --measure RR --preset revman-web --model random --method inverse-variance --tau2 DL --interval wald "
        "--prediction t-k-1 --i2 tau2 --level 0.95 --zero-cells revman --smd revman --subgroup-tau2 separate"
    )


def test_what_was_run_can_be_run_again(table, capsys):
    name = table(TRIALS)
    assert run(["pool", name, "--measure", "RR", "--preset", "metafor", "--tau2", "SJ"]) == 0
    first = shown(capsys)
    assert run(["pool", name, *first[-1].removeprefix("run: ").split()]) == 0
    assert shown(capsys) == first


def test_a_reader_is_told_what_the_numbers_hide(table, capsys):
    text = "study,yi,vi\nA,0.10,0.1\nB,0.11,0.2\nC,0.12,0.1\n"
    assert run(["pool", table(text), "--measure", "GEN"]) == 0
    assert "note: Wald interval, since the between-study variance was estimated as zero" in shown(capsys)


def test_proportions_have_no_test_against_nothing(table, capsys):
    assert run(["pool", table(TABLES["proportions"][1]), "--measure", "PLO"]) == 0
    assert not [line for line in shown(capsys) if line.startswith("test")]


def test_subgroups_stand_together_with_the_test_between_them(table, capsys):
    assert run(["pool", table(TRIALS), "--measure", "RR", "--subgroup", "setting"]) == 0
    lines = [" ".join(line.split()) for line in shown(capsys)]
    order = [line.split()[0] for line in lines[3:12]]
    assert order == ["clinic", "Adams", "Cole", "Evans", "pooled", "school", "Baker", "Drew", "pooled"]
    assert any(line.startswith("between subgroups Q = ") for line in lines)


def test_a_name_cannot_steer_the_terminal_nor_stretch_the_table(table, capsys):
    text = TRIALS.replace("Adams", "A\u202e" + "d" * 200).replace("Baker", "著者" * 40)
    assert run(["pool", table(text), "--measure", "RR"]) == 0
    said = capsys.readouterr().out
    assert "\u202e" not in said
    assert max(map(len, said.splitlines()[:9])) < 120


# ---- what is wrong


@pytest.mark.parametrize(
    ("text", "arguments", "words"),
    [
        (TRIALS, [], "trials.csv:1: error: measure-is-known: found columns that serve several measures (RR, OR, RD, AS"),
        (TABLES["correlations"][1], [], "(COR, ZCOR)"),
        (TRIALS, ["--measure", "RX"], "measure-is-known: found the measure 'RX'"),
        (TRIALS, ["--measure", "MD"], "expected mean_1 (or m1i) for MD"),
        (TRIALS.replace("n1i", "n1ii"), ["--measure", "RR"], "did you mean 'n1i' by 'n1ii'?"),
        (TRIALS.replace("ai,", "AI,"), ["--measure", "RR"], "did you mean 'ai' by 'AI'?"),
        (TRIALS.replace("n1i", "n1ii").replace("ci", "cii"), [], "did you mean 'n1i' by 'n1ii'?"),
        (TRIALS, ["--measure", "RR", "--subgroup", "seting"], "found no column 'seting'"),
        (TRIALS, ["--measure", "RR", "--subgroup", "seting"], "did you mean 'setting'?"),
        (TRIALS, ["--measure", "RR", "--moderator", "yaer"], "did you mean 'year'?"),
        (TRIALS, ["--measure", "RR", "--tau2", "REMl"], "did you mean 'REML'?"),
        (TRIALS, ["--measure", "RR", "--ci", "hskj"], "did you mean 'hksj'?"),
        (TRIALS, ["--measure", "RR", "--level", "95"], "found the level 95.0"),
        (TRIALS.replace("3,231", "three,231"), ["--measure", "RR"], "trials.csv:4:2: error: cell-is-a-number: found 'three'"),
        (TRIALS.replace("3,231", "-3,231"), ["--measure", "RR"], "trials.csv:4:2: error: events-are-not-negative"),
        (TRIALS.replace("3,231", "300,231"), ["--measure", "RR"], "trials.csv:4:2: error: events-are-at-most-n"),
        (TRIALS.replace("ai,n1i", "ai,bi").replace("3,231", "3,-1"), ["--measure", "OR"], "trials.csv:4:3: error: events-are"),
        ("study,ri,ni\nA,1.5,20\n", ["--measure", "ZCOR"], "trials.csv:2:2: error: correlation-is-possible"),
        ("study,yi,vi\nA,1.5,-0.1\n", ["--measure", "GEN"], "trials.csv:2:3: error: sd-is-positive"),
        ("study,yi,vi\nA,1e999,0.1\n", ["--measure", "GEN"], "trials.csv:2:2: error: number-is-finite"),
        ("study,yi,y,vi\nA,1,1,0.1\n", ["--measure", "GEN"], "trials.csv:1: error: column-is-unique"),
        (TRIALS.replace("ci", "ai"), ["--measure", "RR"], "trials.csv:1:4: error: column-is-unique"),
        (TRIALS.replace("3,231", "3"), ["--measure", "RR"], "trials.csv:4: error: row-has-every-cell"),
        ("", ["--measure", "RR"], "trials.csv:1: error: file-is-not-empty"),
        ("study,yi,vi\n", ["--measure", "GEN"], "trials.csv:1: error: file-is-not-empty: found headings and no row"),
        (b"\x00\x01\x02\xff" * 500, ["--measure", "RR"], "trials.csv:1:4: error: file-is-utf8"),
        (b"study,yi,vi\nM\xfcller,1,0.1\n", ["--measure", "GEN"], "trials.csv:2:2: error: file-is-utf8"),
        ("study,yi,vi\n" + "A" * 30_000 + ",1,0.1\n", ["--measure", "GEN"], "file-is-of-bearable-size"),
        (TRIALS, ["--measure", "RR", "--outcome", "secure"], "--outcome goes with the folder of a review"),
    ],
)  # fmt: skip
def test_a_mistake_is_answered_with_its_place_and_what_was_meant(table, capsys, text, arguments, words):
    assert run(["pool", table(text), *arguments]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""


def test_a_file_beyond_bearable_size_is_refused_unread(table, capsys):
    path = Path(table("study,yi,vi\n"))
    with path.open("r+b") as file:
        file.truncate(60_000_000)
    assert run(["pool", str(path), "--measure", "GEN"]) == 2
    assert "file-is-of-bearable-size: found more than 50 MB" in capsys.readouterr().err


def test_all_wrong_cells_are_named_at_once(table, capsys):
    text = TRIALS.replace("4,123", "four,123").replace("6,306", "6,NR")
    assert run(["pool", table(text), "--measure", "RR"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["trials.csv:2:2", "trials.csv:3:3"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.csv", "--measure", "RR"], "nowhere.csv:1: error: file-is-present"),
        ([str(PIP)], "expected one of them to be named with --outcome (known: secure"),
        ([str(PIP), "--outcome", "secur"], "did you mean 'secure'?"),
        ([str(PIP), "--outcome", "secure", "--measure", "RX"], "found the measure 'RX'"),
        ([str(PIP), "--outcome", "secure", "--subgroup", "contry"], "did you mean 'country'?"),
        ([str(PIP), "--outcome", "secure", "--moderator", "contry"], "did you mean 'country'?"),
        ([str(PIP), "--outcome", "secure", "--limits-level", "0.9"], "--limits-level goes with a table"),
        ([".", "--outcome", "secure"], "folder-is-a-review"),
    ],
)
def test_a_source_that_cannot_be_pooled_is_answered_in_words(tmp_path, monkeypatch, capsys, arguments, words):
    monkeypatch.chdir(tmp_path)
    assert run(["pool", *arguments]) == 2
    assert words in capsys.readouterr().err


CELLS = st.one_of(
    st.sampled_from(["", "NA", "0", "-0", "1e308", "1e-300", "-3", "2,5", "nan", "inf", '"', "−1", "1.5", "7", "40"]),
    st.floats(0.01, 100).map(str),
)
KINDS = [("RR", "study,ai,n1i,ci,n2i"), ("SMD", "study,m1i,sd1i,n1i,m2i,sd2i,n2i"), ("GENLOG", "study,yi,vi"),
         ("HR", "study,estimate,ci_low,ci_high"), ("PFT", "study,xi,ni"), ("ZCOR", "study,ri,ni")]  # fmt: skip


@given(kind=st.sampled_from(KINDS), rows=st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=6))
def test_whatever_the_cells_hold_it_is_pooled_or_answered_in_words(tmp_path_factory, kind, rows):
    measure, headings = kind
    count = len(headings.split(","))
    folder = tmp_path_factory.mktemp("hostile")
    lines = [headings, *(",".join(["S" + str(i), *row[: count - 1]]) for i, row in enumerate(rows))]
    (folder / "trials.csv").write_text("\n".join(lines) + "\n")
    assert run(["pool", str(folder / "trials.csv"), "--measure", measure, "--json"]) in {0, 2}


@given(data=st.binary(max_size=400))
def test_bytes_of_any_kind_are_answered_in_words(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("hostile") / "trials.xlsx"
    for name in ("trials.csv", "trials.xlsx"):
        path.with_name(name).write_bytes(data)
        assert run(["pool", str(path.with_name(name)), "--measure", "GEN"]) == 2


# ---- the help


def test_the_help_names_every_value_of_every_setting():
    import click

    told = " ".join(
        f"{option.opts} {getattr(option, 'help', '')}" for option in command.params if isinstance(option, click.Option)
    )
    epilog = command.epilog or ""
    missing = [
        value
        for setting, values in known_settings().items()
        if setting != "zero_cells"  # there are many; `reportgen list zero-cells` has them
        for value in values
        if value not in told
    ]
    assert missing == []
    assert [key for key in MEASURES if key not in epilog] == []


def test_values_of_settings_are_completed(monkeypatch, capsys):
    for name, value in {
        "_REPORTGEN_COMPLETE": "bash_complete",
        "COMP_WORDS": "reportgen pool x.csv --interval kenw",
        "COMP_CWORD": "4",
    }.items():
        monkeypatch.setenv(name, value)
    assert run([]) == 0
    assert capsys.readouterr().out.strip() == "plain,kenward-roger"
