"""The standard error of an effect from what a row gives, and whether its parts agree."""

from __future__ import annotations

import math

import pytest

from reportgen.effects.reported import NotDerivableError
from reportgen.effects.reported.agreement import disagreement, half_unit, ranges_of_se
from reportgen.effects.reported.critical_values import critical_value, statistic_of_p
from reportgen.effects.reported.effect_spread import SE_SOURCES, spread_of_effect
from reportgen.effects.reported.given import given_by
from reportgen.model import Cell
from tests.reviews import make_result

Z = 1.959963984540054


def given(**data: float | str):
    """Return what a row gives; a text stands for a number as it was printed."""
    numbers = {name: float(str(value).lstrip("<")) for name, value in data.items()}
    row = make_result("A", "y", "T", numbers, versus="C")
    cells = {name: Cell(cell.value, cell.origin, str(data[name])) for name, cell in row.data.items()}
    return given_by(type(row)(**{**{f: getattr(row, f) for f in row.__dataclass_fields__}, "data": cells}))


@pytest.mark.parametrize(
    ("data", "ratio", "se", "derived"),
    [
        ({"estimate": 1, "ci_low": -1, "ci_high": 3, "df": 10}, False, 2 / critical_value(0.95, 10), ["standard error from the confidence interval"]),
        ({"estimate": 4, "t": 2}, False, 2.0, ["standard error from the test statistic"]),
        ({"estimate": math.e, "t": -2}, True, 0.5, ["standard error from the test statistic, on the log scale"]),
        ({"estimate": 4, "p": 0.03}, False, 4 / statistic_of_p(0.03), ["standard error from the P value"]),
        ({"estimate": 4, "p": 0.03, "df": 12}, False, 4 / statistic_of_p(0.03, 12), ["standard error from the P value"]),
    ],
)  # fmt: skip
def test_the_standard_error_of_an_effect_is_worked_out(data, ratio, se, derived):
    found = spread_of_effect(given(**data), level=0.95, ratio=ratio)
    assert found.values["se"] == pytest.approx(se, rel=1e-12)
    assert [derivation.how for derivation in found.derivations] == derived


@pytest.mark.parametrize(
    "data",
    [
        {"estimate": 2, "se": 0.3},
        {"estimate": 2, "ci_low": 1, "ci_high": 4},
        {"estimate": 2, "se": 0.3, "p": 0.9, "t": 7},
        {"o_minus_e": -4, "variance": 10},
        {"estimate": 2},
        {"estimate": 2, "ci_low": 1},
        {"se": 0.3, "t": 2},
    ],
)
def test_nothing_stands_in_for_a_spread_that_is_given_or_for_none(data):
    assert spread_of_effect(given(**data), level=0.95, ratio=True) is None


def test_clusters_take_information_from_a_log_rank_statistic():
    found = spread_of_effect(given(o_minus_e=-4, variance=10, icc=0.02, cluster_size=51), level=0.95, ratio=True)
    assert found.values == {"o_minus_e": -2, "variance": 5}
    assert [origin.name for origin in found.inputs] == ["o_minus_e", "variance", "icc", "cluster_size"]
    assert found.derivations[0].how.startswith("log-rank statistic of a cluster-randomised trial, design effect 2")


def test_clusters_enlarge_what_an_interval_gives():
    found = spread_of_effect(given(estimate=2, ci_low=1, ci_high=4, icc=0.02, cluster_size=51), level=0.95, ratio=True)
    assert found.values["se"] == pytest.approx(math.log(4) / 2 / Z * math.sqrt(2))
    assert len(found.derivations) == 1


def test_clusters_enlarge_the_standard_error_of_an_effect():
    found = spread_of_effect(given(estimate=2, se=0.3, icc=0.02, cluster_size=51), level=0.95, ratio=True)
    assert found.values["se"] == pytest.approx(0.3 * math.sqrt(2))
    assert [origin.name for origin in found.inputs] == ["se", "icc", "cluster_size"]
    assert found.derivations[0].how.startswith(
        "standard error enlarged for clusters, design effect 2 from an ICC of 0.02"
    )


def test_a_bound_of_p_is_noted():
    assert spread_of_effect(given(estimate=2, p="<0.05"), level=0.95, ratio=True).derivations[0].notes
    assert not spread_of_effect(given(estimate=2, p="0.05"), level=0.95, ratio=True).derivations[0].notes


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({"estimate": 1, "p": 0.5}, "no effect says nothing"),
        ({"estimate": 2, "ci_low": 0, "ci_high": 4, "df": 9}, "the lower limit of the ratio is not above zero"),
        ({"estimate": 2, "se": 0.2, "icc": -1, "cluster_size": 3}, "does not lie between 0 and 1"),
    ],
)
def test_a_spread_that_cannot_be_has_a_reason(data, reason):
    with pytest.raises(NotDerivableError, match=reason):
        spread_of_effect(given(**data), level=0.95, ratio=True)


def test_every_source_names_the_columns_it_reads():
    assert [source.needs for source in SE_SOURCES.values()] == [
        ("ci_low", "ci_high"),
        ("estimate", "t"),
        ("estimate", "p"),
    ]


# ---- agreement


@pytest.mark.parametrize(
    ("text", "half"), [("8.90", 0.005), ("8", 0.5), ("<0.001", 0.0005), ("1e-3", 0.0005), ("", 0.0), ("about 3", 0.0), ("NaN", 0)]
)  # fmt: skip
def test_half_a_unit_is_that_of_the_last_printed_digit(text, half):
    assert half_unit(text) == pytest.approx(half)


def compared(scale=float, effect="mean", df=24.0, **data):
    return disagreement(ranges_of_se(given(**data), effect, level=0.95, df=df, scale=scale))


@pytest.mark.parametrize(
    "data",
    [
        {"se": "0.5", "ci_low": "2.0", "ci_high": "4.0", "mean": "3.0"},
        {"se": "0.5", "ci_low": "2.02", "ci_high": "3.98"},  # by the normal distribution
        {"se": "0.5", "ci_low": "1.97", "ci_high": "4.03"},  # by t with 24 degrees of freedom
        {"se": "0.5", "t": "6.1", "mean": "3.0"},
        {"se": "0.5", "p": "<0.001", "mean": "3.0"},
        {"se": "0.5", "p": "0.000002", "mean": "3.0"},
        {"t": "0.0", "se": "9", "mean": "0.0"},
        {"se": "0.5"},
        {"sd": "2.5", "n": "25", "se": "0.5"},
        {"sd": "2.46", "n": "25", "ci_low": "2.0", "ci_high": "4.0"},
        {"sd": "2.5", "se": "0.9"},
        {},
    ],
)
def test_reported_numbers_that_agree_but_for_rounding_pass(data):
    assert compared(**data) is None


@pytest.mark.parametrize(
    ("data", "columns"),
    [
        ({"se": "2.5", "ci_low": "2.0", "ci_high": "4.0"}, ("se", "ci_low")),
        ({"se": "0.5", "t": "1.2", "mean": "3.0"}, ("se", "t")),
        ({"se": "2.5", "p": "<0.001", "mean": "3.0"}, ("se", "p")),
        ({"ci_low": "2.0", "ci_high": "4.0", "t": "2.0", "mean": "3.0"}, ("ci_low", "t")),
        ({"se": "0.5", "p": "0.04", "mean": "3.0"}, ("se", "p")),
        ({"sd": "0.5", "n": "25", "se": "0.5"}, ("sd", "se")),
        ({"sd": "2.5", "n": "25", "ci_low": "0.5", "ci_high": "5.5"}, ("sd", "ci_low")),
    ],
)
def test_reported_numbers_that_contradict_each_other_are_found(data, columns):
    found = compared(**data)
    assert found is not None
    assert tuple(one.column for one in found) == columns


def test_ratios_are_compared_on_the_log_scale():
    agree = {"estimate": "1.50", "ci_low": "1.10", "ci_high": "2.05", "se": "0.159"}
    assert compared(math.log, "estimate", **agree) is None
    assert compared(math.log, "estimate", **{**agree, "se": "0.24"}) is not None
    assert compared(math.log, "estimate", **{**agree, "ci_low": "0.00"}) is not None
