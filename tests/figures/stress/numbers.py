"""Numbers at the ends of what is possible."""

from __future__ import annotations

import math
from dataclasses import replace

from reportgen.model import PRESETS, Review
from tests.figures.samples import INVERSE_VARIANCE
from tests.figures.stress.case import Case, of_effects, of_sides

__all__ = ["NUMBERS"]

COMMON = replace(PRESETS["revman5"], model="common", method="inverse-variance")
COCHRANE = PRESETS["cochrane"]
ROOT2 = math.sqrt(2)


def _zeros() -> Review:
    rows = {
        "None in one arm 2001": ((0, 40), (5, 41)),
        "None in the other 2002": ((4, 38), (0, 39)),
        "None in both 2003": ((0, 30), (0, 31)),
        "All in both 2004": ((25, 25), (26, 26)),
        "Some 2005": ((12, 120), (19, 118)),
    }
    return of_sides(rows)


def _only_zeros() -> Review:
    return of_sides({"None 2001": ((0, 40), (0, 41)), "None 2002": ((0, 30), (0, 31))})


def _millions() -> Review:
    rows = {f"Registry {i}": ((123456 + 789 * i, 1234567), (120000 + 431 * i, 1234567)) for i in range(4)}
    return of_sides(rows)


def _means_of_millions() -> Review:
    rows = {f"Costs {i}": ((-1234567.25 + i, 100000.125, 4000), (-1000000.5, 90000.5, 4100)) for i in range(3)}
    return of_sides(rows, "MD")


def _wide_intervals() -> Review:
    """Return ratios of which one has an interval from 0.01 to 500."""
    se = math.log(500 / 0.01) / (2 * 1.959964)
    effects = {"Wide 2001": (math.sqrt(0.01 * 500), se), "Far 2002": (40.0, 1.2), "Usual 2003": (0.8, 0.15)}
    return of_effects({**effects, "Usual 2004": (1.1, 0.2)}, "GENLOG", better="lower")


def _one_side() -> Review:
    return of_sides({f"Same side {2000 + i}": ((2 + i, 100), (20 + 2 * i, 101)) for i in range(6)}, better="lower")


def _negative_means() -> Review:
    rows = {
        "Alpha 2001": ((-12.5, 4.25, 40), (-3.1, 5.0, 42)),
        "Beta 2002": ((-120.0, 30.5, 25), (-80.25, 28.0, 24)),
        "Gamma 2003": ((0.0, 2.0, 61), (0.004, 2.1, 60)),
    }
    return of_sides(rows, "MD", better="lower")


def _tau2(square: float) -> Review:
    """Return two studies whose heterogeneity by DerSimonian and Laird is `square`: 2 d² - s² for effects ± d."""
    se = 0.1
    d = math.sqrt((square + se * se) / 2) if square else se / 2
    return of_effects({"Lower 2001": (0.5 - d, se), "Higher 2002": (0.5 + d, se)})


def _p(z: float) -> Review:
    """Return two studies whose common effect lies z standard errors from the null."""
    return of_effects({"First 2001": (z / ROOT2 / 10, 0.1), "Second 2002": (z / ROOT2 / 10, 0.1)}, plan=COMMON)


def _tiny() -> Review:
    return of_sides(
        {
            "Trace 2001": ((0.0012, 0.002, 40), (0.001, 0.002, 41)),
            "Trace 2002": ((0.0011, 0.001, 30), (0.001, 0.001, 31)),
        },
        "MD",
    )


def _prediction() -> Review:
    rows = {f"Study {2000 + i}": ((3 + 4 * i, 60 + i), (9 + (5 * i) % 17, 61)) for i in range(8)}
    return of_sides(rows, plan=COCHRANE)


def _peto() -> Review:
    rows = {f"Study {2000 + i}": ((1 + i, 100), (3 + (2 * i) % 5, 101)) for i in range(5)}
    return of_sides(rows, "PETO", plan=replace(INVERSE_VARIANCE, model="common", method="peto"))


def _smd() -> Review:
    rows = {f"Trial {2000 + i}": ((24.1 - 2 * i, 6.3, 30 + i), (26.4 - i, 7.1, 31)) for i in range(5)}
    return of_sides(rows, "SMD", better="lower", plan=COCHRANE)


def _differences() -> Review:
    rows = {f"Trial {2000 + i}": ((3 + i, 80), (9 + (2 * i) % 7, 81)) for i in range(5)}
    return of_sides(rows, "RD", better="lower")


def _hazards() -> Review:
    return of_effects({f"Trial {2000 + i}": (0.6 + 0.1 * i, 0.1 + 0.05 * i) for i in range(5)}, "HR", better="lower")


NUMBERS = tuple(
    Case(id=id_, title=title, make=make)
    for id_, title, make in (
        ("zero-events", "No events in one arm, in both, and in all", _zeros),
        ("only-zeros", "No study is estimable", _only_zeros),
        ("millions", "N = 1,234,567 in each arm", _millions),
        ("means-of-millions", "Means of seven digits, with decimals", _means_of_millions),
        ("wide-intervals", "An interval from 0.01 to 500", _wide_intervals),
        ("one-side", "All effects on one side", _one_side),
        ("negative-means", "Negative mean differences, and one that rounds to zero", _negative_means),
        ("tiny-differences", "Differences of a ten-thousandth", _tiny),
        ("tau2-zero", "τ² = 0", lambda: _tau2(0.0)),
        ("tau2-small", "τ² = 0.0004", lambda: _tau2(0.0004)),
        ("p-one", "P = 1", lambda: _p(0.0)),
        ("p-0499", "P = 0.0499", lambda: _p(1.9608)),
        ("p-1e-300", "P = 1e-300", lambda: _p(37.0478)),
        ("prediction", "HKSJ and a prediction interval", _prediction),
        ("peto", "Peto's odds ratio", _peto),
        ("smd", "Standardised mean differences", _smd),
        ("differences", "Risk differences", _differences),
        ("hazards", "Hazard ratios with standard errors", _hazards),
    )
)
