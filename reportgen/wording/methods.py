"""How a synthesis was done, in words, from its settings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from reportgen.document import Number, Text
from reportgen.model import Plan
from reportgen.wording.phrases import Phrase, joined, listed, weave

__all__ = ["Described", "describe_measures", "describe_plan"]

TAU2_NAMES = {"DL": "DerSimonian and Laird's method"}
INTERVAL_NAMES = {"wald": "Wald type"}
CORRECTION = Number(
    text="0.5",
    value=0.5,
    statistic="zero_cell_correction",
    subject="methods",
    how="RevMan's rule for studies with an empty cell",
)


class Described(Protocol):
    """What the words need of an effect measure."""

    @property
    def id(self) -> str:
        """Return the key, which is the abbreviation: RR."""

    @property
    def title(self) -> str:
        """Return the name: Risk ratio."""

    @property
    def kind(self) -> str:
        """Return ``dichotomous`` or ``continuous``."""


def describe_measures(measures: Sequence[Described]) -> Phrase:
    """Return which measures were used for which kind of outcome, as one sentence; nothing without measures."""
    parts: list[Phrase] = []
    for kind in ("dichotomous", "continuous"):
        names = [f"{measure.title.lower()} ({measure.id})" for measure in measures if measure.kind == kind]
        if names:
            parts.append(weave("the {names} for {kind} outcomes", names=listed(names), kind=kind))
    return weave("Effects are expressed as {parts}.", parts=listed(parts)) if parts else ()


def describe_plan(plan: Plan, kinds: Collection[str], level: Number) -> Phrase:
    """Return the model, weights, estimator, intervals and rule for empty cells, as sentences.

    `kinds` are the kinds of data the plan is applied to; `level` is the confidence level as a number. The first
    sentence starts with a word of ours, so that words can be put before it.
    """
    interval = INTERVAL_NAMES.get(plan.interval, plan.interval)
    sentences: list[Phrase] = [
        (Text(_model(plan, kinds)),),
        weave("Intervals are {level} confidence intervals ({interval}).", level=level, interval=interval),
        _empty_cells(plan) if "dichotomous" in kinds else (),
        weave("Heterogeneity is described by {measures}.", measures=listed(_heterogeneity(plan))),
    ]
    return joined(sentences)


def _empty_cells(plan: Plan) -> Phrase:
    if plan.zero_cells != "revman":
        return (Text(f"Empty cells were treated by the rule {plan.zero_cells}."),)
    return weave(
        "In a study with an empty cell {correction} was added to all four of its cells; studies in which both arms "
        "had no events, or nothing but events, are shown and not pooled.",
        correction=CORRECTION,
    )


def _heterogeneity(plan: Plan) -> tuple[str, ...]:
    common = ("Cochran's Q (Chi²)", "I² = (Q − df)/Q")
    return (*common, "the between-study variance τ²") if plan.model == "random" else common


def _model(plan: Plan, kinds: Collection[str]) -> str:
    haenszel = plan.method == "mantel-haenszel" and "dichotomous" in kinds
    if plan.model == "common":
        weights = "Mantel-Haenszel weights" if haenszel else "inverse-variance weights"
        also = ", continuous outcomes with inverse-variance weights" if haenszel and "continuous" in kinds else ""
        return f"Results were combined in a common-effect model with {weights}{also}."
    estimator = TAU2_NAMES.get(plan.tau2, plan.tau2)
    if not haenszel:
        return (
            "Results were combined in a random-effects model with inverse-variance weights; the between-study "
            f"variance was estimated by {estimator}."
        )
    return (
        f"Results were combined in a random-effects model. The between-study variance was estimated by {estimator}; "
        "for dichotomous outcomes its heterogeneity statistic was taken around the Mantel-Haenszel estimate, as "
        "RevMan does, and the weights are those of the inverse variance."
    )
