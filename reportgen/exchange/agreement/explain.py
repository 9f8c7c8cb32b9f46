"""Why a stored result is not ours: which other choice, or which mistake, gives exactly the stored numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from reportgen.effects import MEASURES, study_effects
from reportgen.exchange.agreement.tolerance import COUNTED, Difference, differences
from reportgen.exchange.agreement.values import our_values
from reportgen.exchange.imported import Stored
from reportgen.model import Outcome, Plan, Review
from reportgen.pooling import METHODS, Pooled, known_settings, pool_effects

__all__ = ["Alternatives", "explain"]

_MOST_LEFT_OUT = 60
"""Up to how many studies an outcome is tried again with one of them left out."""

_HETEROGENEITY = frozenset({"chi2", "df", "p_het", "i2", "tau2", "tau2_low", "tau2_high"})


class Alternatives:
    """An outcome pooled by other choices than its plan's; each is worked out once, when it is first asked for."""

    def __init__(self, review: Review, outcome: Outcome, level: float) -> None:
        self._review, self._outcome = review, outcome
        self._plan = replace(outcome.plan, level=level)
        self._made: dict[str, Pooled] = {}

    def __iter__(self) -> Iterator[tuple[str, Pooled]]:
        """Yield each choice in words with its result, those that are most often the reason first."""
        for words, plan in _other_plans(self._plan, self._outcome.measure):
            yield words, self._pooled(words, partial(self._by, plan))
        studies = dict.fromkeys(result.study for result in self._review.results if result.outcome == self._outcome.id)
        for study in studies if len(studies) <= _MOST_LEFT_OUT else ():
            words = f"the result without {study}"
            yield words, self._pooled(words, partial(self._without, study))

    def _pooled(self, words: str, make: Callable[[], Pooled]) -> Pooled:
        if words not in self._made:
            self._made[words] = make()
        return self._made[words]

    def _by(self, plan: Plan) -> Pooled:
        return pool_effects(study_effects(self._review, replace(self._outcome, plan=plan)), plan)

    def _without(self, study: str) -> Pooled:
        effects = study_effects(self._review, self._outcome)
        rest = tuple(row for row in effects.rows if row.study != study)
        return pool_effects(replace(effects, rows=rest), self._plan)


def explain(
    stored: Stored, ours: Mapping[str, float], different: tuple[Difference, ...], others: Alternatives
) -> str | None:
    """Return in a sentence why a stored result is not ours; None if no reason is found."""
    names = {difference.name for difference in different}
    if not ours or (stored.kind == "study" and "estimate" not in ours):
        return _not_estimable(stored)
    if not stored.estimable:
        return "The source calls this not estimable; here the study has an effect."
    for words, pooled in others:
        theirs = our_values(stored, pooled)
        if theirs and not tuple(differences(stored, theirs, printed=True)):
            return f"The stored numbers are {words}."
    if names <= COUNTED:
        return "The result is the same; the stored numbers of participants or events are not the sums of the rows."
    if names <= {"weight"}:
        return "The result is the same; the stored weight is not the share of the inverse variances."
    if names <= _HETEROGENEITY and ours.get("df", 0) == 0:
        return "One study: what is stored about heterogeneity is rounding noise."
    return None


def _not_estimable(stored: Stored) -> str | None:
    if "estimate" not in stored.values:
        return None
    return "Not estimable here by the rule for empty cells; the source stores an effect."


def _other_plans(plan: Plan, measure: str) -> Iterator[tuple[str, Plan]]:
    """Yield plans that differ in one choice, or in method and model, with the words for what they give."""
    other = "common" if plan.model == "random" else "random"
    model = "the fixed-effect (common-effect) result" if other == "common" else "the random-effects result"
    yield model, replace(plan, model=other)
    for id_, method in METHODS.items():
        if id_ != plan.method and (method.measures is None or measure in method.measures):
            yield f"what the method {method.title} gives", replace(plan, method=id_)
            yield f"{model} of the method {method.title}", replace(plan, method=id_, model=other)
    for setting, words in _CHOICES.items():
        for value in known_settings()[setting]:
            if value != getattr(plan, setting) and _matters(setting, plan, measure):
                departure: Any = {setting: value}
                yield words.format(value), replace(plan, **departure)


_CHOICES: Mapping[str, str] = {
    "zero_cells": "what the rule {!r} for empty cells gives",
    "smd": "what the form {!r} of the standardised mean difference gives",
    "tau2": "what the estimator {} of tau2 gives",
    "interval": "what the interval {!r} gives",
    "i2": "what I2 worked out from {} gives",
}


def _matters(setting: str, plan: Plan, measure: str) -> bool:
    """Return whether a setting can change a result of this measure."""
    if setting == "zero_cells":
        return MEASURES[measure].kind in {"dichotomous", "rates"}
    if setting == "smd":
        return measure == "SMD"
    return plan.model == "random" or setting == "interval"
