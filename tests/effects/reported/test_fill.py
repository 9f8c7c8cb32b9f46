"""What a row of results.csv gives of an arm, and what is worked out where it gives something else."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from reportgen.effects.reported import mean_and_sd_from_quantiles, sd_beside_a_mean
from reportgen.effects.reported.derivation import Derivation
from reportgen.effects.reported.fill import Filled, Missing, fill_arm
from reportgen.effects.reported.mean_and_sd import SKEWED_NOTE
from reportgen.effects.reported.p_values import BOUND_NOTE
from reportgen.effects.reported.quantiles import Quantiles
from tests.reviews import make_result

MEANS = ("mean", "sd", "n")
COUNTS = ("events", "n")
Z = 1.959963984540054


def row(**data: float):
    return make_result("A", "y", "T", data)


def filled(columns=MEANS, **data: float) -> Filled:
    found = fill_arm(row(**data), "therapy", columns)
    assert isinstance(found, Filled), found
    return found


def columns_behind(found: Filled, name: str) -> list[str]:
    return [origin.name for origin in found.inputs[name]]


def test_what_a_row_gives_is_taken_as_it_is():
    found = filled(mean=8.9, sd=2.1, n=48)
    assert found.values == {"mean": 8.9, "sd": 2.1, "n": 48}
    assert found.texts == {"mean": "8.9", "sd": "2.1", "n": "48"}
    assert found.derivations == ()
    assert columns_behind(found, "sd") == ["sd"]


@pytest.mark.parametrize(
    ("data", "sd", "read"),
    [
        ({"mean": 3, "se": 0.5, "n": 16}, 2.0, ["se", "n"]),
        ({"mean": 3, "ci_low": 3 - Z, "ci_high": 3 + Z, "n": 400}, 20.0, ["ci_low", "ci_high", "n"]),
        ({"mean": 3, "t": -1.5, "n": 16}, 8.0, ["mean", "t", "n"]),
        ({"mean": 3, "p": 0.154, "n": 16}, 8.0, ["mean", "p", "n"]),
        ({"mean": 3, "baseline_sd": 3, "final_sd": 4, "correlation": 0.5, "n": 16}, 13**0.5, ["baseline_sd", "final_sd", "correlation"]),
        ({"mean": 3, "q1": 1, "q3": 5, "n": 40}, sd_beside_a_mean(Quantiles(n=40, q1=1, q3=5)).values["sd"], ["mean", "q1", "q3", "n"]),
        ({"mean": 3, "min": 1, "max": 5, "n": 40}, sd_beside_a_mean(Quantiles(n=40, minimum=1, maximum=5)).values["sd"], ["mean", "min", "max", "n"]),
    ],
)  # fmt: skip
def test_an_sd_that_is_not_given_is_worked_out(data, sd, read):
    found = filled(**data)
    assert found.values["sd"] == pytest.approx(sd, rel=1e-3)
    assert found.values["mean"] == 3
    assert found.texts == {"mean": "3", "sd": "", "n": str(data["n"])}
    assert columns_behind(found, "sd") == read
    (derivation,) = found.derivations
    assert (derivation.of, derivation.how[:2]) == ("therapy", "SD")


def test_a_median_with_quartiles_gives_mean_and_sd():
    found = filled(median=9, q1=6, q3=17, n=100)
    expected = mean_and_sd_from_quantiles(Quantiles(n=100, median=9, q1=6, q3=17))
    assert found.values == {**expected.values, "n": 100}
    assert columns_behind(found, "mean") == columns_behind(found, "sd") == ["median", "q1", "q3", "n"]
    assert found.derivations[0].notes == (SKEWED_NOTE,)


def test_all_five_numbers_are_read_where_they_are_given():
    found = filled(median=9, q1=6, q3=17, min=2, max=41, n=100)
    assert columns_behind(found, "sd") == ["median", "q1", "q3", "n", "min", "max"]
    assert "Shi 2020" in found.derivations[0].how


def test_a_reported_sd_stays_where_only_the_mean_is_missing():
    found = filled(median=9, q1=6, q3=17, sd=8.0, n=100)
    assert found.values["sd"] == 8.0
    assert found.texts["sd"] == "8.0"
    assert found.derivations[0].how == "mean (Luo 2018) from the median and quartiles"


def test_a_change_from_baseline_is_worked_out_from_both_ends():
    data = {
        "baseline_mean": 15.2,
        "baseline_sd": 6.4,
        "final_mean": 16.2,
        "final_sd": 7.1,
        "correlation": 0.78,
        "n": 129,
    }
    found = filled(**data)
    assert (found.values["mean"], round(found.values["sd"], 1)) == (pytest.approx(1.0), 4.5)
    assert len(found.derivations) == 2


@pytest.mark.parametrize("first", ["sd", "se", "ci", "t", "p"])
def test_what_is_nearer_to_the_sd_goes_first(first):
    order = {"sd": {"sd": 1}, "se": {"se": 2}, "ci": {"ci_low": 0, "ci_high": 1}, "t": {"t": 3}, "p": {"p": 0.2}}
    names = list(order)[list(order).index(first) :]
    everything = {k: v for name in names for k, v in order[name].items()}
    found = filled(mean=0.5, n=30, **everything, q1=0, q3=1)
    assert found.values["sd"] == filled(mean=0.5, n=30, **order[first]).values["sd"]


def test_a_bound_of_p_is_noted():
    given = row(mean=3, p=0.05, n=16)
    bound = replace(given, data={**given.data, "p": replace(given.data["p"], text="<0.05")})
    assert fill_arm(bound, "therapy", MEANS).derivations[0].notes == (BOUND_NOTE,)
    assert fill_arm(given, "therapy", MEANS).derivations[0].notes == ()


def test_the_level_of_the_intervals_can_be_another():
    wide, narrow = (
        fill_arm(row(mean=3, ci_low=2, ci_high=4, n=400), "T", MEANS, level=level).values["sd"] for level in (0.9, 0.95)
    )
    assert wide / narrow == pytest.approx(Z / 1.6448536269514722)


# ---- designs


def test_clusters_shrink_participants_and_events():
    found = filled(COUNTS, events=63, n=295, icc=0.02, cluster_size=29.8)
    assert [round(found.values[name], 1) for name in COUNTS] == [40.0, 187.2]
    assert found.texts == {"events": "", "n": ""}
    assert columns_behind(found, "events") == ["events", "icc", "cluster_size"]


def test_a_shared_group_is_divided_after_its_sd_was_worked_out():
    found = filled(mean=3, se=0.5, n=16, shared_by=2)
    assert found.values == {"mean": 3, "sd": 2.0, "n": 8}
    assert columns_behind(found, "n") == ["n", "shared_by"]
    assert [derivation.how[:12] for derivation in found.derivations] == ["SD from the ", "participants"]


def test_clusters_and_sharing_go_together():
    found = filled(COUNTS, events=63, n=295, icc=0.02, cluster_size=29.8, shared_by=2)
    assert found.values["n"] == pytest.approx(295 / 1.576 / 2)
    assert columns_behind(found, "n") == ["n", "icc", "cluster_size", "shared_by"]


@pytest.mark.parametrize("design", [{"shared_by": 1}, {"icc": 0.02}, {"cluster_size": 30}, {}])
def test_half_a_design_changes_nothing(design):
    found = filled(COUNTS, events=63, n=295, **design)
    assert found.values == {"events": 63, "n": 295}
    assert found.derivations == ()


def test_a_common_sd_is_taken_where_the_row_tells_nothing_of_its_spread():
    derivation = Derivation(values={"sd": 4.5}, how="common SD", sections=(), of="both groups")
    common = Filled(values={"sd": 4.5}, texts={}, inputs={"sd": ()}, derivations=(derivation,))
    assert fill_arm(row(mean=3, n=16), "therapy", MEANS, common_sd=common).values["sd"] == 4.5
    assert fill_arm(row(mean=3, n=16, se=0.5), "therapy", MEANS, common_sd=common).values["sd"] == 2.0


# ---- what is missing, what cannot be


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"mean": 3, "n": 16}, "sd not reported for therapy"),
        ({"mean": 3, "se": 0.5}, "n not reported for therapy"),
        ({"se": 0.5, "n": 16}, "mean not reported for therapy"),
        ({"median": 3, "n": 16}, "mean not reported for therapy"),
        ({"mean": 3, "sd": -1, "n": 16}, "sd not reported for therapy"),
        ({"mean": 3, "se": -0.5, "n": 16}, "data of therapy cannot be used: the standard error is not above zero"),
        ({"mean": 3, "se": 0.5, "n": 1}, "data of therapy cannot be used: fewer than 2 participants"),
        ({"mean": 3, "ci_low": 3, "ci_high": 3, "n": 9}, "data of therapy cannot be used: the interval has no width"),
        ({"mean": 0, "p": 0.5, "n": 9}, "a mean of zero"),
        ({"median": 3, "q1": 4, "q3": 5, "n": 9}, "the q1 is above the median"),
        ({"median": 3, "q1": 2, "q3": 5, "n": 3}, "fewer than 5 participants"),
        ({"mean": 3, "sd": 1, "n": 9, "icc": 2, "cluster_size": 9}, "does not lie between 0 and 1"),
        ({"mean": 3, "sd": 1, "n": 9, "shared_by": 0}, "not 1, 2, 3"),
    ],
)
def test_what_cannot_be_had_has_a_reason(data, reason):
    found = fill_arm(row(**data), "therapy", MEANS)
    assert isinstance(found, Missing)
    assert reason in found.reason


def test_numbers_of_impossible_size_count_as_not_given():
    assert isinstance(fill_arm(row(mean=3, sd=1e31, n=9), "therapy", MEANS), Missing)
    assert math.isfinite(filled(mean=3, sd=1e31, se=1, n=9).values["sd"])
