"""How a synthesis was done, in words."""

import pytest

from reportgen.document import Number, plain_text
from reportgen.effects import MEASURES
from reportgen.model import Plan
from reportgen.wording.methods import describe_measures, describe_plan

LEVEL = Number(text="95%", value=95.0, statistic="confidence_level", subject="methods")
BOTH = ("dichotomous", "continuous")


def described(kinds=BOTH, **settings) -> str:
    return plain_text(describe_plan(Plan(**settings), kinds, LEVEL))


@pytest.mark.parametrize("model", ["common", "random"])
@pytest.mark.parametrize("method", ["mantel-haenszel", "inverse-variance"])
@pytest.mark.parametrize("kinds", [("dichotomous",), ("continuous",), BOTH])
def test_the_description_fits_the_plan(model, method, kinds):
    text = described(kinds, model=model, method=method)
    assert text.startswith(f"Results were combined in a {model}-effect")
    assert ("Mantel-Haenszel" in text) == (method == "mantel-haenszel" and "dichotomous" in kinds)
    assert ("inverse" in text) == (model == "random" or method == "inverse-variance" or "continuous" in kinds)
    assert ("DerSimonian" in text) == ("τ²" in text) == (model == "random")
    assert ("empty cell" in text) == ("dichotomous" in kinds)
    assert text.endswith(".")
    assert "  " not in text
    assert ".." not in text


def test_the_level_of_confidence_and_the_correction_are_numbers_of_ours():
    row = describe_plan(Plan(), BOTH, LEVEL)
    assert [part.text for part in row if isinstance(part, Number)] == ["95%", "0.5"]


def test_settings_without_a_name_of_ours_are_printed_as_they_are_called():
    text = described(tau2="PM", interval="kenward", zero_cells="none")
    assert "estimated by PM" in text
    assert "(kenward)" in text
    assert "by the rule none" in text


@pytest.mark.parametrize(
    ("ids", "text"),
    [
        ((), ""),
        (("RR",), "Effects are expressed as the risk ratio (RR) for dichotomous outcomes."),
        (
            ("SMD", "OR", "RR", "MD"),
            (
                "Effects are expressed as the odds ratio (OR) and risk ratio (RR) for dichotomous outcomes and the "
                "standardised mean difference (SMD) and mean difference (MD) for continuous outcomes."
            ),
        ),
    ],
)
def test_measures_are_named_by_the_kind_of_outcome(ids, text):
    assert plain_text(describe_measures([MEASURES[id_] for id_ in ids])) == text
