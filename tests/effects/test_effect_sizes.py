"""Effect sizes for those who call: names of columns, what is refused, what comes back."""

from __future__ import annotations

import json
import math
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from reportgen.effects import MEASURES, columns_given, effect_sizes, measures_served
from reportgen.errors import DataError

COUNTS = {"events_1": [4, 6, 3], "n_1": [123, 306, 231], "events_2": [11, 29, 11], "n_2": [139, 303, 220]}
OURS_AND_METAFORS = [
    ("RR", COUNTS, dict(zip(("ai", "n1i", "ci", "n2i"), COUNTS.values(), strict=True))),
    (
        "OR",
        COUNTS,
        {"ai": [4, 6, 3], "bi": [119, 300, 228], "ci": [11, 29, 11], "di": [128, 274, 209]},
    ),
    (
        "SMD",
        {"mean_1": [1.0], "sd_1": [2.0], "n_1": [9], "mean_2": [0.5], "sd_2": [1.0], "n_2": [7]},
        {"m1i": [1.0], "sd1i": [2.0], "n1i": [9], "m2i": [0.5], "sd2i": [1.0], "n2i": [7]},
    ),
    (
        "IRR",
        {"events_1": [4], "time_1": [20.5], "events_2": [5], "time_2": [30]},
        {"x1i": [4], "t1i": [20.5], "x2i": [5], "t2i": [30]},
    ),
    ("PLO", {"events": [4], "n": [9]}, {"xi": [4], "ni": [9]}),
    ("PR", {"events": [4], "n": [9]}, {"xi": [4], "mi": [5]}),
    ("IR", {"events": [4], "time": [9.5]}, {"xi": [4], "ti": [9.5]}),
    ("ZCOR", {"r": [0.4], "n": [9]}, {"ri": [0.4], "ni": [9]}),
    ("GEN", {"y": [0.4], "se": [0.5]}, {"yi": [0.4], "vi": [0.25]}),
    ("GENLOG", {"y": [0.4], "se": [0.5]}, {"yi": [0.4], "sei": [0.5]}),
    ("OE", {"o_minus_e": [-4.0], "variance": [10]}, {"oe": [-4.0], "v": [10]}),
]


def codes_and_texts(*args: object, **columns: object) -> tuple[set[str], str]:
    """Return the codes and the text of what effect_sizes refuses."""
    with pytest.raises(DataError) as caught:
        effect_sizes(*args, **columns)
    return {issue.code for issue in caught.value.issues}, str(caught.value)


# ---- names


@pytest.mark.parametrize(("measure", "ours", "metafors"), OURS_AND_METAFORS)
def test_our_names_and_metafors_are_the_same_columns(measure, ours, metafors):
    one, two = effect_sizes(measure, ours), effect_sizes(measure, metafors)
    assert (one.y.tolist(), one.v.tolist()) == (two.y.tolist(), two.v.tolist())
    assert list(one.columns) == list(two.columns)


def test_arrays_mappings_and_data_frames_give_the_same():
    expected = effect_sizes("RR", COUNTS)
    for found in (
        effect_sizes("RR", **COUNTS),
        effect_sizes("RR", pd.DataFrame(COUNTS)),
        effect_sizes("RR", pd.DataFrame(COUNTS).astype("Int64")),
        effect_sizes("RR", {name: np.array(values) for name, values in COUNTS.items()}),
        effect_sizes("RR", {name: [str(value) for value in values] for name, values in COUNTS.items()}),
    ):
        assert found.y.tolist() == expected.y.tolist()
        assert found.v.tolist() == expected.v.tolist()


def test_a_column_of_the_table_can_be_named():
    table = pd.DataFrame(COUNTS).rename(columns={"n_1": "treated", "events_2": "ill"})
    found = effect_sizes("RR", table, n_1="treated", events_2="ill")
    assert found.y.tolist() == effect_sizes("RR", COUNTS).y.tolist()


def test_a_column_given_by_itself_goes_before_the_table():
    found = effect_sizes("RR", COUNTS, ai=[5, 5, 5])
    assert found.columns["events_1"].tolist() == [5, 5, 5]
    assert effect_sizes("GEN", {"estimate": [1.0], "se": [1.0]}, y=[2.0]).y.tolist() == [2.0]


def test_other_columns_are_passed_over():
    table = {**COUNTS, "year": ["1990", "?", None], "estimate": ["a", "b", "c"]}
    assert len(effect_sizes("RR", table)) == 3


def test_inputs_are_not_changed():
    table = pd.DataFrame(COUNTS).astype(float)
    before = table.copy()
    found = effect_sizes("OR", table)
    found.columns["events_1"][:] = -1
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize(
    ("study", "names"),
    [(None, ("A", "B", "C")), ("author", ("x", "y", "z")), (["1a", "1b", "1c"], ("1a", "1b", "1c"))],
)
def test_studies_have_the_names_of_their_column_or_those_given(study, names):
    table = {**COUNTS, "study": ["A", "B", "C"], "author": ["x", "y", "z"]}
    assert effect_sizes("RR", table, study=study).study == names


def test_studies_without_names_are_numbered():
    assert effect_sizes("RR", COUNTS).study == ("1", "2", "3")


# ---- what comes back


def test_an_empty_cell_gives_a_reason_and_the_other_studies_their_effects():
    found = effect_sizes("RR", {**COUNTS, "n_1": [123, None, 231]})
    assert found.reasons == ("", "n_1 not reported", "")
    assert np.isnan(found.y).tolist() == [False, True, False]


def test_everything_can_be_written_as_json():
    found = effect_sizes("RR", {**COUNTS, "n_1": [123, math.nan, 231]}, zero_cells="metafor").as_dict()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert (found["y"][1], found["scale"], found["options"]["zero_cells"]) == (None, "log", "metafor")


def test_standard_errors_are_the_roots_of_the_variances():
    found = effect_sizes("RR", COUNTS)
    assert (found.se**2).tolist() == pytest.approx(found.v.tolist())


def test_the_level_is_that_of_the_limits_given():
    found = effect_sizes("GEN", estimate=[1], ci_low=[0], ci_high=[2], level=0.9)
    assert found.v[0] == pytest.approx((1 / 1.6448536269514722) ** 2)


# ---- what is refused


@pytest.mark.parametrize(
    ("columns", "choices"),
    [
        ({**COUNTS, "ai": [4, 6, 3]}, "'events_1', 'ai'"),
        ({**COUNTS, "n1i": [4, 6, 3], "bi": [1, 2, 3]}, "'n_1', 'n1i', 'bi'"),
    ],
)
def test_two_columns_of_the_same_meaning_are_refused_with_the_choices(columns, choices):
    codes, text = codes_and_texts("RR", columns)
    assert codes == {"column-is-unique"}
    assert choices in text


def test_an_estimate_on_two_scales_is_refused():
    codes, text = codes_and_texts("GENLOG", {"yi": [0.1], "estimate": [1.1], "se": [0.2]})
    assert codes == {"column-is-unique"}
    assert "'yi', 'estimate'" in text


def test_a_data_frame_with_a_heading_twice_is_refused():
    table = pd.DataFrame([[1, 10, 1, 10, 3]], columns=["ai", "n1i", "ci", "n2i", "ai"])
    assert codes_and_texts("RR", table)[0] == {"cell-is-a-number"}


def test_a_missing_column_is_named_with_what_was_found_and_what_may_be_meant():
    codes, text = codes_and_texts("RR", {"event_1": [1], "n_1": [9], "ci": [1], "n2i": [9]})
    assert codes == {"column-is-present"}
    assert "'event_1', 'n_1', 'ci', 'n2i'" in text
    assert "expected events_1 (or ai, x1i) for RR" in text
    assert "did you mean 'event_1'?" in text


def test_no_columns_at_all_are_refused():
    assert codes_and_texts("RR")[0] == {"column-is-present"}


def test_the_columns_of_the_nearest_way_are_asked_for():
    _, text = codes_and_texts("HR", {"o_minus_e": [1]})
    assert "expected variance (or v)" in text


def test_an_unknown_argument_is_refused_with_the_nearest_known():
    codes, text = codes_and_texts("RR", COUNTS, event_1=[1, 2, 3])
    assert codes == {"column-is-declared"}
    assert "did you mean 'events_1'?" in text


def test_a_column_that_the_measure_does_not_read_is_refused_as_an_argument():
    assert codes_and_texts("RR", COUNTS, sd_1=[1, 2, 3])[0] == {"column-is-declared"}


def test_a_named_column_must_be_in_the_table():
    codes, text = codes_and_texts("RR", COUNTS, n_1="n1")
    assert codes == {"column-is-present"}
    assert "did you mean 'n_1'?" in text


@pytest.mark.parametrize(
    ("options", "code", "hint"),
    [
        ({"measure": "rr"}, "measure-is-known", "did you mean 'RR'?"),
        ({"measure": "XYZ"}, "measure-is-known", "known: "),
        ({"zero_cells": "metaphor"}, "estimator-is-known", "did you mean 'metafor'?"),
        ({"smd": "hedges"}, "estimator-is-known", "known: revman, exact"),
        ({"smd_variance": "AV"}, "estimator-is-known", "known: LS, UB"),
        ({"md_variance": "equal"}, "estimator-is-known", "did you mean 'unequal'?"),
        ({"rom": "raw"}, "estimator-is-known", "known: plain, corrected"),
        ({"level": 95}, "yaml-value-is-valid", "0.95"),
    ],
)
def test_an_unknown_measure_or_option_is_refused(options, code, hint):
    codes, text = codes_and_texts(options.pop("measure", "RR"), COUNTS, **options)
    assert codes == {code}
    assert hint in text


@pytest.mark.parametrize(
    ("measure", "columns", "code", "text"),
    [
        ("RR", {"events_1": [4, -1, 3]}, "events-are-not-negative", "found -1 under 'events_1' in study 'B'"),
        ("RR", {"events_1": [4, 400, 3]}, "events-are-at-most-n", "found 400 under 'events_1' in study 'B'"),
        ("RR", {"n_2": [math.inf, 303, 220]}, "number-is-finite", "found inf under 'n_2' in study 'A'"),
        ("RR", {"n_2": [139, 303, -220]}, "n-is-positive", "found -220 under 'n_2' in study 'C'"),
        ("RR", {"n_2": [139, "many", 220]}, "cell-is-a-number", "found 'many' under 'n_2' in study 'B'"),
        ("ZCOR", {"r": [0, 0, 1.1], "n": [9, 9, 9]}, "correlation-is-possible", "found 1.1 under 'r' in study 'C'"),
        ("IR", {"events": [1, 1, 1], "time": [1, 1, -2]}, "time-is-positive", "found -2 under 'time' in study 'C'"),
        ("GEN", {"y": [1, 1, 1], "se": [1, -1, 1]}, "sd-is-positive", "found -1 under 'se' in study 'B'"),
        ("GEN", {"yi": [1, 1, 1], "vi": [1, -4, 1]}, "sd-is-positive", "found -4 under 'vi' in study 'B'"),
        ("RR", {"n_2": [139, 303]}, "row-has-every-cell", "2 under 'n_2'"),
        ("RR", {"n_2": [[139, 303, 4]]}, "cell-is-a-number", "found a table under 'n_2'"),
        ("RR", {"study": ["A", "B"]}, "row-has-every-cell", "found 2 names for 3 studies"),
    ],
)
def test_a_value_that_no_study_can_have_is_refused_by_the_name_of_the_study(measure, columns, code, text):
    table = {"study": ["A", "B", "C"], **(COUNTS if measure == "RR" else {}), **columns}
    codes, found = codes_and_texts(measure, table)
    assert codes == {code}
    assert text in found


def test_all_faults_of_a_table_are_told_at_once():
    with pytest.raises(DataError) as caught:
        effect_sizes("RR", {**COUNTS, "events_1": [-1, 999, math.inf]})
    assert len(caught.value.issues) == 3


# ---- which measures the columns serve


@pytest.mark.parametrize(
    ("columns", "measures"),
    [
        (("ai", "n1i", "ci", "n2i"), {"RR", "OR", "RD", "AS", "PETO"}),
        (("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i"), {"MD", "SMD", "D", "GLASS", "ROM"}),
        (("x1i", "t1i", "x2i", "t2i"), {"IRR", "IRD", "IRSD"}),
        (("xi", "ni"), {"PR", "PLO", "PLN", "PAS", "PFT"}),
        (("xi", "ti"), {"IR", "IRLN", "IRS", "IRFT"}),
        (("ri", "ni"), {"COR", "ZCOR"}),
        (("yi", "vi"), {"GEN", "GENLOG", "HR", "OE"}),
        (("estimate", "ci_low", "ci_high"), {"GEN", "GENLOG", "HR", "OE"}),
        (("oe", "v"), {"HR", "OE"}),
        (("year",), set()),
    ],
)
def test_columns_tell_which_measures_they_serve(columns, measures):
    given = columns_given({name: [0.5] for name in columns})
    assert set(measures_served(given)) == measures


def test_columns_are_given_under_our_names_in_one_order():
    given = columns_given({"year": ["x"], "n2i": [9], "ci": [1], "bi": [8], "ai": [2]})
    assert list(given) == ["events_1", "n_1", "events_2", "n_2"]
    assert given["n_1"].tolist() == [10]


def test_the_docstring_names_every_measure_that_is_given_as_such():
    for key, measure in MEASURES.items():
        assert measure.sides or f"``{key}``" in effect_sizes.__doc__


def test_pandas_is_not_imported_for_effect_sizes():
    code = "import sys; from reportgen.effects import effect_sizes; effect_sizes('PR', xi=[1], ni=[3]); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pandas", "matplotlib", "scipy.stats", "scipy.optimize"} & set(modules)
