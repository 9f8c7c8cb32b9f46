"""Which columns of results.csv go with which measure, and the mistakes in them."""

from __future__ import annotations

import pytest

from reportgen.errors import DataError
from reportgen.load import load
from tests.load.folders import REVIEW_YAML, fill

COLUMNS = ("events", "n", "time", "r", "estimate", "se", "o_minus_e", "variance")


def folder_with(tmp_path, measure: str, *rows: dict[str, str]):
    """Return the small review with the measure for its first outcome, whose rows are given; row 2 is the first."""
    names = ("study", "outcome", "arm", "versus", *COLUMNS)
    lines = [
        ",".join(({"study": "Adams 2001", "outcome": "cured"} | row).get(name, "") for name in names) for row in rows
    ]
    lines += ["Baker 2002,pain,,,,40,,,,,,"]  # Baker says no more than how many there were
    text = "\n".join([",".join(names), *lines, ""])
    yaml = REVIEW_YAML.replace("measure: RR", f"measure: {measure}")
    return fill(tmp_path, {"results.csv": text, "review.yaml": yaml, "published_effects.csv": None})


def rates(arm: str, time: str = "20.5") -> dict[str, str]:
    return {"arm": arm, "events": "3", "time": time}


EFFECT = {"arm": "D", "versus": "P"}

RIGHT = [
    ("IRR", [rates("D"), rates("P")]),
    ("PR", [{"arm": "D", "events": "3", "n": "9"}]),
    ("PFT", [{"arm": "D", "events": "3", "n": "9"}, {"arm": "P", "events": "3", "n": "9"}]),
    ("IRLN", [rates("D")]),
    ("ZCOR", [{"arm": "D", "r": "-0.4", "n": "9"}]),
    ("HR", [EFFECT | {"estimate": "0.8", "se": "0.1"}]),
    ("HR", [EFFECT | {"o_minus_e": "-4.5", "variance": "10"}]),
    ("OE", [EFFECT | {"o_minus_e": "-4.5", "variance": "10"}]),
    ("OE", [EFFECT | {"estimate": "0.8", "se": "0.1"}]),
    ("GEN", [EFFECT | {"estimate": "-0.8", "se": "0.1"}]),
    ("HR", [EFFECT | {"estimate": "0.8", "se": "0.1"}, {"arm": "D", "n": "9"}, {"arm": "P", "n": "9"}]),
]


@pytest.mark.parametrize(("measure", "rows"), RIGHT)
def test_a_measure_takes_its_own_columns(tmp_path, measure, rows):
    review = load(folder_with(tmp_path, measure, *rows))
    assert [set(result.data) for result in review.results[: len(rows)]] == [set(row) & set(COLUMNS) for row in rows]


WRONG = [
    ("IRR", [rates("D", "0"), rates("P")], "time-is-positive", "2:7"),
    ("IRR", [rates("D", "-1"), rates("P")], "time-is-positive", "2:7"),
    ("IRR", [rates("D")], "arms-match-comparison", "2"),
    ("IRR", [rates("D"), rates("P") | {"r": "0.4"}], "measure-matches-columns", "3:8"),
    ("RR", [rates("D"), rates("P")], "measure-matches-columns", "2:7"),
    ("ZCOR", [{"arm": "D", "r": "1", "n": "9"}], "correlation-is-possible", "2:8"),
    ("ZCOR", [{"arm": "D", "r": "-1.2", "n": "9"}], "correlation-is-possible", "2:8"),
    ("PR", [{"arm": "P", "events": "3", "n": "9"}], "arms-match-comparison", "2"),
    ("PR", [{"arm": "D", "events": "10", "n": "9"}], "events-are-at-most-n", "2:5"),
    ("PR", [EFFECT | {"estimate": "0.4", "se": "0.1"}], "measure-matches-columns", "2:9"),
    ("HR", [{"arm": "D", "estimate": "0.4"}, {"arm": "P"}], "measure-matches-columns", "2:9"),
    ("HR", [{"arm": "D", "events": "3"}, {"arm": "P"}], "measure-matches-columns", "2:5"),
    ("HR", [EFFECT | {"o_minus_e": "-4"}], "cell-is-present", "2:11"),
    ("OE", [EFFECT | {"variance": "4"}], "cell-is-present", "2:12"),
    ("OE", [EFFECT | {"o_minus_e": "-4", "variance": "0"}], "sd-is-positive", "2:12"),
    ("GENLOG", [EFFECT | {"o_minus_e": "-4", "variance": "4"}], "measure-matches-columns", "2:11"),
    ("HR", [EFFECT | {"estimate": "-0.8", "se": "0.1"}], "ratio-is-positive", "2:9"),
]


@pytest.mark.parametrize(("measure", "rows", "code", "where"), WRONG)
def test_a_mistake_in_the_columns_of_a_measure_is_found_at_its_place(tmp_path, measure, rows, code, where):
    with pytest.raises(DataError) as caught:
        load(folder_with(tmp_path, measure, *rows))
    assert (code, f"results.csv:{where}") in {(issue.code, str(issue.origin)) for issue in caught.value.issues}
