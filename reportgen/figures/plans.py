"""Which figures a review gets: the usual ones, with settings it may give them, and those it asks for besides."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.errors import DataError, Issue, Origin, did_you_mean
from reportgen.figures.forest import choice_flaws
from reportgen.figures.registry import FIGURES
from reportgen.model import FIGURE_SETTINGS, FigurePlan, Review

__all__ = ["figure_plans"]

_USUAL = ("flow", "risk-of-bias")
"""Figures of every review that has data for them, called by their kind."""


def figure_plans(review: Review) -> tuple[FigurePlan, ...]:
    """Return the plans of all figures that a review can have, in the order they stand in the manuscript.

    Raises:
        DataError: with an issue for each unknown kind, each setting that a kind does not read or lacks, and each name
            of no outcome.
    """
    if issues := [issue for plan in review.figures for issue in _flaws(plan, review)]:
        raise DataError(issues)
    asked = {plan.id: plan for plan in review.figures}
    place = Origin("review.yaml", 1)
    usual = {kind: FigurePlan(id=kind, kind=kind, origin=place) for kind in _USUAL}
    shared = [plan.id for plan in review.figures if plan.kind == "forest" and not plan.outcome]
    forests = dict.fromkeys((*shared, *(outcome.figure or outcome.id for outcome in review.outcomes)))
    usual |= {id_: FigurePlan(id=id_, origin=place) for id_ in forests if id_ not in usual}
    return tuple({**usual, **asked}.values())


def _flaws(plan: FigurePlan, review: Review) -> Iterator[Issue]:
    kind = FIGURES.get(plan.kind)
    if kind is None:
        message = f"found kind {plan.kind!r} of figure {plan.id!r}, expected one of `reportgen list figures`"
        yield Issue("figure-kind-is-known", plan.origin, message, hint=did_you_mean(plan.kind, tuple(FIGURES)))
        return
    usual = FigurePlan(id=plan.id, origin=plan.origin)
    given = {name for name in FIGURE_SETTINGS if getattr(plan, name) != getattr(usual, name)}
    for name in sorted(given - kind.settings):
        known = ", ".join(sorted(kind.settings)) or "none"
        message = f"found `{name}` in figure {plan.id!r}, expected a setting of the kind {plan.kind!r}: {known}"
        yield Issue("figure-settings-fit", plan.origin, message)
    for name in sorted(kind.needs - given):
        message = f"found no `{name}` in figure {plan.id!r}, expected one, which the kind {plan.kind!r} needs"
        yield Issue("figure-settings-fit", plan.origin, message)
    yield from choice_flaws(plan, review)
    outcomes = [outcome.id for outcome in review.outcomes]
    for name in ("outcome", "weights"):
        if (id_ := getattr(plan, name)) and id_ not in outcomes:
            message = f"found {name} {id_!r} in figure {plan.id!r}, expected the id of an outcome"
            yield Issue("outcome-is-known", plan.origin, message, hint=did_you_mean(id_, outcomes))
