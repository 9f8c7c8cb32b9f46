"""What a version found is kept as it was found: the same numbers as the manuscript prints, and as others computed."""

import math
from pathlib import Path

import pytest

from reportgen.load import load
from reportgen.quantities import analyse, pooled_quantities
from reportgen.style import Style
from reportgen.versions import record_of

EXAMPLE = Path(__file__).parents[2] / "data/pip"


@pytest.fixture(scope="module")
def analysis():
    return analyse(load(EXAMPLE), Style())


def test_results_are_those_of_the_printed_review(analysis):
    """Barlow and others 2016 print RR 8.93 (1.25 to 63.70) for secure attachment, Chi2 3.71 and I2 73%."""
    found = record_of(analysis).result("secure")
    assert (round(found.estimate, 2), round(found.ci_low, 2), round(found.ci_high, 2)) == (8.93, 1.25, 63.70)
    assert (round(found.chi2, 2), round(found.i2), found.k, found.verdict) == (3.71, 73, 2, "favours experimental")


def test_every_result_equals_what_is_printed_of_it(analysis):
    record = record_of(analysis)
    for id_, pooled in analysis.pooled.items():
        shown = pooled_quantities(pooled, analysis.style)
        found = record.result(id_)
        assert found.estimate == (shown.effect.estimate.value if shown else None)
        assert [one.study for one in found.effects] == [row.study for row in pooled.effects.rows]
        weights = [one.weight for one in found.effects if one.weight is not None]
        assert not weights or math.isclose(sum(weights), 100)


def test_results_known_from_print_only_are_kept_as_printed(analysis):
    found = record_of(analysis).result("secure", published="E01")
    assert (found.estimate, found.ci_low, found.ci_high, found.tau2, found.how) == (
        8.93,
        1.25,
        63.7,
        3.71,
        "as published",
    )


def test_keys_are_unique(analysis):
    keys = [one.key for one in record_of(analysis).results]
    assert len(keys) == len(set(keys)) > 20
