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
from reportgen.quantities.nodes import Change, PooledQuantities, VariedQuantities
from reportgen.quantities.pooled import people_of, pooled_quantities, varied_quantities
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
    shown: PooledQuantities | VariedQuantities | None
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
    again, shown = _Base(pooled, style).pooled_again(change, plan=replace(pooled.plan, model=model))
    return Variation(kind="model", pooled=again, shown=shown)


def each_estimator(pooled: Pooled, style: Style) -> Iterator[Variation]:
    """Yield the result of the random-effects model with each estimator of tau2, the planned one too."""
    base = _Base(pooled, style)
    for name in ESTIMATORS:
        change = Change(name=f"tau2/{name}", how=f"tau2 by {name}")
        again, shown = base.pooled_again(change, plan=replace(pooled.plan, model="random", tau2=name))
        yield Variation(kind="tau2", pooled=again, shown=shown)


def without_high_risk(review: Review, pooled: Pooled, high: HighRisk, style: Style) -> Variation:
    """Return the result without the studies at high risk of bias; that of all where none is."""
    split = split_by_risk(review, pooled, high)
    change = Change(
        name="high-risk",
        how=f"without studies at high risk of bias ({', '.join(high.domains)})",
        inputs=split.inputs,
    )
    again, shown = _Base(pooled, style).pooled_again(change, lambda study: study not in split.high)
    return Variation(
        kind="high-risk",
        pooled=again,
        shown=shown,
        studies=_names(review, split.high),
        unjudged=_names(review, split.unjudged),
    )


def without_each_study(review: Review, pooled: Pooled, style: Style) -> Iterator[Variation]:
    """Yield the result without each study in turn, in the order of studies.csv; with all results of it left out."""
    base = _Base(pooled, style)
    names = _names(review, tuple(dict.fromkeys(row.study for row in base.rows if row.state == "used")))
    for name in names:
        change = Change(name=f"without/{name.text}", how=f"without {name.text}")
        again, shown = base.pooled_again(change, partial(ne, name.text))
        yield Variation(kind="leave-one-out", pooled=again, shown=shown, studies=(name,))


def cumulative_results(review: Review, pooled: Pooled, style: Style, sort: FigureSort = "") -> Iterator[Variation]:
    """Yield the result after each study that joined, by year unless asked otherwise; the last is that of all studies.

    What studies are sorted by is among the inputs: it decides which of them come first.
    """
    base = _Base(pooled, style)
    order = ordered_studies(review, pooled, sort)
    first: set[str] = set()
    for name in _names(review, order.studies):
        first.add(name.text)
        how = f"the first {len(first)} of {len(order.studies)} studies, {order.by}"
        change = Change(name=f"cumulative/{name.text}", how=how, inputs=order.inputs)
        again, shown = base.pooled_again(change, first.__contains__)
        yield Variation(kind="cumulative", pooled=again, shown=shown, studies=(name,))


class _Base:
    """A result that is pooled again and again: its rows without their subgroups, and the participants of each."""

    def __init__(self, pooled: Pooled, style: Style) -> None:
        self.pooled, self.style = pooled, style
        self.rows = tuple(replace(row, subgroup="") if row.subgroup else row for row in pooled.effects.rows)
        self.people = tuple(people_of(row) for row in self.rows)

    def pooled_again(
        self, change: Change, keeps: Callable[[str], bool] = lambda _: True, plan: Plan | None = None
    ) -> tuple[Pooled, VariedQuantities | None]:
        """Return the total of the rows whose study is kept, pooled anew, with what is printed of it."""
        kept = [pair for pair in zip(self.rows, self.people, strict=True) if keeps(pair[0].study)]
        effects = replace(self.pooled.effects, rows=tuple(row for row, _ in kept))
        again = pool_effects(effects, plan or self.pooled.plan)
        return again, varied_quantities(again, self.style, change, [people for _, people in kept])


def _names(review: Review, studies: tuple[str, ...]) -> tuple[Datum, ...]:
    origins: dict[str, Origin] = {study.id: study.origin for study in review.studies}
    return tuple(study_name(study, origins[study]) for study in studies)
