"""What there is to say about an import."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from reportgen.exchange.agreement import Compared, Verdict
from reportgen.exchange.imported import Imported, Stored
from reportgen.model import Outcome
from reportgen.style import NumberStyle
from reportgen.wording import numbers

__all__ = ["ImportReport", "effect_text", "outcome_text", "part_text", "subject_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """An import with its comparison.

    `sources` are the names of what was read, `formats` the titles of their formats.
    """

    sources: tuple[str, ...]
    formats: tuple[str, ...]
    imported: Imported
    compared: tuple[Compared, ...]

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        """Return how many results got each verdict, those without one left out."""
        found = Counter(one.verdict for one in self.compared)
        return {verdict: found[verdict] for verdict in get_args(Verdict) if found[verdict]}

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """Return the outcomes of the review by their id."""
        return {outcome.id: outcome for outcome in self.imported.review.outcomes}


def outcome_text(outcome: Outcome) -> str:
    """Return the number of an outcome, where it has one, and its title."""
    return f"{outcome.number} {outcome.title}".strip()


def part_text(stored: Stored) -> str:
    """Return what part of its outcome a stored result is: the total, a subtotal, a study, the test of subgroups."""
    last = {"study": stored.study, "subgroup-test": "test between subgroups", "total": "total", "subgroup": "subtotal"}
    return ", ".join(part for part in (stored.subgroup, last[stored.kind]) if part)


def subject_text(stored: Stored, outcomes: Mapping[str, Outcome]) -> str:
    """Return what a stored result is of: number and title of its outcome, its subgroup, its study."""
    return f"{outcome_text(outcomes[stored.outcome])}, {part_text(stored)}"


def effect_text(values: Mapping[str, float]) -> str:
    """Return an effect with its limits, or the statistic of a test; a dash where there is neither."""
    if "estimate" not in values:
        return f"Chi² {numbers.fixed(values['chi2'], 2)}" if values.get("chi2") else "–"
    estimate, low, high = (values.get(name, math.nan) for name in ("estimate", "ci_low", "ci_high"))
    if math.isnan(low) or math.isnan(high):
        return numbers.fixed(estimate, 2)
    shown, from_, to = numbers.effect(estimate, low, high, None, NumberStyle())
    return f"{shown} ({from_} to {to})"
