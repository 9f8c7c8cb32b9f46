"""What the methods section says of numbers that were worked out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import reportgen
from reportgen.document import Citation
from reportgen.model import Library
from reportgen.wording.worked_out import describe_worked_out
from reportgen.wording.works import citation_of
from tests.wording.reading import read

REPORTED = Path(reportgen.__file__).parent / "effects/reported"
SECTIONS = sorted(
    {
        number
        for path in REPORTED.glob("*.py")
        for numbers in re.findall(r"(?:SECTIONS = |sections=|\": )\((.*)\)", path.read_text(encoding="utf-8"))
        for number in re.findall(r'"(\d+(?:\.\d+)+)"', numbers)
    }
)


def cite(names) -> Citation:
    return citation_of(names, Library())


def told(*sections: str) -> list[str]:
    return [read(row) for row in describe_worked_out(sections, cite)]


def test_nothing_is_said_where_all_was_reported():
    assert told() == []


def test_all_sections_that_a_derivation_rests_on_were_found():
    assert {"6.5.2.2", "6.5.2.3", "6.5.2.5", "6.5.2.6", "6.5.2.8", "6.3.1", "6.3.2", "23.1", "23.2.7", "23.3.4"} == set(
        SECTIONS
    )


@pytest.mark.parametrize("section", SECTIONS)
def test_every_way_has_one_whole_sentence_that_cites(section):
    (sentence,) = told(section)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert re.search(r"\[[a-z0-9; -]+\]", sentence)


def test_quantiles_of_all_kinds_are_told_in_one_sentence():
    (sentence,) = told("6.5.2.6", "6.5.2.5")
    assert sentence == (
        "Means and SDs of groups reported by medians were estimated from quartiles, minima and maxima "
        "[luo-2018; wan-2014; shi-2020], and their quantiles tested for skewness [shi-2023]."
    )


def test_several_ways_are_told_in_a_fixed_order():
    assert told("23.1", "6.5.2.2") == told("6.5.2.2", "23.1")
    assert len(told("6.3.1", "6.3.2", "23.1")) == 2
