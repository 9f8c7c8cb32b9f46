"""The contradictions of a real article, all of them and nothing else.

The tables are worked out backwards from the printed results of doi 10.1080/02646838.2016.1222357; what is printed
there is typed in as printed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportgen.audit import audit
from reportgen.effects import study_effects
from reportgen.errors import Issue, Origin
from reportgen.model import ExhaustiveGroup, OutcomeSum, Review
from reportgen.pooling import pool_effects
from tests.reviews import make_flow, make_outcome, make_published, make_result, make_review, make_study

TABLES = json.loads(
    (Path(__file__).parents[1] / "reference/cases/parent_infant_psychotherapy.json").read_text(encoding="utf-8")
)["outcomes"]
CATEGORIES = ("secure", "avoidant", "resistant", "disorganised")
CHANGES = ("insecure to secure", "stable secure", "secure to insecure", "stable insecure")
HERE = Origin("review.yaml", 1)

RANDOMISED = {
    "Cicchetti 1999": 131,
    "Cicchetti 2006": 137,
    "Cohen 1999": 67,
    "Cooper 2003": 193,
    "Lieberman 1991": 59,
    "Robert-Tissot 1996": 75,
    "Salomonsson 2011": 80,
    "Sleed 2013": 163,
}

# outcome, measure, estimate, ci_low, ci_high, P, further statistics
PRINTED = (
    ("secure", "RR", "8.93", "1.25", "63.70", "0.03", {"chi2": "3.71", "df": "1", "p_het": "0.054", "tau2": "3.71", "i2": "73", "k": "2"}),
    ("avoidant", "RR", "0.48", "0.24", "0.95", "", {}),
    ("disorganised", "RR", "0.32", "0.17", "0.58", "", {}),
    ("resistant", "RR", "0.69", "0.16", "2.97", "", {}),
    ("insecure to secure", "RR", "11.45", "3.11", "42.08", "0.0002", {"chi2": "1.61", "df": "1", "p_het": "0.205", "i2": "38", "k": "2"}),
    ("secure later", "RR", "3.3", "1.82", "6.0", "<0.000", {"k": "2", "n": "129"}),
    ("avoidant later", "RR", "0.33", "0.15", "0.76", "0.000", {"k": "2", "n": "129"}),
    ("resistant later", "RR", "0.57", "0.11", "3.07", "", {"k": "2", "n": "129"}),
    ("disorganised later", "RR", "0.80", "0.29", "2.19", "", {"k": "2", "n": "129"}),
    ("stable secure", "RR", "2.28", "0.41", "12.56", "", {}),
    ("secure to insecure", "RR", "0.09", "0.01", "1.56", "", {}),
    ("stable insecure", "RR", "0.56", "0.26", "1.22", "", {}),
    ("sensitivity", "SMD", "-0.13", "-0.64", "0.38", "", {"k": "4"}),
    ("involvement", "SMD", "-0.01", "-0.32", "0.30", "", {"k": "2"}),
    ("engagement", "SMD", "-0.16", "-0.46", "0.15", "", {"k": "3"}),
    ("behaviour", "SMD", "0.22", "-0.34", "0.77", "", {"k": "2"}),
    ("cognition", "SMD", "-0.15", "-0.82", "0.51", "", {}),
    ("depression", "SMD", "-0.22", "-0.46", "0.02", "", {"k": "4", "n": "356"}),
    ("episodes", "RR", "0.74", "0.52", "1.04", "", {"k": "3"}),
)  # fmt: skip

REASONS = {"": 58, "other criteria": 8, "not randomised": 21, "other intervention": 25, "too old": 3}


def the_review() -> Review:
    data = {
        study: {name: ((a, n1), (c, n2)) for name, case in TABLES.items() for a, n1, c, n2 in [case["tables"][i]]}
        for i, study in enumerate(("Cicchetti 1999", "Cicchetti 2006"))
    }
    pooled = make_review(data)
    depression = [
        make_result("Cooper 2003", "depression", arm, dict(zip(("mean", "sd", "n"), values, strict=True)))
        for arm, values in {"T": (8.9, 4.2, 45), "C": (11.3, 4.8, 50)}.items()
    ]
    arms = make_review({name: {} for name in RANDOMISED}).arms
    return make_review(
        outcomes=(*pooled.outcomes, make_outcome("depression", "SMD")),
        results=(*pooled.results, *depression),
        arms=arms,
        studies=tuple(make_study(name, line=i, n=n) for i, (name, n) in enumerate(RANDOMISED.items(), 2)),
        exhaustive=(
            ExhaustiveGroup(id="categories", title="categories", outcomes=CATEGORIES, origin=HERE),
            ExhaustiveGroup(id="changes", title="change classes", outcomes=CHANGES, origin=HERE),
        ),
        sums=(OutcomeSum(total="secure", parts=("insecure to secure", "stable secure"), origin=HERE),),
        flow=make_flow(
            databases=2604, other_sources=16, identified=2620, duplicates=None, screened=None, assessed=None,
            excluded_reports=REASONS, studies=8, reports=19, ongoing=5, meta_analysis=6, participants=846,
        ),
        published=[
            make_published(f"E{i:02}", line=i + 1, outcome=outcome, measure=measure, p=p, estimate=y, ci_low=low, ci_high=high, **more)
            for i, (outcome, measure, y, low, high, p, more) in enumerate(PRINTED, 1)
        ],
    )  # fmt: skip


@pytest.fixture(scope="module")
def issues() -> list[Issue]:
    review = the_review()
    pooled = {outcome.id: pool_effects(study_effects(review, outcome), outcome.plan) for outcome in review.outcomes}
    return list(audit(review, pooled))


EXPECTED = [
    ("flow-adds-up", "found 58 reports excluded, expected 57 = 8 + 21 + 25 + 3"),
    ("participants-add-up", "found 846, expected 905 = 131 + 137 + 67 + 193 + 59 + 75 + 80 + 163"),
    ("printed-tau2-is-not-chi2", "found tau2 = 3.71, the printed Chi2, expected a value of its own"),
    ("printed-p-value-is-possible", "found P <0.000, expected a value above 0"),
    ("printed-p-value-is-possible", "found P = 0.000, expected a value above 0"),
    ("exhaustive-group-adds-up", "found 37 = 4 + 5 + 6 + 22, expected 54 participants (Cicchetti 1999, control; change classes)"),
    ("sum-of-outcomes-adds-up", "found 8, expected 9 = 8 + 1 (Cicchetti 2006, therapy)"),
    ("exhaustive-group-adds-up", "found 13 = 8 + 1 + 0 + 4, expected 14 participants (Cicchetti 2006, therapy; categories)"),
]  # fmt: skip


def test_all_contradictions_are_found_and_nothing_else(issues):
    assert sorted((issue.code, issue.message) for issue in issues) == sorted(EXPECTED)


def test_each_contradiction_has_the_place_of_a_cell(issues):
    assert all(issue.origin is not None and issue.origin.column and issue.origin.name for issue in issues)


def test_the_copied_tau2_is_shown_beside_the_one_computed(issues):
    (copied,) = (issue for issue in issues if issue.code == "printed-tau2-is-not-chi2")
    assert copied.hint == "tau2 computed here is 1.54"


def test_contradictions_come_in_the_order_of_files_and_lines(issues):
    places = [(issue.origin.path, issue.origin.line) for issue in issues]
    assert places == sorted(places)
