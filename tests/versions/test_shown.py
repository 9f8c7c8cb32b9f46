"""A recorded result is printed with the digits that the manuscript prints."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.load import load
from reportgen.model import RecordedResult
from reportgen.pipeline import find_style
from reportgen.quantities import analyse, pooled_quantities, published_quantities
from reportgen.style import Style
from reportgen.versions import record_of, shown_result

ROOT = Path(__file__).parents[2]
RESULT = RecordedResult(
    outcome="deaths",
    title="deaths",
    comparison="a",
    measure="RR",
    better="lower",
    null=1.0,
    k=2,
    n=12345.0,
    estimate=0.905,
    ci_low=0.82,
    ci_high=0.998,
    p=0.0449,
    i2=72.6,
    tau2=0.0004,
    prediction_low=0.1,
    prediction_high=8.0,
)


def texts(numbers):
    return [None if number is None else number.text for number in numbers]


def pooled_texts(shown, n):
    limits = shown.prediction or (None, None)
    effect = (shown.effect.estimate, shown.effect.ci_low, shown.effect.ci_high)
    return texts((*effect, *limits, shown.p, shown.k, n, shown.i2, shown.tau2))


@pytest.mark.parametrize("folder", ["pip", "pip-2026"])
@pytest.mark.parametrize("style", ["default", "jama", "bmj"])
def test_digits_are_those_of_the_manuscript(folder, style):
    look = find_style(ROOT, style)
    analysis = analyse(load(ROOT / "data" / folder), look)
    record = record_of(analysis)
    compared = 0
    for id_, pooled in analysis.pooled.items():
        for part in ("", *(name for name, _ in pooled.subgroups)):
            result = pooled if not part else dict(pooled.subgroups)[part]
            expected = pooled_quantities(result, look, part)
            if expected is None:
                continue
            shown = shown_result(record.result(id_, part), look)
            assert pooled_texts(shown, shown.n) == pooled_texts(expected, expected.n_used)
            compared += 1
    assert compared > 5


def test_what_is_known_from_print_has_the_digits_that_were_entered_but_for_zeros_at_the_end():
    """A record keeps numbers, not texts: 3.3 (1.82 to 6.0) is printed with the decimals that all three share."""
    analysis = analyse(load(ROOT / "data/pip"), Style())
    record = record_of(analysis)
    found = [
        (published_quantities(published, Style()), shown_result(record.result(outcome.id, "", published.id), Style()))
        for outcome in analysis.review.outcomes
        for published in analysis.published(outcome)
    ]
    assert len(found) > 10
    same = 0
    for expected, shown in found:
        assert texts((shown.k, shown.n, shown.i2)) == texts((expected.k, expected.n, expected.i2))
        limits = [
            texts((one.effect.estimate, one.effect.ci_low, one.effect.ci_high)) if one.effect else []
            for one in (expected, shown)
        ]
        assert [text.rstrip("0") for text in limits[1]] == [text.rstrip("0") for text in limits[0]]
        same += limits[0] == limits[1]
    assert same >= len(found) - 1


def test_a_limit_is_never_printed_as_the_null_that_it_excludes():
    shown = shown_result(RESULT, Style())
    assert texts((shown.effect.estimate, shown.effect.ci_low, shown.effect.ci_high)) == ["0.905", "0.820", "0.998"]
    assert texts((shown.p, shown.n, shown.i2, shown.tau2)) == ["0.04", "12,345", "73%", "<\u00a00.01"]


def test_numbers_of_two_versions_are_told_apart_by_their_subject():
    shown = shown_result(replace(RESULT, part="women"), Style(), "before")
    assert shown.k.subject == "before/outcome/deaths/subgroup/women"
    assert (shown.effect.estimate.statistic, shown.effect.estimate.value) == ("risk_ratio", 0.905)


def test_what_is_not_there_is_none():
    bare = RecordedResult(outcome="a", title="a", comparison="c", measure="MD", better="lower")
    shown = shown_result(bare, Style())
    assert (shown.effect, shown.prediction, *texts((shown.p, shown.k, shown.n, shown.i2, shown.tau2))) == (None,) * 7
