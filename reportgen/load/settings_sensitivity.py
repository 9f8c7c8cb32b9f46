"""The part of review.yaml that asks for sensitivity analyses."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from reportgen.load.settings_types import Id, Part, RequiredText

__all__ = ["HighRiskPart", "SensitivityPart"]


class HighRiskPart(Part):
    """What makes a study one at high risk of bias: a domain with such a judgement."""

    domains: list[RequiredText] = Field(
        description="Domains of the risk-of-bias tool; one of them at such a level is enough.", min_length=1
    )
    levels: list[RequiredText] = Field(
        default=["high"], description="Levels of the tool that count as high risk; high if left out.", min_length=1
    )


class SensitivityPart(Part):
    """How far results hang on choices and on single studies."""

    high_risk: HighRiskPart | None = Field(
        default=None, description="Which judgements make a study one at high risk of bias."
    )
    outcomes: list[Id] = Field(default=[], description="Outcomes that are analysed; all with a total if left out.")
    analyses: list[Literal["model", "tau2", "high-risk", "leave-one-out"]] | None = Field(
        default=None,
        description="model, tau2, high-risk, leave-one-out. If left out: all for outcomes that are named, else model "
        "and high-risk.",
        min_length=1,
    )
