"""A review whose findings are summarised: outcomes of all kinds with their certainty, and one that nobody reported."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.errors import Origin
from reportgen.model import CertaintyJudgement, CertaintyWord, Question, Review, Thresholds
from tests.reviews import make_outcome, make_review

__all__ = ["judged", "summarised_review"]

BIAS = (-1, "three of four studies did not conceal allocation, and outcome assessors knew the treatment.")
WIDE = (-1, "the interval includes both an important reduction and no difference")

DATA = {
    f"Study {i}": {
        "relapse": ((few, 60), (many, 61)),
        "recovery": ((30, 60), (20 + i, 61)),
        "mood": ((10.25 + i, 4.0, 60), (12.5 + i, 4.5, 61)),
        "anxiety": ((10.0 + i, 4.0, 60), (12.5 + i, 4.5, 61)),
        "deaths": ((1, 60), (2, 61)),
        "dropout": ((9, 60), (8 + i, 61)),
    }
    for i, (few, many) in enumerate(((12, 20), (8, 15), (20, 22), (9, 16)))
}


def judged(
    outcome: str,
    word: CertaintyWord | str = "",
    *,
    start: str = "high",
    line: int = 2,
    **domains: tuple[int, str] | int,
) -> Sequence[CertaintyJudgement]:
    """Return the rows on one outcome; a domain is given by its levels, with the reason if there is one."""
    rows = [{"domain": "start", "word": start}] if start else []
    for name, given in domains.items():
        levels, reason = given if isinstance(given, tuple) else (given, "")
        rows.append({"domain": name.replace("_", "-"), "levels": levels, "reason": reason})
    rows += [{"domain": "certainty", "word": word}] if word else []
    return tuple(
        CertaintyJudgement(outcome=outcome, origin=Origin("certainty.csv", line + i, 3, "levels"), **row)
        for i, row in enumerate(rows)
    )


def summarised_review(**settings: object) -> Review:
    """Return a review with seven outcomes in its summary of findings."""
    outcomes = [
        make_outcome(
            "relapse",
            better="lower",
            time_point="",
            thresholds=Thresholds(small=0.9, moderate=0.75, large=0.5),
        ),
        make_outcome("recovery", "OR", assumed_risk=0.4),
        make_outcome(
            "mood",
            "MD",
            better="lower",
            title="depressive symptoms",
            instrument="Beck Depression Inventory",
            range=(0.0, 63.0),
            unit="points",
            thresholds=Thresholds(small=1, moderate=3, large=5),
        ),
        make_outcome("anxiety", "SMD", better="lower"),
        make_outcome("deaths", better="lower", title="death from any cause"),
        make_outcome("dropout", "RD", better="lower", title="leaving the study early"),
        make_outcome("work", "HR", title="return to work"),
    ]
    values = {
        "outcomes": outcomes,
        "certainty": (
            *judged("relapse", "moderate", line=2, risk_of_bias=BIAS, imprecision=0),
            *judged("recovery", "low", line=6, risk_of_bias=BIAS, imprecision=WIDE),
            *judged("mood", "moderate", line=10, risk_of_bias=BIAS),
            *judged("anxiety", "low", line=13, risk_of_bias=BIAS, inconsistency=(-1, "the results differ")),
            *judged("deaths", "very low", line=17, risk_of_bias=BIAS, imprecision=(-2, "fewer than 20 events")),
            *judged("dropout", "low", line=21, start="low", indirectness=0, large_effect=0),
        ),
        "summary_of_findings": tuple(outcome.id for outcome in outcomes),
        "question": Question(
            population="adults with depression in remission",
            condition="relapse of depression",
            setting="primary care",
        ),
    } | settings
    return make_review(DATA, **values)
