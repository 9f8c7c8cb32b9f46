"""Why a stored result is not ours: which other choice, or which mistake, gives exactly the stored numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from reportgen.effects import MEASURES, ZERO_CELLS, ArmData, EffectRow, Effects, study_effects
from reportgen.exchange.agreement.tolerance import COUNTED, Difference, differences, same
from reportgen.exchange.agreement.values import Results
from reportgen.exchange.imported import Stored
from reportgen.model import Outcome, Plan, Review
from reportgen.pooling import METHODS, known_settings, pool_effects

__all__ = ["Alternatives", "Tries", "explain"]

_MOST_LEFT_OUT = 60
"""Up to how many studies an outcome is tried again with one of them left out."""

_OF_STUDIES = ("zero_cells", "smd", "level")
"""Settings that the effects of studies depend on."""

_HETEROGENEITY = frozenset({"chi2", "df", "p_het", "i2", "tau2", "tau2_low", "tau2_high"})


@dataclass(slots=True)
class Tries:
    """How many results may still be worked out in looking for reasons; a subgroup is one."""

    left: int = 40_000

    def take(self, count: int) -> bool:
        """Return whether so many may be worked out, and count them."""
        self.left -= count
        return not self.spent

    @property
    def spent(self) -> bool:
        """Whether more were asked for than may be worked out."""
        return self.left < 0


class Alternatives:
    """An outcome pooled by other choices than its plan's; each is worked out once, when it is first asked for."""

    def __init__(self, review: Review, effects: Effects, level: float, tries: Tries) -> None:
        self._tries = tries
        self._review, self._effects, self._outcome = review, effects, effects.outcome
        self._plan = replace(effects.outcome.plan, level=level)
        self._made: dict[str, Results] = {}
        self._subgroups = len({row.subgroup for row in effects.rows})
        self._rows = {(row.study, row.subgroup): row for row in effects.rows}
        # the other studies have the same effects by all rules that fill empty cells only
        self._filled = {row.study for row in effects.rows if _may_be_filled(row)}
        plans = _other_plans(self._plan, effects.outcome.measure)
        self._plans = tuple(pair for pair in plans if self._filled or not self._only_fills(pair[1]))
        studies = dict.fromkeys(row.study for row in effects.rows)
        self._studies = tuple(studies) if len(studies) <= _MOST_LEFT_OUT else ()

    def __iter__(self) -> Iterator[tuple[str, Results]]:
        """Yield each choice in words with its results, those that are most often the reason first."""
        ways = [(words, partial(self._by, plan)) for words, plan in self._plans]
        ways += [(f"the result without {study}", partial(self._without, study)) for study in self._studies]
        for words, make in ways:
            results = self._results(words, make)
            if results is not None:
                yield words, results

    def of_effect(self, stored: Stored) -> Iterator[tuple[str, Results]]:
        """Yield the choices by which the effect of a study is another than here."""
        key = (stored.study, stored.subgroup)
        for words, plan in self._plans:
            if not self._keeps_effects(plan):
                results = self._results(words, partial(self._by, plan))
                if results is not None and results.row(key) is not self._rows.get(key):
                    yield words, results

    def _keeps_effects(self, plan: Plan) -> bool:
        return all(getattr(plan, name) == getattr(self._plan, name) for name in _OF_STUDIES)

    def _only_fills(self, plan: Plan) -> bool:
        """Return whether a plan differs in what it does with empty cells, and in nothing else."""
        rules = {plan.zero_cells, self._plan.zero_cells}
        return len(rules) > 1 and all(ZERO_CELLS[rule].studies != "every" for rule in rules)

    def has_uncorrected_se(self, stored: Stored) -> bool:
        """Return whether a stored SE of a standardised mean difference is √(1/n₁ + 1/n₂ + d²/2(n₁ + n₂)).

        d is the difference before its correction, so that the effect is d (1 - 3/(4(n₁ + n₂) - 9)); databases in the
        Metapsy data standard hold it so.
        """
        row = self._rows.get((stored.study, stored.subgroup))
        if self._outcome.measure != "SMD" or row is None or not row.experimental or not row.comparator:
            return False
        one, two = row.experimental.values["n"], row.comparator.values["n"]
        d = stored.values.get("estimate", row.y) / (1 - 3 / (4 * (one + two) - 9))
        se = math.sqrt(1 / one + 1 / two + d * d / (2 * (one + two)))
        return same("se", stored.values["se"], se)

    def _results(self, words: str, make: Callable[[], Results]) -> Results | None:
        """Return the results of a choice; None where they are not known and too many were worked out before."""
        if words not in self._made and self._tries.take(1 + self._subgroups):
            self._made[words] = make()
        return self._made.get(words)

    def _by(self, plan: Plan) -> Results:
        outcome = replace(self._outcome, plan=plan)
        effects = self._effects if self._keeps_effects(plan) else self._effects_by(outcome)
        return Results(pool_effects(effects, plan))

    def _effects_by(self, outcome: Outcome) -> Effects:
        if not self._only_fills(outcome.plan):
            return study_effects(self._review, outcome)
        results = tuple(result for result in self._review.results if result.study in self._filled)
        filled = study_effects(replace(self._review, results=results), outcome)
        changed = {(row.study, row.subgroup): row for row in filled.rows}
        rows = (changed.get((row.study, row.subgroup), row) for row in self._effects.rows)
        return replace(filled, rows=tuple(rows))

    def _without(self, study: str) -> Results:
        rest = tuple(row for row in self._effects.rows if row.study != study)
        return Results(pool_effects(replace(self._effects, rows=rest), self._plan))


def _may_be_filled(row: EffectRow) -> bool:
    """Return whether a rule for empty cells may have something to do."""
    return row.state != "used" or _is_empty(row.experimental) or _is_empty(row.comparator)


def _is_empty(arm: ArmData | None) -> bool:
    events = None if arm is None else arm.values.get("events")
    return arm is not None and events is not None and (events == 0 or events == arm.values.get("n"))


def explain(
    stored: Stored, ours: Mapping[str, float], different: tuple[Difference, ...], others: Alternatives
) -> str | None:
    """Return in a sentence why a stored result is not ours; None if no reason is found."""
    names = {difference.name for difference in different}
    if not ours or (stored.kind == "study" and "estimate" not in ours):
        return _not_estimable(stored)
    if not stored.estimable:
        return "The source calls this not estimable; here the study has an effect."
    if stored.kind == "study" and names == {"se"} and others.has_uncorrected_se(stored):
        return "The stored standard error is that of the difference before its correction for small samples."
    of_effect = stored.kind == "study" and names != {"weight"}
    for words, results in others.of_effect(stored) if of_effect else others:
        theirs = results.of(stored)
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
