"""Reviews with sensitivity analyses, for tests of numbers, tables, sentences and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.errors import Origin
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.model import PRESETS, SENSITIVITY_ANALYSES, HighRisk, Judgement, Plan, Review, Sensitivity
from tests.figures.samples import BCG, bcg
from tests.reviews import make_outcome, make_review, make_study
from tests.streptokinase import TRIALS

__all__ = ["METAFOR_DL", "asked", "bcg_trials", "judged", "risks", "streptokinase"]

METAFOR_DL = replace(PRESETS["metafor"], tau2="DL")


def asked(*analyses: str, high_risk: HighRisk | None = None, outcomes: tuple[str, ...] = ()) -> Sensitivity:
    """Return the settings of sensitivity analyses, of all kinds if none is named."""
    kinds = analyses or tuple(kind for kind in SENSITIVITY_ANALYSES if high_risk or kind != "high-risk")
    return Sensitivity(origin=Origin("review.yaml", 30), analyses=kinds, outcomes=outcomes, high_risk=high_risk)


def bcg_trials(*, plan: Plan = METAFOR_DL, count: int = len(BCG), **settings: object) -> Review:
    """Return the first BCG trials with all sensitivity analyses that are possible without judgements."""
    review = bcg()
    studies = [name for name, *_ in BCG[:count]]
    return replace(
        review,
        outcomes=(replace(review.outcomes[0], plan=plan),),
        studies=tuple(study for study in review.studies if study.id in studies),
        results=tuple(result for result in review.results if result.study in studies),
        **({"sensitivity": asked()} | settings),
    )


def streptokinase(*, plan: Plan = PRESETS["revman5"], years: bool = True, count: int = len(TRIALS)) -> Review:
    """Return the first trials of streptokinase, pooled as odds ratios."""
    outcome = make_outcome("death", "OR", better="lower", plan=plan, title="death")
    review = make_review({name: {"death": (one, other)} for name, _, one, other in TRIALS[:count]}, outcomes=[outcome])
    named = enumerate(TRIALS[:count], 2)
    studies = (make_study(name, line=i, **({"year": str(year)} if years else {})) for i, (name, year, *_) in named)
    return replace(review, studies=tuple(studies))


def judged(
    study: str, level: str, *, domain: str = "sequence-generation", outcome: str = "", line: int = 2
) -> Judgement:
    """Return a judgement in risk_of_bias.csv."""
    return Judgement(
        study=study, domain=domain, level=level, outcome=outcome, origin=Origin("risk_of_bias.csv", line, 4)
    )


def risks(review: Review, levels: Mapping[str, str], *domains: str) -> Review:
    """Return the review with a judgement in one domain for each study named, and high risk defined by it."""
    rows = (judged(study, level, line=line) for line, (study, level) in enumerate(levels.items(), 2))
    high = HighRisk(domains=domains or ("sequence-generation",))
    return replace(
        review, risk_of_bias_tool=shipped_tool("rob1"), judgements=tuple(rows), sensitivity=asked(high_risk=high)
    )
