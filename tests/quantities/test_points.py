"""Numbers of plots of points: each knows the cells behind it."""

import pytest

from reportgen.errors import Origin
from reportgen.quantities import (
    analyse,
    arm_risk,
    asymmetry_quantities,
    filled_quantities,
    regression_quantities,
    standard_error,
    study_quantities,
)
from tests.figures.plots import LATITUDES, STYLE, bcg_review

ANALYSIS = analyse(bcg_review(), STYLE)
POOLED = ANALYSIS.pooled["tb"]
STUDIES = study_quantities(POOLED, ANALYSIS.studies, STYLE)


def test_the_test_of_asymmetry_rests_on_all_cells_of_the_studies():
    found = asymmetry_quantities(POOLED, STYLE)
    assert (found.title, found.letter, found.statistic.text, found.df.text) == ("Egger's test", "t", "−1.40", "11")
    # R meta 8.4-0, metabias(method.bias = "Egger") on dat.bcg, risk ratios
    assert found.statistic.value == pytest.approx(-1.4012820022893322)
    assert found.p.value == pytest.approx(0.18870699508197897)
    for number in (found.statistic, found.df, found.p):
        assert set(number.inputs) == set(POOLED.inputs)
        assert number.how == "Egger's test"


def test_the_adjusted_estimate_is_a_number_of_its_own():
    found = filled_quantities(POOLED, STYLE)
    assert found.added.text == "1"
    assert found.effect.estimate.subject == "outcome/tb/trim-and-fill"
    assert found.effect.estimate.how.startswith("trim and fill, L0")


def test_a_slope_rests_on_the_cells_of_its_moderator_too():
    cells = tuple(Origin("studies.csv", line, 9) for line in range(2, 15))
    found = regression_quantities(POOLED, [float(x) for x in LATITUDES], cells, "latitude", STYLE)
    assert set(found.slope.inputs) == {*POOLED.inputs, *cells}
    assert found.ratio
    assert found.slope.text == "0.97"


def test_a_risk_rests_on_the_cells_of_its_arm():
    first = STUDIES[0]
    risk = arm_risk(first, "experimental")
    assert (risk.text, risk.value) == ("3.3%", pytest.approx(4 / 123))
    assert {origin.name for origin in risk.inputs} == {"events", "n"}
    assert len(risk.inputs) == 2


@pytest.mark.parametrize(("place", "text"), [(0, "0.571"), (7, "0.0629"), (5, "0.0831")])
def test_standard_errors_have_three_digits_or_decimals(place, text):
    assert standard_error(POOLED, STUDIES[place].row).text == text
