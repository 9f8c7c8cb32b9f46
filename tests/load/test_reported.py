"""Columns for what papers report instead: what is read, what is written back, and what is a mistake."""

from __future__ import annotations

import pytest

from reportgen.errors import DataError
from reportgen.frames import frames
from reportgen.load import load, write
from tests.load.folders import FILES, fill

HEAD = "study,outcome,arm,versus,events,n,mean,sd,estimate,se,ci_low,ci_high"
CURED = ["Adams 2001,cured,D,,20,48", "Adams 2001,cured,P,,10,49"]
PAIN = {"D": "Baker 2002,pain,D,", "P": "Baker 2002,pain,P,", "D-P": "Baker 2002,pain,D,P"}


def results(columns: str, **cells: str) -> str:
    """Return results.csv with further columns, and rows of Baker 2002 by arm (D, P, or D_P for an effect)."""
    names = HEAD.split(",") + columns.split(",")
    lines = [",".join(names)]
    lines += [line + "," * (len(names) - line.count(",") - 1) for line in CURED]
    for arm, given in cells.items():
        values = dict(part.split("=") for part in given.split())
        head = PAIN[arm.replace("_", "-")].split(",")
        lines.append(",".join([*head, *(values.get(name, "") for name in names[4:])]))
    return "\n".join(lines) + "\n"


def loaded(tmp_path, columns: str, **cells: str):
    return load(fill(tmp_path, {"results.csv": results(columns, **cells)}))


def issues(tmp_path, columns: str, **cells: str) -> list[tuple[str, str]]:
    with pytest.raises(DataError) as raised:
        loaded(tmp_path, columns, **cells)
    return [(issue.code, issue.origin.name) for issue in raised.value.issues]


def test_everything_that_a_paper_may_report_is_read(tmp_path):
    review = loaded(
        tmp_path, "t,df,p,median,q1,q3,min,max", D="n=30 median=9 q1=6 q3=17 min=2 max=41", P="n=30 mean=9 p=0.2"
    )
    assert {name: cell.value for name, cell in review.results[2].data.items()} == {
        "n": 30, "median": 9, "q1": 6, "q3": 17, "min": 2, "max": 41,
    }  # fmt: skip


@pytest.mark.parametrize(("text", "value"), [("<0.05", 0.05), ("0.041", 0.041), ("≤0.01", 0.01), ("1e-9", 1e-9)])
def test_a_p_value_or_a_bound_is_read_and_written_as_it_stood(tmp_path, text, value):
    review = loaded(tmp_path / "one", "p", D="n=30 mean=9 sd=2", P="n=30 mean=12 sd=2", D_P=f"p={text}")
    cell = review.results[4].data["p"]
    assert (cell.value, cell.text) == (value, text)
    files = write(review)
    for name, content in files.items():
        (tmp_path / "two" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "two" / name).write_bytes(content)
    assert load(tmp_path / "two") == review


def test_columns_that_nobody_uses_are_not_written(tmp_path):
    plain = write(load(fill(tmp_path / "a")))["results.csv"].decode().splitlines()[0]
    used = write(loaded(tmp_path / "b", "median,q1,q3", D="n=30 median=9 q1=6 q3=17", P="n=30 mean=9 sd=2"))
    assert "median" not in plain
    assert "se,ci_low,ci_high" in plain
    assert "median,q1,q3" in used["results.csv"].decode().splitlines()[0]


def test_a_frame_has_them_as_numbers(tmp_path):
    frame = frames(loaded(tmp_path, "p,median,q1,q3", D="n=30 median=9 q1=6 q3=17", P="n=30 mean=9 p=<0.05"))["results"]
    assert str(frame["median"].dtype) == str(frame["p"].dtype) == "float64"
    assert frame["p"].dropna().tolist() == [0.05]


def test_a_file_with_decimal_commas_may_hold_bounds(tmp_path):
    text = results("p", D="n=30 mean=9.5 sd=2.5", P="n=30 mean=12.5 sd=2.5", D_P="p=<0.05").replace(",", ";")
    review = load(fill(tmp_path, {"results.csv": text.replace(".", ",")}))
    assert review.results[4].data["p"].value == 0.05


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"D": "n=30 mean=9 p=>0.05"}, "p-value-is-usable", "p"),
        ({"D": "n=30 mean=9 p=NS"}, "p-value-is-usable", "p"),
        ({"D": "n=30 mean=9 p=0"}, "p-value-is-usable", "p"),
        ({"D": "n=30 mean=9 p=12"}, "p-value-is-usable", "p"),
        ({"D": "n=30 median=9 q1=10 q3=17"}, "quantiles-are-in-order", "q1"),
        ({"D": "n=30 median=9 q1=6 q3=8"}, "quantiles-are-in-order", "median"),
        ({"D": "n=30 median=9 min=12 max=10"}, "quantiles-are-in-order", "min"),
        ({"D": "n=30 mean=9 sd=2 icc=1.2 cluster_size=9"}, "design-is-possible", "icc"),
        ({"D": "n=30 mean=9 sd=2 icc=0.1 cluster_size=0.5"}, "design-is-possible", "cluster_size"),
        ({"D": "n=30 mean=9 sd=2 correlation=-1.1"}, "design-is-possible", "correlation"),
        ({"D": "n=30 mean=9 sd=2 shared_by=0"}, "design-is-possible", "shared_by"),
        ({"D": "n=30 mean=9 sd=2 shared_by=1.5"}, "cell-is-a-whole-number", "shared_by"),
        ({"D_P": "estimate=2 p=0.03 df=0"}, "design-is-possible", "df"),
        ({"D": "n=30 mean=9 sd=2 icc=0.1"}, "cell-is-present", "icc"),
        ({"D": "n=30 mean=9 sd=2 cluster_size=9"}, "cell-is-present", "cluster_size"),
        ({"D": "n=30 mean=9 se=0"}, "sd-is-positive", "se"),
        ({"D": "n=30 mean=9 baseline_sd=0 final_sd=2 correlation=0.5"}, "sd-is-positive", "baseline_sd"),
        ({"D": "n=30 mean=9 ci_low=10 ci_high=12"}, "interval-holds-the-estimate", "mean"),
        ({"D": "n=30 mean=9 ci_low=10 ci_high=8"}, "interval-holds-the-estimate", "ci_low"),
        ({"D": "n=30 mean=9 sd=0.4 se=0.4"}, "reported-spreads-agree", "se"),
        ({"D": "n=30 mean=9 se=0.4 ci_low=5 ci_high=13"}, "reported-spreads-agree", "ci_low"),
        ({"D": "n=30 mean=9 sd=2.0 p=0.4"}, "reported-spreads-agree", "p"),
        ({"D_P": "estimate=2 se=1.0 p=0.50"}, "reported-spreads-agree", "p"),
        ({"D_P": "estimate=2 ci_low=1.0 ci_high=3.0 t=1.1"}, "reported-spreads-agree", "t"),
        ({"D_P": "se=1.0"}, "cell-is-present", "se"),
        ({"D_P": "estimate=2 se=1.0 median=3"}, "measure-matches-columns", "median"),
        ({"D_P": "estimate=2 se=1.0 shared_by=2"}, "measure-matches-columns", "shared_by"),
        ({"D": "n=30 mean=9 sd=2 estimate=3"}, "measure-matches-columns", "estimate"),
        ({"D": "n=30 mean=9 sd=2 df=3"}, "measure-matches-columns", "df"),
    ],
)  # fmt: skip
def test_a_mistake_has_its_code_and_place(tmp_path, cells, code, column):
    columns = "t,df,p,median,q1,q3,min,max,baseline_sd,final_sd,icc,cluster_size,correlation,shared_by"
    other = {} if "D_P" in cells else {"P": "n=30 mean=9 sd=2"}
    assert issues(tmp_path, columns, **cells, **other) == [(code, column)]


def test_rows_of_a_cross_over_trial_name_one_correlation(tmp_path):
    rows = {"D": "n=30 mean=9 sd=2 correlation=0.5", "P": "n=30 mean=9 sd=2 correlation=0.6"}
    assert issues(tmp_path, "correlation", **rows) == [("cross-over-rows-agree", "correlation")]


def test_counts_take_no_means_and_no_correlation(tmp_path):
    text = results("median,correlation,icc,cluster_size", D="n=30 mean=9 sd=2", P="n=30 mean=9 sd=2")
    lines = text.splitlines()
    lines[1] = "Adams 2001,cured,D,,20,48,,,,,,,3,0.5,0.02,20"
    with pytest.raises(DataError) as raised:
        load(fill(tmp_path, {"results.csv": "\n".join(lines) + "\n"}))
    found = [(issue.code, issue.origin.name) for issue in raised.value.issues]
    assert found == [("measure-matches-columns", "median"), ("measure-matches-columns", "correlation")]


@pytest.mark.parametrize("measure", ["ROM", "D", "GLASS"])
def test_a_cross_over_trial_needs_a_measure_with_a_paired_form(tmp_path, measure):
    changes = {
        "results.csv": results("correlation", D="n=30 mean=9 sd=2 correlation=0.5", P="n=30 mean=8 sd=2"),
        "review.yaml": FILES["review.yaml"].replace("measure: MD", f"measure: {measure}"),
        "published_effects.csv": None,
    }
    with pytest.raises(DataError) as raised:
        load(fill(tmp_path, changes))
    assert [issue.code for issue in raised.value.issues] == ["measure-matches-columns"]


def test_numbers_that_agree_are_no_mistake(tmp_path):
    loaded(tmp_path, "t,p", D="n=25 mean=3.0 sd=2.5 se=0.5 ci_low=2.0 ci_high=4.0 t=6.0 p=<0.001", P="n=30 mean=9 sd=2")
