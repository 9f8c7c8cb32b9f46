"""What `import reportgen` offers."""

import inspect
import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import reportgen

VERBS = ("build", "check", "frames", "load")
STATISTICS = tuple(name for name in reportgen.__all__ if name not in {*VERBS, "__version__"})
OF_SETTINGS = tuple(name for name in STATISTICS if "settings" in inspect.signature(getattr(reportgen, name)).parameters)

COUNTS = {
    "study": ["Adams", "Baker", "Cole", "Drew"],
    "ai": [4, 6, 3, 62],
    "n1i": [123, 306, 231, 1398],
    "ci": [11, 29, 11, 248],
    "n2i": [139, 303, 220, 1286],
}
Y, V = np.array([-0.89, -1.59, -1.35, -1.44]), np.array([0.33, 0.19, 0.41, 0.02])
COVARIATE = [1948.0, 1949.0, 1960.0, 1977.0]


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_a_verb_however_often_and_whatever_was_imported_before(name):
    code = f"import reportgen, inspect; a = reportgen.{name}; import reportgen.frames, reportgen.load; b = reportgen.{name}; assert a is b; assert inspect.isfunction(a)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("name", STATISTICS)
def test_a_function_is_a_function_though_modules_have_its_name(name):
    code = f"import inspect, reportgen, reportgen.cli.pool, reportgen.pooling.pool, reportgen.effects.effect_sizes; from reportgen import {name}; assert inspect.isfunction({name}); assert {name} is reportgen.{name}"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_the_package_loads_nothing_heavy():
    code = "import reportgen, sys; print(sorted({'numpy', 'pandas', 'jinja2', 'pydantic', 'reportgen.load'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "use",
    [
        "",
        "; pool([0.1, 0.9, 0.4], [0.04, 0.09, 0.05])",
        "; pool([0.1, 0.9, 0.4], [0.04, 0.09, 0.05], interval='kenward-roger', prediction='t-k-1')",
        "; pool(effect_sizes('RR', ai=[4, 6], n1i=[123, 306], ci=[11, 29], n2i=[139, 303]), preset='revman5')",
        "; pool_many([[0.1, 0.9, 0.4]], [[0.04, 0.09, 0.05]])",
        "; meta_regression([0.1, 0.9, 0.4], [0.04, 0.09, 0.05], covariates={'dose': [1, 2, 3]})",
        "; from reportgen import gosh, influence; influence([0.1, 0.9], [0.04, 0.09]); gosh([0.1, 0.9], [0.04, 0.09])",
    ],
)
def test_pooling_loads_no_more_than_numpy_and_special_functions(use):
    heavy = ("pandas", "matplotlib", "scipy.stats", "scipy.optimize", "reportgen.load", "pydantic")
    code = (
        f"import sys; from reportgen import effect_sizes, meta_regression, pool, pool_many{use}\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"


def test_a_name_that_does_not_exist_says_so():
    with pytest.raises(AttributeError, match="bild"):
        _ = reportgen.bild


def test_modules_are_imported_as_ever():
    from reportgen.load import load

    assert reportgen.load is load
    assert set(VERBS) < set(reportgen.__all__)


# ---- arrays and DataFrames go in and come out as they were

CALLS = {
    "effect_sizes": lambda y, v, table: reportgen.effect_sizes("RR", table),
    "pool": lambda y, v, table: reportgen.pool(y, v),
    "pool, of counts": lambda y, v, table: reportgen.pool(reportgen.effect_sizes("RR", table), preset="revman5"),
    "pool, by subgroup": lambda y, v, table: reportgen.pool(y, v, subgroup=["a", "b", "a", "b"]),
    "pool_many": lambda y, v, table: reportgen.pool_many(np.stack([y, y]), np.stack([v, v])),
    "pool_many, of lists": lambda y, v, table: reportgen.pool_many([y, y[:2]], [v, v[:2]]),
    "meta_regression": lambda y, v, table: reportgen.meta_regression(y, v, covariates={"year": COVARIATE}),
    "leave_one_out": lambda y, v, table: reportgen.leave_one_out(y, v),
    "cumulative": lambda y, v, table: reportgen.cumulative(y, v, order=table["n1i"]),
    "influence": lambda y, v, table: reportgen.influence(y, v),
    "baujat": lambda y, v, table: reportgen.baujat(y, v),
    "gosh": lambda y, v, table: reportgen.gosh(y, v),
    "small_study_test": lambda y, v, table: reportgen.small_study_test(y, v),
    "small_study_test, of counts": lambda y, v, table: reportgen.small_study_test(
        reportgen.effect_sizes("RR", table), test="harbord"
    ),
    "trim_and_fill": lambda y, v, table: reportgen.trim_and_fill(y, v),
    "table_tests": lambda y, v, table: reportgen.table_tests(*(table[name] for name in ("ai", "n1i", "ci", "n2i"))),
}


@pytest.mark.parametrize("frozen", [True, False])
@pytest.mark.parametrize("call", CALLS)
def test_what_is_given_is_not_changed(call, frozen):
    y, v, table = Y.copy(), V.copy(), pd.DataFrame(COUNTS)
    y.flags.writeable = v.flags.writeable = not frozen
    CALLS[call](y, v, table)
    assert y.tobytes() == Y.tobytes()
    assert v.tobytes() == V.tobytes()
    pd.testing.assert_frame_equal(table, pd.DataFrame(COUNTS))


def test_a_result_does_not_follow_what_is_done_to_the_data_later():
    y, v = Y.copy(), V.copy()
    result = reportgen.pool(y, v)
    before = result.as_dict()
    y[:] = 0
    v[:] = 1
    assert result.as_dict() == before


@pytest.mark.parametrize(
    "container",
    [list, tuple, np.array, pd.Series, lambda values: pd.Series(values, index=[9, 8, 7, 6]), lambda values: values.astype("f4")],
    ids=["list", "tuple", "array", "Series", "Series with an index", "single precision"],
)  # fmt: skip
def test_effects_may_come_in_any_container(container):
    expected = reportgen.pool(Y.astype("f4"), V.astype("f4")).as_dict()
    found = reportgen.pool(container(Y.astype("f4")), container(V.astype("f4"))).as_dict()
    assert found == expected


@pytest.mark.parametrize("call", ["pool", "pool, of counts", "pool, by subgroup", "meta_regression", "small_study_test", "trim_and_fill", "table_tests", "effect_sizes"])  # fmt: skip
def test_a_result_can_be_written_as_json_and_read_back(call):
    text = json.dumps(CALLS[call](Y, V, pd.DataFrame(COUNTS)).as_dict(), allow_nan=False)
    assert json.dumps(json.loads(text), allow_nan=False) == text


# ---- every public function says what it does


@pytest.mark.parametrize("name", STATISTICS)
def test_a_function_says_what_it_returns_from_what_and_on_whose_authority(name):
    told = inspect.getdoc(getattr(reportgen, name))
    assert told.startswith("Return ")
    assert told.partition("\n")[0].endswith(".")
    assert "length k" in told or "an array a meta-analysis" in told or "one value a study" in told or "scale" in told
    assert "Reference:" in told or "those of `pool`" in told


@pytest.mark.parametrize("name", ["effect_sizes", *OF_SETTINGS])
def test_a_function_says_what_it_raises(name):
    assert "Raises:\n    DataError: " in inspect.getdoc(getattr(reportgen, name))
