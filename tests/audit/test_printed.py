"""Results as printed: P values, tau2, I2, intervals, and whether we come to the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.audit import audit
from reportgen.audit.p_from_interval import p_from_interval
from reportgen.audit.printed import printed, printed_p
from reportgen.effects import study_effects
from reportgen.errors import Issue
from reportgen.model import PRESETS, Methods
from reportgen.pooling import pool_effects
from tests.reviews import REVMAN, cell, make_outcome, make_published, make_review

SECURE = {"C99": {"secure": ((31, 46), (9, 54))}, "C06": {"secure": ((8, 14), (1, 54))}}


def issues_of(*effects, plan=REVMAN) -> list[Issue]:
    return list(audit(make_review(published=effects, methods=Methods(plan=plan)), {}))


def codes(*effects, plan=REVMAN) -> list[str]:
    return [issue.code for issue in issues_of(*effects, plan=plan)]


INTERVAL = {"estimate": "0.33", "ci_low": "0.15", "ci_high": "0.76"}


@pytest.mark.parametrize("p", ["0.000", "<0.000", "P = 0.000", "< 0,00", "0"])
def test_a_p_value_of_zero_is_reported_once_with_the_one_the_interval_gives(p):
    (issue,) = issues_of(make_published(p=p, **INTERVAL))
    assert issue.code == "printed-p-value-is-possible"
    assert "expected a value above 0" in issue.message
    assert issue.hint == "the printed interval gives P between 0.00539 and 0.00995"
    assert issue.origin.name == "p"


@pytest.mark.parametrize("p", ["0.007", "0.01", "<0.05", "< 0.01", "NS", "", ">0.001", "p<0.05", "0,008", "=0.006"])
def test_a_p_value_within_rounding_of_the_interval_is_not_mentioned(p):
    assert codes(make_published(p=p, **INTERVAL)) == []


@pytest.mark.parametrize(
    ("p", "message"),
    [
        ("0.05", "found P = 0.05, expected 0.0054 to 0.0099"),
        ("<0.001", "found P < 0.001, expected 0.00539 to 0.00995"),
        (">0.05", "found P > 0.05, expected 0.0054 to 0.0099"),
    ],
)
def test_a_p_value_that_no_such_interval_has_is_reported(p, message):
    (issue,) = issues_of(make_published(p=p, **INTERVAL))
    assert (issue.code, issue.message) == ("printed-p-value-fits-interval", message)


def test_an_interval_too_coarse_for_a_log_says_nothing_about_p():
    effect = make_published(p="0.9", estimate="0.1", ci_low="0.0", ci_high="0.9")
    assert p_from_interval(effect, REVMAN) is None
    assert codes(effect) == []


def test_the_range_of_p_holds_the_p_of_the_unrounded_interval():
    secure = p_from_interval(make_published(estimate="8.93", ci_low="1.25", ci_high="63.70"), REVMAN)
    assert secure.low < 0.029 < secure.high < 0.03


@pytest.mark.parametrize(
    ("printed_with", "found"),
    [
        ({"k": "6", "p": "0.007"}, 0),  # by the normal distribution
        ({"k": "6", "p": "0.02"}, 0),  # by Student's t with 5 degrees of freedom
        ({"k": "6", "p": "0.2"}, 1),
        ({"p": "0.2"}, 0),  # any P value could be that of some number of studies
    ],
)
def test_where_intervals_may_be_students_the_p_value_may_be_of_either_distribution(printed_with, found):
    effect = make_published(**INTERVAL, **printed_with)
    assert codes(effect, plan=PRESETS["cochrane"]) == ["printed-p-value-fits-interval"] * found


def test_a_proportion_has_no_p_value_to_compare():
    effect = make_published(measure="PLO", estimate="0.33", ci_low="0.15", ci_high="0.58", p="0.9")
    assert codes(effect) == []


@pytest.mark.parametrize(
    ("chi2", "tau2", "found"),
    [("3.71", "3.71", 1), ("3.71", "1.54", 0), ("0.00", "0.00", 0), ("3.7", "3.70", 0)],
)
def test_a_tau2_that_repeats_chi2_is_reported(chi2, tau2, found):
    issues = issues_of(make_published(estimate="8.93", chi2=chi2, tau2=tau2, df="1"))
    assert [issue.code for issue in issues] == ["printed-tau2-is-not-chi2"] * found
    assert all(issue.origin.name == "tau2" and "3.71" in issue.message for issue in issues)


@pytest.mark.parametrize(
    ("chi2", "df", "i2", "messages"),
    [
        ("3.71", "1", "73", []),
        ("1.61", "1", "38%", []),
        ("0.80", "3", "0", []),
        ("3.71", "1", "72", ["found I2 = 72%, expected 73%"]),
        ("1.6", "1", "30", ["found I2 = 30%, expected 35 to 39%"]),
    ],
)
def test_a_printed_i2_follows_from_chi2(chi2, df, i2, messages):
    issues = issues_of(make_published(chi2=chi2, df=df, i2=i2))
    assert [issue.message for issue in issues] == messages


@pytest.mark.parametrize(
    ("plan", "found"), [(PRESETS["cochrane"], 0), (replace(PRESETS["cochrane"], tau2="DL"), 1), (REVMAN, 1)]
)
def test_an_i2_from_tau2_is_not_held_to_chi2(plan, found):
    effect = make_published(chi2="3.71", df="1", i2="70")
    assert codes(effect, plan=plan) == ["printed-i2-fits-chi2"] * found


def test_degrees_of_freedom_are_one_less_than_the_studies_where_only_these_are_printed():
    assert codes(make_published(chi2="3.71", k="2", i2="72")) == ["printed-i2-fits-chi2"]


@pytest.mark.parametrize(
    ("measure", "estimate", "low", "high", "message"),
    [
        ("RR", "8.93", "1.25", "63.70", None),
        ("RR", "0.09", "0.01", "1.56", None),
        ("SMD", "-0.13", "-0.64", "0.38", None),
        ("SMD", "−0.22", "−0.46", "0.02", None),
        ("RR", "0.80", "0.29", "3.19", "found 0.80, expected 0.95 to 0.97"),
        ("MD", "1.5", "-2.0", "4.0", "found 1.5, expected 1.0"),
    ],
)
def test_a_printed_estimate_lies_midway_in_its_interval(measure, estimate, low, high, message):
    issues = issues_of(make_published(measure=measure, estimate=estimate, ci_low=low, ci_high=high))
    assert [issue.message for issue in issues] == ([message] if message else [])


# ---- against our own result


def against_ours(**keys) -> list[str]:
    review = make_review(SECURE, published=[make_published(outcome="secure", **keys)])
    result = pool_effects(study_effects(review, review.outcomes[0]), REVMAN)
    return [
        issue.message for issue in audit(review, {"secure": result}) if issue.code == "published-effect-is-reproduced"
    ]


PRINTED = {
    "estimate": "8.93",
    "ci_low": "1.25",
    "ci_high": "63.70",
    "chi2": "3.71",
    "df": "1",
    "p_het": "0.054",
    "i2": "73",
    "k": "2",
    "p": "0.03",
}


def test_a_published_result_that_we_reach_to_every_digit_is_not_mentioned():
    assert against_ours(**PRINTED, tau2="1.54") == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"estimate": "8.92"}, "found estimate 8.92, expected 8.93 as computed here"),
        ({"ci_high": "63.7046", "ci_low": "1.26"}, "found ci_low 1.26, expected 1.25 as computed here"),
        ({"p_het": "0.053"}, "found p_het 0.053, expected 0.054 as computed here"),
        ({"tau2": "1.55"}, "found tau2 1.55, expected 1.54 as computed here"),
        ({"p": "0.02"}, "found P = 0.02, expected 0.029 as computed here"),
        ({"p": "<0.02"}, "found P < 0.02, expected 0.029 as computed here"),
    ],
)
def test_a_published_number_that_we_do_not_reach_is_reported(changed, message):
    assert against_ours(**PRINTED | changed) == [message]


@pytest.mark.parametrize("changed", [{"tau2": "3.71"}, {"p": "0.000"}])
def test_what_another_check_reports_is_not_reported_again(changed):
    assert against_ours(**PRINTED | changed) == []


@pytest.mark.parametrize("changed", [{"k": "4"}, {"measure": "OR"}])
def test_a_result_of_other_studies_or_another_measure_is_not_compared(changed):
    assert against_ours(**PRINTED | {"estimate": "3.00"} | changed) == []


# ---- reading print


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("8.93", 8.93, 2),
        ("63.70", 63.7, 2),
        ("73%", 73.0, 0),
        ("−0.5", -0.5, 1),
        ("0,33", 0.33, 2),
        ("", 2.0, 0),
        ("about 3", 3.25, 2),
    ],
)
def test_the_decimals_of_a_number_are_those_that_were_printed(text, value, decimals):
    number = printed(replace_text(value, text))
    assert (number.value, number.decimals) == (value, decimals)


def replace_text(value: float, text: str):
    made = cell(value, "published_effects.csv", 2, 4)
    return type(made)(value, made.origin, text)


@pytest.mark.parametrize("text", ["<" * 100_000, "0." + "0" * 100_000, "9" * 100_000, "p" * 100_000])
def test_endless_text_in_place_of_a_p_value_is_passed_over(text):
    assert printed_p(make_published(p=text)) is None
    assert codes(make_published(p=text, **INTERVAL)) == []


def test_very_many_decimals_are_read_as_far_as_they_matter():
    assert against_ours(**PRINTED | {"estimate": "8.92784923571899300000000000000000000"}) == []


def test_an_outcome_sets_the_level_of_its_published_intervals():
    outcome = make_outcome("recovery", "RR", plan=replace(REVMAN, level=0.9))
    effect = make_published(p="0.007", **INTERVAL)
    assert [issue.code for issue in audit(make_review(outcomes=[outcome], published=[effect]), {})] == [
        "printed-p-value-fits-interval"
    ]
