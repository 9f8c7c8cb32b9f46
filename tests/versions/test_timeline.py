"""What would have been concluded when."""

import math
import random
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.figures.before_after import draw_timeline
from reportgen.load import load
from reportgen.model import PRESETS
from reportgen.quantities import analyse
from reportgen.style import Style
from reportgen.versions import over_versions, over_years, record_of
from tests.reviews import make_arms, make_outcome, make_result, make_review, make_study
from tests.streptokinase import TRIALS

DATA = Path(__file__).parent.parent.parent / "data"
STYLE = Style()

PLAN = replace(PRESETS["revman5"], method="mantel-haenszel-exact", model="common")

# R 4.2.2, metafor 3.8.1: rma.mh(measure = "OR", ai, n1i, ci, n2i, data = trials up to the year), k, OR and its limits.
METAFOR = {
    "1959": (1, 0.1590909091, 0.0146149470, 1.7317830414),
    "1971": (6, 0.8055779365, 0.6239132476, 1.0401378947),
    "1973": (8, 0.7397056208, 0.5938536932, 0.9213791404),
    "1979": (19, 0.7808073962, 0.6728501733, 0.9060861008),
    "1988": (33, 0.7647314170, 0.7170097762, 0.8156292417),
}


def streptokinase(trials=TRIALS):
    outcome = make_outcome("death", "OR", plan=PLAN, better="lower")
    studies = [make_study(name, line=line, year=str(year)) for line, (name, year, *_) in enumerate(trials, 2)]
    arms = [arm for name, *_ in trials for arm in make_arms(name)]
    results = [
        make_result(name, "death", arm, {"events": events, "n": n})
        for name, _, *sides in trials
        for arm, (events, n) in zip("TC", sides, strict=True)
    ]
    return make_review(outcomes=(outcome,), studies=tuple(studies), arms=tuple(arms), results=tuple(results))


def points_of(review):
    return over_years(analyse(review, STYLE), review.outcomes[0])


def test_the_last_point_is_the_result_of_the_review_and_each_pools_what_there_was():
    review = streptokinase()
    points = points_of(review)
    years = sorted({str(year) for _, year, *_ in TRIALS})
    assert [point.label for point in points] == years
    assert points[-1].result == record_of(analyse(review, STYLE)).result("death")
    for point in points:
        then = streptokinase(tuple(trial for trial in TRIALS if str(trial[1]) <= point.label))
        expected = record_of(analyse(then, STYLE)).result("death")
        assert (point.result.k, point.result.estimate) == (expected.k, pytest.approx(expected.estimate, rel=1e-12))
    assert [study for point in points for study in point.studies] == [name for name, *_ in TRIALS]


def test_the_order_of_the_studies_does_not_matter_and_a_later_one_leaves_the_earlier_points():
    shuffled = list(TRIALS)
    random.Random(1).shuffle(shuffled)
    one, other = points_of(streptokinase()), points_of(streptokinase(tuple(shuffled)))
    assert [p.label for p in one] == [p.label for p in other]
    assert [p.result.estimate for p in one] == pytest.approx([p.result.estimate for p in other], rel=1e-10)
    more = points_of(streptokinase((*TRIALS, ("New", 2020, (1, 10), (2, 10)))))
    assert [p.result for p in more[:-1]] == [p.result for p in one]


@pytest.mark.parametrize("year", METAFOR)
def test_points_are_those_of_metafor(year):
    [point] = [point for point in points_of(streptokinase()) if point.label == year]
    found = point.result
    assert (found.k, found.estimate, found.ci_low, found.ci_high) == pytest.approx(METAFOR[year], rel=1e-8)


def test_the_treatment_was_known_to_work_from_1973_on():
    """Lau and colleagues: by 1973 the pooled odds ratio excluded 1, and no later trial changed that."""
    points = points_of(streptokinase())
    excluded = [point.label for point in points if point.result.ci_high < 1]
    assert excluded == [point.label for point in points if point.label >= "1973"]
    [turn] = [point for point in points if point.conclusion == ("null",)]
    assert turn.label == "1973"
    assert points[0].conclusion == ("first result",)


def test_studies_without_a_year_come_last():
    review = streptokinase((*TRIALS[:3], ("Undated", "", (1, 10), (2, 10))))
    points = points_of(review)
    assert (points[-1].label, points[-1].studies) == ("no year", ("Undated",))
    assert points[-1].result == record_of(analyse(review, STYLE)).result("death")


def test_versions_are_those_that_have_the_outcome():
    review = load(DATA / "pip-2026")
    records = [("2016", review.previous), ("now", record_of(analyse(review, STYLE)))]
    points = over_versions(records, "depression-epds")
    assert [(p.label, p.result.k, p.studies) for p in points] == [
        ("2016", 1, ("Cooper 2003",)), ("now", 2, ("Georg 2021",)),
    ]  # fmt: skip
    assert [p.conclusion for p in points] == [("first result",), ()]
    assert [p.label for p in over_versions(records, "distress")] == ["now"]


def test_the_figure_has_a_row_a_time_and_a_star_where_the_conclusion_changed():
    points = points_of(streptokinase())
    [figure] = draw_timeline(points, STYLE, name="timeline-death", caption="Deaths.")
    svg = figure.drawing.render("svg", 300).decode()
    for point in points:
        assert f">{point.label}{'*' if point.label == '1973' else ''}<" in svg
    assert draw_timeline((), STYLE, name="timeline-x", caption="") == ()


def test_estimates_stay_on_the_printed_scale():
    assert math.isclose(points_of(streptokinase())[0].result.estimate, (1 / 11) / (4 / 7), rel_tol=1e-12)
