"""Numbers that were worked out from what papers report: their words, their texts, and who is counted."""

from __future__ import annotations

import pytest

from reportgen.effects import EffectRow
from reportgen.effects.reported import Derivation
from reportgen.quantities import analyse, derivation_notes, pooled_quantities, study_quantities
from reportgen.style import Style
from tests.reviews import make_arms, make_outcome, make_result, make_review, make_study

STYLE = Style()
MEANS = {"T": {"mean": 8.9, "se": 0.5, "n": 16}, "C": {"mean": 11.3, "sd": 3.10, "n": 36}}
COUNTS = {
    "T": {"events": 63, "n": 295, "icc": 0.02, "cluster_size": 29.8},
    "C": {"events": 84, "n": 330, "icc": 0.02, "cluster_size": 29.8, "shared_by": 2},
}
CROSS_OVER = {arm: {"mean": mean, "sd": 2.0, "n": 10, "correlation": 0.5} for arm, mean in (("T", 7.0), ("C", 6.5))}


def analysed(arms, measure="MD"):
    outcome = make_outcome("y", measure)
    results = tuple(
        make_result("A", "y", arm, data, line=line) for line, (arm, data) in enumerate(arms.items(), start=2)
    )
    review = make_review(outcomes=[outcome], studies=(make_study("A"),), arms=make_arms("A"), results=results)
    return analyse(review, STYLE)


def study_of(arms, measure="MD"):
    analysis = analysed(arms, measure)
    (study,) = study_quantities(analysis.pooled["y"], analysis.studies, STYLE)
    return study


def test_a_derived_number_says_how_it_was_got_and_leads_to_the_cells_behind_it():
    study = study_of(MEANS)
    sd, mean = study.experimental["sd"], study.experimental["mean"]
    assert (sd.text, sd.how, sd.provenance) == ("2.00", "SD from the standard error of the mean", "derived")
    assert [str(origin) for origin in sd.inputs] == ["results.csv:2:8", "results.csv:2:9"]
    assert (mean.text, mean.how) == ("8.9", "as entered")
    assert (study.comparator["sd"].text, study.comparator["sd"].how) == ("3.1", "as entered")


def test_an_effective_sample_size_is_shown_with_a_decimal():
    study = study_of(COUNTS, "RR")
    assert [study.experimental[name].text for name in ("events", "n")] == ["40.0", "187.2"]
    assert study.experimental["n"].how.startswith("effective sample size of a cluster-randomised trial")


def test_an_effect_says_how_its_standard_error_was_got():
    how = study_of(CROSS_OVER).effect.estimate.how
    assert how == "mean difference, Wald interval; paired difference of a cross-over trial, correlation 0.5"
    assert study_of(MEANS).effect.estimate.how == "mean difference, Wald interval"


@pytest.mark.parametrize(
    ("arms", "measure", "n", "of_arms"),
    [(COUNTS, "RR", "625", ("187.2", "104.7")), (CROSS_OVER, "MD", "10", ("10", "10")), (MEANS, "MD", "52", ("16", "36"))],
)  # fmt: skip
def test_people_are_counted_once_whatever_the_design_made_of_their_number(arms, measure, n, of_arms):
    found = pooled_quantities(analysed(arms, measure).pooled["y"], STYLE)
    assert (found.n.text, found.n_used.text) == (n, n)
    assert (found.n_experimental.text, found.n_comparator.text) == of_arms


def row(*derivations: Derivation) -> EffectRow:
    return EffectRow(study="A", y=0.0, v=1.0, state="used", derivations=derivations)


def way(how: str, of: str = "", *notes: str) -> Derivation:
    return Derivation(values={}, how=how, sections=(), of=of, notes=notes)


@pytest.mark.parametrize(
    ("derivations", "notes"),
    [
        ((), ()),
        ((way("SD from x", "drug"),), ("Drug: SD from x.",)),
        ((way("SD from x", "drug"), way("SD from x", "placebo")), ("Drug and placebo: SD from x.",)),
        ((way("SD from x", "drug"), way("SD from y", "placebo")), ("Drug: SD from x.", "Placebo: SD from y.")),
        ((way("SD from x", "drug", "skewed"), way("SD from x", "placebo")), ("Drug: SD from x; skewed.", "Placebo: SD from x.")),
        ((way("standard error from the P value", "", "a bound"),), ("Standard error from the P value; a bound.",)),
    ],
)  # fmt: skip
def test_a_footnote_names_the_arms_the_way_and_what_must_be_known(derivations, notes):
    assert derivation_notes(row(*derivations)) == notes
