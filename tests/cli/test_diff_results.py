"""What the terminal says of results: names that tell them apart, and a verdict that fits a line."""

from dataclasses import replace

import pytest

from reportgen.cli.diff_results import result_lines, verdict_of
from reportgen.style import Style
from reportgen.versions import ResultChange
from tests.comparing.made import DEATHS, RESULTS, changes, same


def lines(*results):
    return list(result_lines(results, Style()))


def test_the_verdict_counts_and_names_few():
    assert verdict_of(same()) == "none of 1 result changed"
    assert verdict_of(changes(RESULTS[:2])) == (
        "2 of 9 results changed; 1 conclusion changed (deaths: the interval now excludes no effect, certainty low → moderate)"
    )
    assert verdict_of(changes(RESULTS[1:2])) == "1 of 8 results changed; no conclusion changed"
    assert verdict_of(changes((RESULTS[0], RESULTS[0], RESULTS[2]))) == (
        "3 of 10 results changed; 3 conclusions changed (null: 2, certainty: 2, first result: 1)"
    )


def test_conclusions_come_first_and_subgroups_have_their_names():
    told = lines(RESULTS[1], RESULTS[0])
    assert told[0] == "! deaths: the interval now excludes no effect, certainty low → moderate"
    assert told[1] == (
        "    before  RR 0.80 [0.60, 1.07]; 2 trials; n = 200; P = 0.13; I² = 12%; τ² = 0.02; "
        "prediction interval [0.40, 1.60]; certainty low"
    )
    assert told[3] == "~ deaths, women: digits only"


@pytest.mark.parametrize(
    ("changed", "kind", "said"),
    [
        ({"size": "small"}, "size", "size not judged → small"),
        ({"verdict": "favours comparator"}, "side favoured in print", "the print inconclusive → favours comparator"),
        ({"estimate": 1.2}, "direction", "the estimate is on the other side of no effect"),
    ],
)
def test_what_differs_in_a_conclusion_is_said_in_words(changed, kind, said):
    change = ResultChange(title="deaths", before=DEATHS, after=replace(DEATHS, **changed), conclusion=(kind,))
    assert lines(change)[0] == f"! deaths: {said}"


def test_a_result_from_print_and_one_that_is_gone():
    printed = replace(DEATHS, published="E01", estimate=None, ci_low=None, ci_high=None)
    [head, before, after] = lines(ResultChange(title="deaths", before=printed, after=None))
    assert head == "~ deaths [as published, E01]: no estimate"
    assert before.startswith("    before  no estimate; 2 trials")
    assert after == "    after   no such result"
