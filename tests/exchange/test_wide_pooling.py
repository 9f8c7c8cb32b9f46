"""What a table gives as a review is what it gives when it is pooled at once."""

import math
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.effects import MEASURES, EffectOptions, study_effects
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.source import Source
from reportgen.exchange.wide import WIDE
from reportgen.load.wide import read_wide, wide_effects
from tests.exchange.reloading import reloaded

WITH_ARMS = tuple(key for key, measure in MEASURES.items() if measure.sides)
NAMES = {
    "events_1": "ai", "n_1": "n1i", "events_2": "ci", "n_2": "n2i", "mean_1": "m1i", "sd_1": "sd1i", "mean_2": "m2i",
    "sd_2": "sd2i", "time_1": "t1i", "time_2": "t2i", "events": "xi", "n": "ni", "time": "ti", "r": "ri",
}  # fmt: skip
RATE_NAMES = {"events_1": "x1i", "events_2": "x2i"}


def column_values(column):
    name = column.rstrip("_12") if column[-1:] in "12" else column
    return {
        "events": st.integers(0, 40),
        "n": st.integers(40, 400),
        "mean": st.decimals(-50, 50, places=2),
        "sd": st.decimals("0.5", 20, places=2),
        "time": st.decimals(10, 500, places=1),
        "r": st.decimals("-0.9", "0.9", places=2),
    }[name]


@st.composite
def tables(draw):
    measure = draw(st.sampled_from(WITH_ARMS))
    columns = MEASURES[measure].columns
    empty = st.sampled_from(["", "NA"])
    cell = {column: st.one_of(*[column_values(column).map(str)] * 5, empty) for column in columns}
    rows = draw(st.lists(st.fixed_dictionaries(cell), min_size=1, max_size=6))
    return measure, columns, [row for row in rows if any(row[column] not in {"", "NA"} for column in columns)]


def as_csv(measure, columns, rows, *, comma):
    names = NAMES | (RATE_NAMES if MEASURES[measure].kind == "rates" else {})
    lines = [["study", *(names[column] for column in columns)]]
    lines += [[f"Study {place}", *(row[column] for column in columns)] for place, row in enumerate(rows, 1)]
    text = "\n".join((";" if comma else ",").join(line) for line in lines) + "\n"
    return text.replace(".", ",") if comma else text


def imported(text, **options):
    source = Source(name="trials.csv", kind="file", files={"trials.csv": text.encode()})
    return WIDE.read(source, ImportOptions(**options))


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(tables(), st.booleans())
def test_a_table_pools_to_the_same_as_a_review_and_at_once(table, comma):
    measure, columns, rows = table
    if not all(any(row[column] not in {"", "NA"} for row in rows) for column in columns):
        return  # a measure whose column is empty throughout is asked for
    text = as_csv(measure, columns, rows, comma=comma)
    review = imported(text, measure=measure).review
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "trials.csv").write_text(text, encoding="utf-8")
        at_once = wide_effects(read_wide(Path(folder) / "trials.csv"), measure, EffectOptions())
        again = reloaded(review, Path(folder) / "review")
    assert again == review
    found = {row.study: row for row in study_effects(review, review.outcomes[0]).rows}
    assert tuple(found) == at_once.study
    for study, y, v in zip(at_once.study, at_once.y.tolist(), at_once.v.tolist(), strict=True):
        assert (found[study].state == "used") == math.isfinite(y)
        if math.isfinite(y):
            assert found[study].y == pytest.approx(y, rel=1e-12, abs=1e-12)
            assert found[study].v == pytest.approx(v, rel=1e-12)


@pytest.mark.parametrize("measure", [key for key, known in MEASURES.items() if known.sides != 1])
def test_effects_on_the_scale_of_analysis_come_back(measure):
    text = "study,yi,vi\nA,-0.51,0.04\nB,0.23,0.09\nC,NA,NA\n"
    review = imported(text, measure=measure).review
    rows = study_effects(review, review.outcomes[0]).rows
    assert [row.y for row in rows] == pytest.approx([-0.51, 0.23], abs=1e-15)
    assert [row.v for row in rows] == pytest.approx([0.04, 0.09], rel=1e-12)
    assert next(study for study in review.studies if study.id == "C").results_none


@pytest.mark.parametrize(("heading", "y"), [("ai,bi,ci,di", math.log(4 / 10 / (2 / 20)))])
def test_events_with_non_events_are_events_with_their_total(heading, y):
    review = imported(f"study,{heading}\nA,4,6,2,18\n").review
    assert study_effects(review, review.outcomes[0]).rows[0].y == pytest.approx(y)
