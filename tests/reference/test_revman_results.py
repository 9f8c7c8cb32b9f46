"""Every result that Review Manager 5 stores in seven real reviews is ours, or differs for a reason that is found."""

import functools
import json
from collections import Counter
from pathlib import Path

import pytest

from reportgen.errors import Origin
from reportgen.exchange import Imported
from reportgen.exchange.agreement import compare
from reportgen.exchange.analyses import (
    SourceComparison,
    SourceOutcome,
    SourceRow,
    SourceSubgroup,
    SourceValues,
    analyses_of,
)
from reportgen.model import PRESETS, Cell, Methods, Review, Study

FOLDER = Path(__file__).parent / "revman"
REVIEWS = sorted(path.stem for path in FOLDER.glob("*.json"))
NOWHERE = Origin("facts.json", 1)
METHODS = {"MH": "mantel-haenszel", "IV": "inverse-variance", "PETO": "peto"}
TOTALS = {"YES": "all", "SUB": "subgroups", "NO": "none"}


def values(found):
    return SourceValues(values=found["stored"], estimable=found["estimable"], origin=NOWHERE)


def rows(found):
    return tuple(
        SourceRow(
            study=row["study"],
            origin=NOWHERE,
            cells={name: Cell(float(value), NOWHERE, str(value)) for name, value in row["cells"].items()},
            stored=values(row),
        )
        for row in found
    )


def outcome(found):
    test = found["stored_test"]
    return SourceOutcome(
        number=found["number"],
        name=f"Outcome {found['number']}",
        kind=found["kind"],
        origin=NOWHERE,
        measure=found["measure"],
        method=METHODS[found["method"]],
        model="random" if found["random"] else "common",
        level=found["level"],
        totals=TOTALS[found["totals"]],
        subgroup_test=found["subgroup_test"],
        log_data=found["log_data"],
        label_experimental="Experimental",
        label_comparator="Control",
        rows=rows(found["rows"]),
        subgroups=tuple(
            SourceSubgroup(
                number=part["number"],
                name=f"Subgroup {part['number']}",
                origin=NOWHERE,
                rows=rows(part["rows"]),
                stored=values(part),
            )
            for part in found["subgroups"]
        ),
        stored=values(found),
        stored_subgroup_test=SourceValues(values=test, origin=NOWHERE) if found["subgroups"] and test else None,
    )


def imported(name):
    facts = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    comparisons = [
        SourceComparison(
            number=part["number"],
            name=f"Comparison {part['number']}",
            outcomes=tuple(map(outcome, part["outcomes"])),
            origin=NOWHERE,
        )
        for part in facts["comparisons"]
    ]
    keys = [row["study"] for part in facts["comparisons"] for row in _all_rows(part)]
    studies = {key: key for key in dict.fromkeys(keys)}
    found = analyses_of(comparisons, studies)
    nothing = Cell(None, NOWHERE)
    review = Review(
        title=name,
        methods=Methods(plan=PRESETS["revman5"]),
        comparisons=found.comparisons,
        outcomes=found.outcomes,
        studies=tuple(
            Study(id=id_, status="included", origin=NOWHERE, n_randomised=nothing, characteristics={})
            for id_ in studies.values()
        ),
        arms=found.arms,
        results=found.results,
    )
    return Imported(format="rm5", review=review, stored=found.stored)


def _all_rows(comparison):
    for found in comparison["outcomes"]:
        yield from found["rows"]
        for part in found["subgroups"]:
            yield from part["rows"]


@pytest.mark.parametrize("name", REVIEWS)
def test_every_stored_result_is_ours(name):
    compared = compare(imported(name))
    other = [one for one in compared if one.verdict not in {"equal", "not shown", "nothing stored"}]
    assert [(one.stored.kind, one.stored.outcome, one.stored.study, one.differences) for one in other] == []


@functools.cache
def everything():
    """Return how many stored results there are of each kind and verdict."""
    return Counter((one.stored.kind, one.verdict) for name in REVIEWS for one in compare(imported(name)))


def test_nothing_is_passed_over():
    assert everything() == {
        ("study", "equal"): 546,
        ("subgroup", "equal"): 103,
        ("subgroup-test", "equal"): 29,
        ("subgroup-test", "not shown"): 6,
        ("total", "equal"): 79,
        ("total", "not shown"): 6,
        ("total", "nothing stored"): 1,
    }


def test_only_one_outcome_has_data_and_no_stored_result():
    empty = [
        (name, one.stored.outcome)
        for name in REVIEWS
        for one in compare(imported(name))
        if one.verdict == "nothing stored"
    ]
    assert empty == [("fleiss", "cmp-1-2")]


def test_the_result_that_was_never_stored_is_that_of_an_independent_recomputation():
    (smd,) = [one for one in compare(imported("fleiss")) if one.verdict == "nothing stored"]
    expected = {"estimate": -0.343416, "ci_low": -0.606806, "ci_high": -0.080026, "chi2": 3.677004, "df": 4}
    assert {name: smd.ours[name] for name in expected} == pytest.approx(expected, abs=6e-7)
