"""Which sensitivity analyses a review asks for, and what high risk of bias means in it (review.yaml)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reportgen.errors import Origin

__all__ = ["SENSITIVITY_ANALYSES", "HighRisk", "Sensitivity", "SensitivityAnalysis"]

SensitivityAnalysis = Literal["model", "tau2", "high-risk", "leave-one-out"]

SENSITIVITY_ANALYSES: tuple[SensitivityAnalysis, ...] = ("model", "tau2", "high-risk", "leave-one-out")
"""All analyses in the order in which they are told: the other model; each other estimator of tau2; without the studies
at high risk of bias; without each study in turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HighRisk:
    """A study is at high risk of bias if any of these domains has one of these levels; keys of the review's tool."""

    domains: tuple[str, ...]
    levels: tuple[str, ...] = ("high",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """The sensitivity analyses of a review.

    `outcomes` are ids of outcomes; none stands for all that show a total. `high_risk` is None where the review does not
    say what it is.
    """

    origin: Origin = field(compare=False)
    analyses: tuple[SensitivityAnalysis, ...]
    outcomes: tuple[str, ...] = ()
    high_risk: HighRisk | None = None
