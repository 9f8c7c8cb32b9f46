"""What a figure on one outcome is asked to show: the outcome that a plan names, as far as it can be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.effects import MEASURES, EffectRow, Measure, typical_size
from reportgen.errors import DataError, Issue
from reportgen.figures.layouts import LAYOUTS
from reportgen.model import Comparison, FigurePlan, Outcome
from reportgen.pooling import Estimate, Pooled
from reportgen.quantities import Analysis, StudyQuantities, comparison_of, study_quantities
from reportgen.style import Style

__all__ = ["Asked", "asked_for", "refused"]

_KINDS = {"continuous": "continuous", "correlation": "generic", "generic": "generic", "time-to-event": "generic"}
"""Kinds of data that have another colour than counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The pooled result that a figure is about, and the studies that give it with what is printed of each.

    `studies` and `weights` (percent) follow the rows used.
    """

    analysis: Analysis
    plan: FigurePlan
    pooled: Pooled
    studies: tuple[StudyQuantities, ...]
    weights: tuple[float, ...]

    @property
    def name(self) -> str:
        """Return the name of the drawing."""
        return f"figure-{self.plan.id}"

    @property
    def style(self) -> Style:
        """Return the style of the review."""
        return self.analysis.style

    @property
    def outcome(self) -> Outcome:
        """Return the outcome."""
        return self.pooled.effects.outcome

    @property
    def measure(self) -> Measure:
        """Return its measure."""
        return MEASURES[self.pooled.effects.measure]

    @property
    def comparison(self) -> Comparison:
        """Return its comparison, with the names of the sides that hold for it."""
        return comparison_of(self.analysis.review, self.outcome)

    @property
    def rows(self) -> tuple[EffectRow, ...]:
        """Return the rows used."""
        return tuple(study.row for study in self.studies)

    @property
    def size(self) -> float | None:
        """Return the size by which a pooled value goes back to print."""
        return typical_size(self.pooled.effects)

    @property
    def colour(self) -> str:
        """Return the colour that forest plots of the style give the squares of such studies."""
        squares = LAYOUTS.get(self.style.figures.forest, LAYOUTS["standard"]).look.squares
        kind = _KINDS.get(self.measure.kind, "counts") if any(row.experimental for row in self.rows) else "generic"
        return squares[kind]

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the subgroups in order; none where the outcome is not divided."""
        names = tuple(dict.fromkeys(row.subgroup for row in self.rows))
        return () if names in {(), ("",)} else names

    @property
    def tau2(self) -> float:
        """Return the variance between studies of the model that was used, 0 where there is none."""
        spread = self.pooled.heterogeneity
        return spread.tau2 if spread is not None and self.pooled.plan.model == "random" else 0.0

    def total(self, what: str) -> Estimate:
        """Return the total.

        Raises:
            DataError: the outcome shows none; `what` says of which plot this is.
        """
        if self.pooled.summary is None:
            raise refused(
                self.plan, f"the outcome {self.outcome.id!r}, which shows no total", f"one with it for {what}"
            )
        return self.pooled.summary


def asked_for(analysis: Analysis, plan: FigurePlan) -> Asked | None:
    """Return what a figure is about; None where no study of the outcome has an effect yet.

    Raises:
        DataError: an outcome that the review does not pool.
    """
    outcome = next(one for one in analysis.review.outcomes if one.id == plan.outcome)
    pooled = analysis.pooled.get(outcome.id)
    if pooled is None:
        why = f" ({outcome.not_pooled_reason})" if outcome.not_pooled_reason else ""
        raise refused(plan, f"the outcome {outcome.id!r}, which is not pooled{why}", "one that is")
    if not pooled.k:
        return None
    found = zip(study_quantities(pooled, analysis.studies, analysis.style), pooled.weights, strict=True)
    used = [(study, weight) for study, weight in found if study.row.state == "used"]
    return Asked(
        analysis=analysis,
        plan=plan,
        pooled=pooled,
        studies=tuple(study for study, _ in used),
        weights=tuple(weight for _, weight in used),
    )


def refused(plan: FigurePlan, found: str, expected: str) -> DataError:
    """Return the error that says why a figure cannot be drawn."""
    message = f"found {found}, expected {expected}, for figure {plan.id!r} of the kind {plan.kind!r}"
    return DataError([Issue("figure-fits-data", plan.origin, message)])
