"""What holds for every measure, however many there will be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.effects import MEASURES, SCALES, ZERO_CELLS, EffectOptions
from tests.effects.columns import K, columns_of, effect

each_measure = pytest.mark.parametrize("measure", MEASURES)
TWO_ARMS = [key for key, measure in MEASURES.items() if measure.sides == 2]
OPTIONS = [
    EffectOptions(smd=smd, smd_variance=variance, md_variance=pooled, rom=rom)
    for smd, variance, pooled, rom in (("revman", "LS", "unequal", "plain"), ("exact", "UB", "pooled", "corrected"))
]


def swapped(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the columns with the arms exchanged."""
    return {name[:-1] + ("2" if name.endswith("1") else "1"): values for name, values in columns.items()}


@each_measure
def test_a_measure_reads_only_the_columns_it_declares(measure):
    found = effect(measure, columns_of(measure))
    assert found.reasons == ("",) * K
    assert np.isfinite(found.y).all()
    assert (found.v > 0).all()


@pytest.mark.parametrize("measure", [key for key, measure in MEASURES.items() if measure.sides])
def test_a_measure_needs_every_column_it_declares(measure):
    for missing in MEASURES[measure].columns:
        with pytest.raises(KeyError):
            effect(measure, {name: values for name, values in columns_of(measure).items() if name != missing})


@each_measure
@pytest.mark.parametrize("options", OPTIONS, ids=["plain", "corrected"])
def test_all_studies_at_once_give_what_each_gives_by_itself(measure, options):
    columns = columns_of(measure)
    together = MEASURES[measure].effect(columns, options)
    for place in range(K):
        alone = MEASURES[measure].effect({name: v[place : place + 1] for name, v in columns.items()}, options)
        assert (alone.y[0], alone.v[0]) == (together.y[place], together.v[place])


@each_measure
def test_an_empty_cell_takes_the_effect_of_its_study_alone(measure):
    for name in MEASURES[measure].columns:
        columns = columns_of(measure)
        columns[name][1] = math.nan
        found = effect(measure, columns)
        assert [bool(reason) for reason in found.reasons] == [False, True, False, False]
        assert np.isnan([found.y[1], found.v[1]]).all()


@each_measure
def test_no_studies_have_no_effects(measure):
    found = MEASURES[measure].effect({name: values[:0] for name, values in columns_of(measure).items()})
    assert (len(found.y), len(found.v), found.reasons) == (0, 0, ())


@each_measure
def test_columns_are_not_changed(measure):
    columns = columns_of(measure)
    for values in columns.values():
        values.flags.writeable = False
    effect(measure, columns)


numbers = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-5, 50).map(float),
    st.sampled_from([0.0, -0.0, 5e-324, 1e-300, 1e300, 1e15, 0.5, 1.0]),
)


@given(st.sampled_from(list(MEASURES)), st.sampled_from(list(ZERO_CELLS)), st.sampled_from(OPTIONS), st.data())
def test_any_numbers_give_an_effect_or_a_reason_and_never_a_warning(measure, rule, options, data):
    names = list(dict.fromkeys(name for columns in MEASURES[measure].column_sets for name in columns))
    columns = {name: np.array(data.draw(st.lists(numbers, min_size=2, max_size=2))) for name in names}
    found = MEASURES[measure].effect(columns, EffectOptions(zero_cells=rule, smd=options.smd, rom=options.rom))
    for y, v, reason in zip(found.y, found.v, found.reasons, strict=True):
        assert math.isfinite(y) == math.isfinite(v) == (not reason)
        assert reason or v > 0


# ---- what is true of effects whatever the numbers


@pytest.mark.parametrize("measure", [measure for measure in TWO_ARMS if measure != "GLASS"])
def test_swapping_the_arms_negates_the_effect(measure):
    columns = columns_of(measure)
    one, two = effect(measure, columns), effect(measure, swapped(columns))
    assert two.y == pytest.approx(-one.y, rel=1e-12)
    assert two.v == pytest.approx(one.v, rel=1e-12)


@pytest.mark.parametrize("measure", TWO_ARMS)
def test_equal_arms_give_the_null(measure):
    columns = columns_of(measure)
    equal = {name: columns[name[:-1] + "1"] for name in columns}
    found = effect(measure, equal)
    assert found.y == pytest.approx(0, abs=1e-15)
    assert SCALES[MEASURES[measure].scale].back(0.0) == MEASURES[measure].null


def test_the_odds_ratio_of_non_events_is_the_inverse_and_the_risk_ratio_is_not():
    columns = columns_of("OR")
    others = columns | {f"events_{side}": columns[f"n_{side}"] - columns[f"events_{side}"] for side in (1, 2)}
    for measure in ("OR", "RD", "AS", "PETO"):
        assert effect(measure, others).y == pytest.approx(-effect(measure, columns).y, rel=1e-9)
    assert effect("RR", others).y != pytest.approx(-effect("RR", columns).y, rel=0.01)


@pytest.mark.parametrize(
    ("measure", "scaled", "y", "v"),
    [
        ("MD", ("mean", "sd"), 3.0, 9.0),
        ("SMD", ("mean", "sd"), 1.0, 1.0),
        ("D", ("mean", "sd"), 1.0, 1.0),
        ("GLASS", ("mean", "sd"), 1.0, 1.0),
        ("ROM", ("mean", "sd"), 1.0, 1.0),
        ("IRR", ("time",), 1.0, 1.0),
        ("IRD", ("time",), 1 / 3, 1 / 9),
        ("IRSD", ("time",), 3**-0.5, 1 / 3),
    ],
)
def test_another_unit_changes_an_effect_as_it_should(measure, scaled, y, v):
    columns = columns_of(measure)
    times_three = {name: values * (3 if name[:-2] in scaled else 1) for name, values in columns.items()}
    assert effect(measure, times_three).y == pytest.approx(y * effect(measure, columns).y, rel=1e-12)
    assert effect(measure, times_three).v == pytest.approx(v * effect(measure, columns).v, rel=1e-12)


@pytest.mark.parametrize("measure", ["MD", "SMD", "D", "GLASS"])
def test_a_constant_added_to_all_means_changes_nothing(measure):
    columns = columns_of(measure)
    moved = {name: values + (10 if name.startswith("mean") else 0) for name, values in columns.items()}
    assert effect(measure, moved).y == pytest.approx(effect(measure, columns).y, rel=1e-12)
