"""`reportgen pool --test`: whether small studies show other effects than large ones, as lines and as plain values."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.cli.columns import in_columns
from reportgen.cli.pool_more import Further
from reportgen.cli.pool_source import Studies
from reportgen.cli.pool_text import STYLE, relation, statistic_of
from reportgen.pooling.small_study import SMALL_STUDY_NOTES, SmallStudyResult, small_study_test
from reportgen.wording import numbers

__all__ = ["small_study_tests"]

_DIGITS = 3


def small_study_tests(studies: Studies, names: Sequence[str]) -> Further:
    """Return the tests for small-study effects of these names; their variance between studies is by the plan.

    Raises:
        DataError: a test that is not known, or that the measure, the columns or the studies do not allow.
    """
    plan = studies.plan
    found = [
        small_study_test(studies.effects, test=name, tau2=plan.tau2, model=plan.model, level=plan.level)
        for name in dict.fromkeys(names)
    ]
    return Further(
        key="small_study_tests",
        values=[one.as_dict() for one in found],
        lines=("tests for small-study effects", "", *_lines(found, numbers.level(plan.level))),
    )


def _lines(found: Sequence[SmallStudyResult], level: str) -> list[str]:
    rows = [("by", "studies", "bias", f"{level} CI", "SE", "test"), *map(_row, found)]
    codes = dict.fromkeys(code for one in found for code in one.notes)
    return [*in_columns(rows, right=frozenset({1, 2, 4})), *(f"note: {SMALL_STUDY_NOTES[code]}" for code in codes)]


def _row(one: SmallStudyResult) -> tuple[str, ...]:
    interval = ""
    if one.ci_low is not None and one.ci_high is not None:
        interval = f"{numbers.fixed(one.ci_low, _DIGITS)} to {numbers.fixed(one.ci_high, _DIGITS)}"
    bias, se = (numbers.fixed(value, 0 if one.tau is not None else _DIGITS) for value in (one.bias, one.se_bias))
    if one.tau is not None:
        se = numbers.fixed(one.se_bias, 1)
    return one.test, numbers.count(one.k, STYLE), bias, interval, se, _test(one)


def _test(one: SmallStudyResult) -> str:
    if one.tau is None:
        return statistic_of(one.statistic, one.df, one.p)
    p = relation("P", numbers.p_value(one.p, STYLE))
    return f"{relation('τ', numbers.fixed(one.tau, 2))}, {p}" + (" (exact)" if one.distribution == "exact" else "")
