"""A result pooled otherwise than planned: by another model, another estimator, or without some of its studies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from operator import ne
from typing import Literal

from reportgen.document import Datum
from reportgen.errors import Origin
from reportgen.model import FigureSort, HighRisk, Plan, Review
from reportgen.pooling import ESTIMATORS, Pooled, pool_effects
from reportgen.quantities.cells import study_name
from reportgen.quantities.high_risk import split_by_risk
from reportgen.quantities.nodes import Change, PooledQuantities
from reportgen.quantities.pooled import pooled_quantities
from reportgen.quantities.study_order import ordered_studies
from reportgen.style import Style

__all__ = [
    "Variation",
    "VariationKind",
    "as_planned",
    "cumulative_results",
    "each_estimator",
    "other_model",
    "without_each_study",
    "without_high_risk",
]

VariationKind = Literal["planned", "model", "tau2", "high-risk", "leave-one-out", "cumulative"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """One result of a sensitivity analysis.

    `pooled` is the result on the scale of analysis, `shown` what is printed of it: None without a study. `studies` are
    the names of the studies that were left out, or of the one that joined. `unjudged` names studies that were kept for
    want of a judgement on their risk of bias.
    """

    kind: VariationKind
    pooled: Pooled
    shown: PooledQuantities | None
    studies: tuple[Datum, ...] = ()
    unjudged: tuple[Datum, ...] = ()

    @property
    def plan(self) -> Plan:
        """Return the plan that the result was pooled by."""
        return self.pooled.plan


def as_planned(pooled: Pooled, style: Style) -> Variation:
    """Return the result that all others are compared with."""
    return Variation(kind="planned", pooled=pooled, shown=pooled_quantities(pooled, style))


def other_model(pooled: Pooled, style: Style) -> Variation:
    """Return the result of the common-effect model for a random-effects one, and the other way round.

    Weights, estimator and interval are those of the plan, as far as the other model has them.
    """
    model = "random" if pooled.plan.model == "common" else "common"
    change = Change(name=f"model/{model}", how=f"{model} in place of the {pooled.plan.model} model")
    again = _pooled_again(pooled, replace(pooled.plan, model=model))
    return Variation(kind="model", pooled=again, shown=pooled_quantities(again, style, change=change))


def each_estimator(pooled: Pooled, style: Style) -> Iterator[Variation]:
    """Yield the result of the random-effects model with each estimator of tau2, the planned one too."""
    for name in ESTIMATORS:
        change = Change(name=f"tau2/{name}", how=f"tau2 by {name}")
        again = _pooled_again(pooled, replace(pooled.plan, model="random", tau2=name))
        yield Variation(kind="tau2", pooled=again, shown=pooled_quantities(again, style, change=change))


def without_high_risk(review: Review, pooled: Pooled, high: HighRisk, style: Style) -> Variation:
    """Return the result without the studies at high risk of bias; that of all where none is."""
    split = split_by_risk(review, pooled, high)
    change = Change(
        name="high-risk",
        how=f"without studies at high risk of bias ({', '.join(high.domains)})",
        inputs=split.inputs,
    )
    again = _pooled_again(pooled, pooled.plan, lambda study: study not in split.high)
    return Variation(
        kind="high-risk",
        pooled=again,
        shown=pooled_quantities(again, style, change=change),
        studies=_names(review, split.high),
        unjudged=_names(review, split.unjudged),
    )


def without_each_study(review: Review, pooled: Pooled, style: Style) -> Iterator[Variation]:
    """Yield the result without each study in turn, in the order of studies.csv; with all results of it left out."""
    for study in dict.fromkeys(row.study for row in pooled.effects.rows if row.state == "used"):
        again = _pooled_again(pooled, pooled.plan, partial(ne, study))
        change = Change(name=f"without/{study}", how=f"without {study}")
        shown = pooled_quantities(again, style, change=change)
        yield Variation(kind="leave-one-out", pooled=again, shown=shown, studies=_names(review, (study,)))


def cumulative_results(review: Review, pooled: Pooled, style: Style, sort: FigureSort = "") -> Iterator[Variation]:
    """Yield the result after each study that joined, by year unless asked otherwise; the last is that of all studies.

    What studies are sorted by is among the inputs: it decides which of them come first.
    """
    order = ordered_studies(review, pooled, sort)
    for turn, study in enumerate(order.studies, 1):
        first = frozenset(order.studies[:turn])
        again = _pooled_again(pooled, pooled.plan, first.__contains__)
        how = f"the first {turn} of {len(order.studies)} studies, {order.by}"
        change = Change(name=f"cumulative/{study}", how=how, inputs=order.inputs)
        shown = pooled_quantities(again, style, change=change)
        yield Variation(kind="cumulative", pooled=again, shown=shown, studies=_names(review, (study,)))


def _pooled_again(pooled: Pooled, plan: Plan, keeps: Callable[[str], bool] = lambda _: True) -> Pooled:
    """Return the total of the rows whose study is kept, pooled anew."""
    rows = tuple(replace(row, subgroup="") for row in pooled.effects.rows if keeps(row.study))
    return pool_effects(replace(pooled.effects, rows=rows), plan)


def _names(review: Review, studies: tuple[str, ...]) -> tuple[Datum, ...]:
    origins: dict[str, Origin] = {study.id: study.origin for study in review.studies}
    return tuple(study_name(study, origins[study]) for study in studies)
