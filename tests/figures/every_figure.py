"""Every figure that a review can have: each kind that is registered, in each layout, plain and with all it can show.

The registries are walked, so that a new kind, layout or style is drawn and tested without a word here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from importlib import import_module

from reportgen.errors import Origin
from reportgen.figures import FIGURES, FigureKind, figure_plans
from reportgen.model import FigurePlan, Review
from reportgen.style import Style

__all__ = ["every_plan", "layouts_of", "switches_of"]

_PLACE = Origin("review.yaml", 1)
_SWITCHES = tuple(f.name for f in fields(FigurePlan) if str(f.type).startswith("bool"))


def every_plan(review: Review, outcomes: frozenset[str] | None = None) -> Iterator[FigurePlan]:
    """Yield the plans of all figures of a review; `outcomes` are the ids of those to draw, all if None.

    The usual figures come first, then the kinds that must be asked for, then layouts, then all that can be switched on.
    Each has an id of its own, except that layouts of a forest plot must keep the id that names its outcomes.
    """
    plans = [plan for plan in figure_plans(review) if _is_drawn(plan, review, outcomes)]
    usual = {plan.kind for plan in plans}
    for name, kind in FIGURES.items():
        if name not in usual:
            plans += _asked_for(name, kind, review, outcomes)
    yield from plans
    for plan in plans:
        kind = FIGURES[plan.kind]
        usual_layout = plan.layout or Style().figures.forest
        laid = [plan, *(replace(plan, layout=layout) for layout in layouts_of(kind) if layout != usual_layout)]
        yield from laid[1:]
        yield from (fuller for one in laid if (fuller := _all_on(one, kind, review)))


def layouts_of(kind: FigureKind) -> tuple[str, ...]:
    """Return the names of the layouts that a kind of figure can be asked for."""
    if "layout" not in kind.settings:
        return ()
    return tuple(import_module("reportgen.figures.layouts").LAYOUTS)


def switches_of(kind: FigureKind) -> tuple[str, ...]:
    """Return the settings of a kind that are on or off."""
    return tuple(name for name in _SWITCHES if name in kind.settings)


def _is_drawn(plan: FigurePlan, review: Review, outcomes: frozenset[str] | None) -> bool:
    if plan.kind != "forest" or outcomes is None:
        return True
    shown = {o.id for o in review.outcomes if plan.id in {o.id, o.figure} or plan.outcome == o.id}
    return bool(shown & outcomes)


def _asked_for(name: str, kind: FigureKind, review: Review, outcomes: frozenset[str] | None) -> Iterator[FigurePlan]:
    if "outcome" not in kind.settings:
        yield FigurePlan(id=name, kind=name, origin=_PLACE)
        return
    moderators = _numeric(review) if "moderator" in kind.needs else ("",)
    for outcome in review.outcomes:
        if outcomes is None or outcome.id in outcomes:
            for moderator in moderators:
                id_ = "-".join(filter(None, (name, outcome.id, moderator)))
                yield FigurePlan(id=id_, kind=name, outcome=outcome.id, moderator=moderator, origin=_PLACE)


def _all_on(plan: FigurePlan, kind: FigureKind, review: Review) -> FigurePlan | None:
    """Return the plan with everything that it can show besides, or None where there is nothing of the kind."""
    more: dict[str, object] = dict.fromkeys(switches_of(kind), True)
    if "columns" in kind.settings:
        more["columns"] = review.characteristics[:2]
    if not any(more.values()):
        return None
    return replace(plan, **more, sort="effect" if "sort" in kind.settings else plan.sort)


def _numeric(review: Review) -> tuple[str, ...]:
    """Return the characteristics that are numbers in most studies, at most two."""
    named = dict.fromkeys(name for study in review.included() for name in study.characteristics)
    return tuple(name for name in named if _is_numeric(name, review))[:2]


def _is_numeric(name: str, review: Review) -> bool:
    found = [study.characteristics.get(name) for study in review.included()]
    texts = [cell.text for cell in found if cell is not None and cell.text]
    return len(texts) > 2 and all(text.replace(".", "", 1).isdigit() for text in texts)
