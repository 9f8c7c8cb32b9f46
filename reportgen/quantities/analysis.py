"""A review with all its results: what figures, tables and text are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.effects import study_effects
from reportgen.model import Outcome, PublishedEffect, Review, Study
from reportgen.pooling import Pooled, pool_effects, shown_totals
from reportgen.style import Style

__all__ = ["Analysis", "analyse", "forest_plots"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A review, the style it is printed in, and the pooled result of each outcome that is pooled, by outcome id."""

    review: Review
    style: Style
    pooled: Mapping[str, Pooled]

    @property
    def studies(self) -> dict[str, Study]:
        """Return the studies by their id."""
        return {study.id: study for study in self.review.studies}

    def published(self, outcome: Outcome) -> tuple[PublishedEffect, ...]:
        """Return the published effects of an outcome."""
        return tuple(effect for effect in self.review.published if effect.outcome == outcome.id)


def analyse(review: Review, style: Style) -> Analysis:
    """Return the review with the results of all outcomes that are pooled, each by its own plan.

    Totals that an outcome does not show are left out (see `shown_totals`).
    """
    pooled = {
        outcome.id: shown_totals(pool_effects(study_effects(review, outcome), outcome.plan))
        for outcome in review.outcomes
        if outcome.pooled
    }
    return Analysis(review=review, style=style, pooled=pooled)


def forest_plots(analysis: Analysis) -> dict[str, tuple[Outcome, ...]]:
    """Return the forest plots to draw: their ids, with the outcomes that are their blocks.

    Outcomes that name a figure share it, whatever they hold; an outcome that names none gets a plot of its own
    when at least two results are in it, be they of one study in two subgroups (one result alone is told in a line of
    text and of a table).
    """
    plots: dict[str, list[Outcome]] = {}
    for outcome in analysis.review.outcomes:
        pooled = analysis.pooled.get(outcome.id)
        rows = len(pooled.effects.rows) if pooled else 0
        drawable = rows > 0 or any("estimate" in effect.data for effect in analysis.published(outcome))
        shared = outcome.figure not in {"", outcome.id}
        if (shared and drawable) or rows > 1:
            plots.setdefault(outcome.figure or outcome.id, []).append(outcome)
    return {id_: tuple(outcomes) for id_, outcomes in plots.items()}
