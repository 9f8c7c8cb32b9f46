"""Words on updates: Cochrane's events, the days of the searches, what differs in a conclusion."""

from dataclasses import replace

import pytest

from reportgen.model import RecordedResult
from reportgen.wording.updates import event, result_change, searched_until, searches


@pytest.mark.parametrize(
    ("searched", "studies", "conclusions", "expected"),
    [
        (True, True, True, "New search has been performed. New citation required and conclusions have changed"),
        (True, False, False, "New search has been performed. New citation required but conclusions have not changed"),
        (False, True, False, "New information has been added. New citation required but conclusions have not changed"),
        (False, False, True, "Amended. New citation required and conclusions have changed"),
        (False, False, False, "Amended"),
    ],
)
def test_events_are_those_of_cochrane(searched, studies, conclusions, expected):
    assert event(searched=searched, studies=studies, conclusions=conclusions) == expected


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ([], ""),
        ([("CENTRAL", "")], ""),
        ([("CENTRAL", "1 May 2015"), ("MEDLINE", "1 May 2015")], "1 May 2015"),
        ([("A", "May"), ("B", "June"), ("C", "May")], "May (A and C) and June (B)"),
        ([("A", "May"), ("B", "")], "May (A)"),
    ],
)
def test_one_day_stands_for_all_and_several_with_their_databases(search, expected):
    assert searched_until(search) == expected


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        ("May 2015", "June 2024", "up to May 2015, for this one up to June 2024."),
        ("May 2015", "May 2015", "those of the previous version, up to May 2015; no new search"),
        ("May 2015", "", "up to May 2015; no new search"),
        ("", "June 2024", "up to June 2024; until when before is not reported."),
    ],
)
def test_both_searches_are_told(before, after, part):
    assert part in searches(before, after)
    assert searches("", "") == ""


RESULT = RecordedResult(
    outcome="o", title="o", comparison="c", measure="RR", better="lower", null=1.0, estimate=0.7, ci_low=0.5,
    ci_high=0.9, size="moderate", certainty="low",
)  # fmt: skip


@pytest.mark.parametrize(
    ("kinds", "changed", "expected"),
    [
        (["null"], {"ci_high": 1.1}, "the interval includes no effect now"),
        (["null"], {}, "the interval no longer includes no effect"),
        (["direction", "size"], {"size": "small"},
         "the estimate lies on the other side of no effect and the effect is small and was moderate"),
        (["certainty"], {"certainty": ""}, "the certainty of the evidence is not judged and was low"),
        (["no result any more"], {}, "there is no result any more"),
    ],
)  # fmt: skip
def test_what_differs_in_a_conclusion_is_said(kinds, changed, expected):
    assert result_change(kinds, RESULT, replace(RESULT, **changed)) == expected
