"""The example's results as the article prints them (doi 10.1080/02646838.2016.1222357, results section)."""

import pytest

from reportgen.pipeline import check
from tests.pipeline.built import EXAMPLE, ledger, shown

PRINTED = {
    "secure": ("8.93", "1.25", "63.70"),
    "avoidant": ("0.48", "0.24", "0.95"),
    "disorganised": ("0.32", "0.17", "0.58"),
    "resistant": ("0.69", "0.16", "2.97"),
    "insecure-to-secure": ("11.45", "3.11", "42.08"),
    "stable-secure": ("2.28", "0.41", "12.56"),
    "secure-to-insecure": ("0.09", "0.01", "1.56"),
    "stable-insecure": ("0.56", "0.26", "1.22"),
}
PLACES = ("tbl-pooled", "fig-attachment", "fig-change")


@pytest.mark.parametrize("outcome", PRINTED)
@pytest.mark.parametrize("place", PLACES)
def test_a_reconstructed_outcome_comes_out_as_printed(outcome, place):
    statistics = ("risk_ratio", "ci_low", "ci_high")
    found = tuple(set(shown(place, f"outcome/{outcome}", statistic)) for statistic in statistics)
    here = place == "tbl-pooled" or (outcome in list(PRINTED)[:4]) == (place == "fig-attachment")
    assert found == (tuple({text} for text in PRINTED[outcome]) if here else (set(), set(), set()))


@pytest.mark.parametrize(
    ("study", "weight", "effect"), [("Cicchetti 1999", "61.0%", "4.04"), ("Cicchetti 2006", "39.0%", "30.86")]
)
def test_secure_attachment_shows_each_study_with_its_weight(study, weight, effect):
    subject = f"outcome/secure/study/{study}"
    for place in ("fig-attachment", "tbl-individual"):
        assert set(shown(place, subject, "weight")) == {weight}
        assert set(shown(place, subject, "risk_ratio")) == {effect}


def test_heterogeneity_of_secure_attachment_is_as_printed():
    subject = "outcome/secure"
    place = next(entry.place for entry in ledger() if entry.subject == subject and entry.statistic == "chi2")
    assert shown(place, subject, "chi2") == ["3.71"]
    assert shown(place, subject, "p_het") == ["0.054"]
    assert set(shown(place, subject, "i2")) == {"73%"}
    assert shown(place, subject, "tau2") == ["1.54"]


def test_everything_reconstructed_says_so():
    entries = [e for e in ledger() if e.subject.split("/")[:2] == ["outcome", "secure"]]
    assert entries
    assert {entry.provenance for entry in entries} == {"reconstructed"}


def test_check_finds_the_contradictions_of_the_article_and_nothing_else():
    found = sorted((issue.code, issue.origin.path) for issue in check(EXAMPLE))
    assert found == [
        ("exhaustive-group-adds-up", "results.csv"),
        ("exhaustive-group-adds-up", "results.csv"),
        ("flow-adds-up", "flow.csv"),
        ("participants-add-up", "flow.csv"),
        ("printed-p-value-is-possible", "published_effects.csv"),
        ("printed-p-value-is-possible", "published_effects.csv"),
        ("printed-tau2-is-not-chi2", "published_effects.csv"),
        ("sum-of-outcomes-adds-up", "results.csv"),
    ]
