"""Whether a conclusion changed or digits only."""

from dataclasses import replace

import pytest

from reportgen.model import Record, RecordedResult
from reportgen.versions import compare_records, conclusion_changes

BASE = RecordedResult(
    outcome="pain", title="pain", comparison="c", measure="RR", better="lower", null=1.0, k=3, n=300.0,
    estimate=0.7, ci_low=0.5, ci_high=0.9, p=0.01, i2=20.0, tau2=0.01, verdict="favours experimental", size="moderate",
    certainty="low",
)  # fmt: skip

CASES = {
    "nothing": ({}, ()),
    "digits": ({"estimate": 0.71, "ci_low": 0.52, "ci_high": 0.91, "k": 4}, ()),
    "the interval reaches no effect": ({"ci_high": 1.02, "verdict": "inconclusive"}, ("null",)),
    "the interval ends at no effect": ({"ci_high": 1.0}, ("null",)),
    "the other side": ({"estimate": 1.2, "ci_low": 1.1, "ci_high": 1.4}, ("direction",)),
    "the other side, and no longer clear": ({"estimate": 1.1, "ci_low": 0.8, "ci_high": 1.4}, ("direction", "null")),
    "another size": ({"size": "small"}, ("size",)),
    "a size that was not told before": ({"size": ""}, ()),
    "certainty": ({"certainty": "moderate"}, ("certainty",)),
    "certainty no longer judged": ({"certainty": ""}, ("certainty",)),
    "no estimate any more": (
        {"estimate": None, "ci_low": None, "ci_high": None, "verdict": ""},
        ("no result any more",),
    ),
    "the other side is the better one now": ({"better": "higher", "verdict": "favours comparator"}, ("direction",)),
    "the opposite is counted": (
        {"better": "higher", "estimate": 1.43, "ci_low": 1.1, "ci_high": 2.0},
        (),
    ),
    "nothing is compared": ({"null": None, "estimate": 5.0, "ci_low": 4.0, "ci_high": 6.0}, ()),
}


@pytest.mark.parametrize(("changed", "expected"), CASES.values(), ids=CASES)
def test_what_differs_in_a_conclusion(changed, expected):
    assert conclusion_changes(BASE, replace(BASE, **changed)) == expected


def test_there_and_not_there():
    assert conclusion_changes(None, BASE) == ("first result",)
    assert conclusion_changes(BASE, None) == ("no result any more",)
    nothing = replace(BASE, estimate=None, verdict="")
    assert conclusion_changes(None, nothing) == ()


def test_results_known_in_words_are_compared_by_the_side_they_favour():
    words = replace(BASE, estimate=None, ci_low=None, ci_high=None, published="p1")
    assert conclusion_changes(words, replace(words, verdict="inconclusive")) == ("side favoured in print",)


def test_results_are_matched_by_key_and_the_same_ones_counted():
    other = replace(BASE, outcome="sleep", title="sleep")
    gone = replace(BASE, outcome="mood", title="mood")
    old = Record(title="", results=(BASE, other, gone))
    new = Record(title="", results=(replace(other, estimate=0.8), replace(BASE, title="another name for pain")))
    found = compare_records(old, new)
    assert [(change.title, change.conclusion) for change in found.changes] == [
        ("sleep", ()),
        ("mood", ("no result any more",)),
    ]
    assert found.unchanged == 1


def test_the_last_digits_of_sums_in_another_order_are_no_change():
    noisy = replace(BASE, estimate=0.1 + 0.2 + 0.4, n=300.0000000001)
    assert (
        compare_records(
            Record(title="", results=(replace(BASE, estimate=0.7),)), Record(title="", results=(noisy,))
        ).changes
        == ()
    )


def test_another_id_of_an_outcome_makes_no_result_another():
    old, new = (Record(title="", results=(replace(BASE, outcome=id_),)) for id_ in ("pain", "pain-2"))
    assert compare_records(old, new) == ((), 1)
    moved = Record(title="", results=(replace(BASE, outcome="pain-2", estimate=0.72),))
    assert [one.conclusion for one in compare_records(old, moved).changes] == [
        ("first result",),
        ("no result any more",),
    ]


def test_two_results_that_look_like_one_that_is_gone_are_two_first_results():
    old = Record(title="", results=(BASE,))
    new = Record(title="", results=(replace(BASE, outcome="a"), replace(BASE, outcome="b")))
    assert len(compare_records(old, new).changes) == 3
