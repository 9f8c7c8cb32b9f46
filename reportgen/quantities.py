"""Each quantity of a result as a `Number` node: rounded, named, with the cells behind it.

Figures, tables and text take their numbers from here, so that none of them can print another digit than the rest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.document import Datum, Number
from reportgen.effects import MEASURES, ArmData, EffectRow, Measure
from reportgen.errors import Origin
from reportgen.model import Cell, FlowCount, PublishedEffect, Study
from reportgen.pooling import Estimate, Pooled
from reportgen.style import Style
from reportgen.wording import numbers

__all__ = [
    "EffectQuantities",
    "PooledQuantities",
    "PublishedQuantities",
    "StudyQuantities",
    "cell_number",
    "counted",
    "flow_number",
    "natural",
    "pooled_quantities",
    "published_quantities",
    "study_name",
    "study_quantities",
    "weakest",
]

PROVENANCE_ORDER = ("reported", "derived", "reconstructed", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectQuantities:
    """An estimate with its limits, on the printed scale."""

    estimate: Number
    ci_low: Number
    ci_high: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyQuantities:
    """What is printed of one study's row: its name, arm data by column, weight and effect.

    `experimental` and `comparator` map columns (``events``, ``n``, ``mean``, ``sd``) to numbers; empty when the row
    gives an effect only. `effect` and `weight` are None for a study that is not estimable; `reason` says why.
    """

    name: Datum
    experimental: Mapping[str, Number]
    comparator: Mapping[str, Number]
    effect: EffectQuantities | None
    weight: Number | None
    row: EffectRow
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledQuantities:
    """What is printed of a pooled result. Those that do not exist for it (heterogeneity of one study) are None.

    `p` is worded for running text, `p_revman` for forest plots. `n` counts all participants of the studies shown,
    with `n_experimental`, `n_comparator`, `events_experimental`, `events_comparator` where arms are given.
    """

    effect: EffectQuantities
    p: Number
    p_revman: Number
    z: Number
    k: Number
    n: Number | None
    n_experimental: Number | None
    n_comparator: Number | None
    events_experimental: Number | None
    events_comparator: Number | None
    chi2: Number | None
    df: Number | None
    p_het: Number | None
    p_het_revman: Number | None
    i2: Number | None
    tau2: Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedQuantities:
    """What is printed of a published effect; None for what it does not give."""

    effect: EffectQuantities | None
    p: Number | None
    k: Number | None
    n: Number | None
    i2: Number | None


def natural(y: float, measure: Measure) -> float:
    """Return a value of the scale of analysis on the printed scale (the exponential for ratio measures)."""
    if measure.scale != "log":
        return y
    return math.exp(min(y, 700.0))


def weakest(words: Iterable[str]) -> str:
    """Return the least certain of several provenances."""
    return max(words, key=PROVENANCE_ORDER.index, default="reported")


def study_name(study: str, origin: Origin) -> Datum:
    """Return a study's name as a node that leads to its row in studies.csv."""
    return Datum(text=study, subject=f"study/{study}", inputs=(origin,))


def cell_number(cell: Cell[int] | Cell[float], statistic: str, subject: str, style: Style) -> Number | None:
    """Return the number in a data cell as it was entered, or None for an empty cell."""
    if cell.value is None:
        return None
    whole = isinstance(cell.value, int)
    text = numbers.count(cell.value, style.numbers) if whole else numbers.as_entered(cell.value, cell.text)
    return Number(
        text=text,
        value=cell.value,
        statistic=statistic,
        subject=subject,
        inputs=(cell.origin,),
        provenance=cell.attribution.provenance,
        how="as entered",
    )


def counted(n: int, statistic: str, subject: str, inputs: tuple[Origin, ...], style: Style) -> Number:
    """Return a number of things that were counted in the data."""
    return Number(
        text=numbers.count(n, style.numbers), value=n, statistic=statistic, subject=subject, inputs=inputs, how="counted"
    )


def flow_number(count: FlowCount, style: Style) -> Number | None:
    """Return a count of the flow diagram, or None when it is not known."""
    subject = f"flow/{count.item}" + (f"/{count.detail}" if count.detail else "")
    return cell_number(count.n, "n", subject, style)


def study_quantities(pooled: Pooled, studies: Mapping[str, Study], style: Style) -> tuple[StudyQuantities, ...]:
    """Return what is printed of each study of a result, in the order of its rows."""
    rows = zip(pooled.effects.rows, pooled.studies, pooled.weights, strict=True)
    return tuple(_study(pooled, row, estimate, share, studies, style) for row, estimate, share in rows)


def pooled_quantities(pooled: Pooled, style: Style, part: str = "") -> PooledQuantities | None:
    """Return what is printed of a pooled result; `part` names the subgroup, if it is one. None without a summary."""
    if pooled.summary is None:
        return None
    make = _Maker(pooled, style, part)
    het = pooled.heterogeneity
    random = pooled.plan.model == "random"
    return PooledQuantities(
        effect=make.effect(pooled.summary),
        p=make.number("p", pooled.summary.p, numbers.p_value(pooled.summary.p, style.numbers)),
        p_revman=make.number("p", pooled.summary.p, numbers.p_value_revman(pooled.summary.p)),
        z=make.number("z", abs(pooled.summary.z), numbers.fixed(abs(pooled.summary.z), 2)),
        k=make.number("k", pooled.k, str(pooled.k)),
        n=make.total("n", ("experimental", "comparator")),
        n_experimental=make.total("n", ("experimental",)),
        n_comparator=make.total("n", ("comparator",)),
        events_experimental=make.total("events", ("experimental",)),
        events_comparator=make.total("events", ("comparator",)),
        chi2=None if het is None else make.number("chi2", het.q, numbers.fixed(het.q, 2)),
        df=None if het is None else make.number("df", het.df, str(het.df)),
        p_het=None if het is None else make.number("p_het", het.p, numbers.p_value(het.p, style.numbers)),
        p_het_revman=None if het is None else make.number("p_het", het.p, numbers.p_value_revman(het.p)),
        i2=None if het is None else make.number("i2", het.i2, numbers.percent(het.i2)),
        tau2=None
        if het is None or not random
        else make.number("tau2", het.tau2, numbers.tau2(het.tau2, style.numbers)),
    )


def published_quantities(published: PublishedEffect, style: Style) -> PublishedQuantities:
    """Return what is printed of a published effect, digit for digit as it was entered."""

    def cell(column: str) -> Number | None:
        found = published.data.get(column)
        if found is None or found.value is None:
            return None
        suffix = "%" if column == "i2" else ""
        return Number(
            text=numbers.as_entered(found.value, found.text) + suffix,
            value=found.value,
            statistic=column,
            subject=f"published/{published.id}",
            inputs=(found.origin,),
            provenance=published.attribution.provenance,
            how="as published",
        )

    estimate, low, high = cell("estimate"), cell("ci_low"), cell("ci_high")
    effect = EffectQuantities(estimate=estimate, ci_low=low, ci_high=high) if estimate and low and high else None
    return PublishedQuantities(effect=effect, p=_published_p(published), k=cell("k"), n=cell("n"), i2=cell("i2"))


def _published_p(published: PublishedEffect) -> Number | None:
    if not published.p_printed:
        return None
    origin = published.p_origin or published.origin
    try:
        value = float(published.p_printed.lstrip("<=> "))
    except ValueError:
        value = None
    text = published.p_printed.replace("<", f"<{numbers.NBSP}").replace(f"{numbers.NBSP} ", numbers.NBSP)
    return Number(
        text=text,
        value=value,
        statistic="p",
        subject=f"published/{published.id}",
        inputs=(origin,),
        provenance=published.attribution.provenance,
        how="as published",
    )


def _study(
    pooled: Pooled, row: EffectRow, estimate: Estimate | None, share: float, studies: Mapping[str, Study], style: Style
) -> StudyQuantities:
    outcome = pooled.effects.outcome
    subject = f"outcome/{outcome.id}/study/{row.study}"
    effect = weight = None
    if estimate is not None:
        how = f"{MEASURES[outcome.measure].title.lower()}, Wald interval"
        effect = _effect(estimate, outcome.measure, subject, (row.inputs, row.provenance, how), style)
        weight = Number(
            text=numbers.weight(share, style.numbers),
            value=share,
            statistic="weight",
            subject=subject,
            inputs=pooled.inputs,
            provenance=weakest(r.provenance for r in pooled.effects.rows if r.state == "used"),
            how=f"weight in the {pooled.plan.model} model",
        )
    return StudyQuantities(
        name=study_name(row.study, studies[row.study].origin),
        experimental=_arm(row, row.experimental, f"{subject}/experimental", style),
        comparator=_arm(row, row.comparator, f"{subject}/comparator", style),
        effect=effect,
        weight=weight,
        row=row,
        reason=row.reason,
    )


def _arm(row: EffectRow, arm: ArmData | None, subject: str, style: Style) -> dict[str, Number]:
    if arm is None:
        return {}
    combined = len(arm.arms) > 1
    shown: dict[str, Number] = {}
    for column, value in arm.values.items():
        text = arm.texts.get(column, "")
        if column in {"events", "n"}:
            text = numbers.count(value, style.numbers)
        else:
            text = numbers.fixed(value, 2) if combined or not text else numbers.as_entered(value, text)
        shown[column] = Number(
            text=text,
            value=value,
            statistic=column,
            subject=subject,
            inputs=arm.inputs.get(column, ()),
            provenance=row.provenance,
            how="arms combined" if combined else "as entered",
        )
    return shown


def _effect(
    estimate: Estimate, measure: str, subject: str, basis: tuple[tuple[Origin, ...], str, str], style: Style
) -> EffectQuantities:
    inputs, provenance, how = basis
    kind = MEASURES[measure]
    values = [natural(x, kind) for x in (estimate.estimate, estimate.ci_low, estimate.ci_high)]
    texts = numbers.effect(values[0], values[1], values[2], kind.null, style.numbers)
    name = kind.title.lower().replace(" ", "_")
    nodes = [
        Number(
            text=text,
            value=value,
            statistic=statistic,
            subject=subject,
            inputs=inputs,
            provenance=provenance,
            how=how,
        )
        for text, value, statistic in zip(texts, values, (name, "ci_low", "ci_high"), strict=True)
    ]
    return EffectQuantities(estimate=nodes[0], ci_low=nodes[1], ci_high=nodes[2])


class _Maker:
    """Makes the numbers of one pooled result: same subject, inputs, provenance and method for all of them."""

    def __init__(self, pooled: Pooled, style: Style, part: str) -> None:
        plan = pooled.plan
        self.pooled, self.style = pooled, style
        self.subject = f"outcome/{pooled.effects.outcome.id}" + (f"/subgroup/{part}" if part else "")
        self.how = f"pooled, {plan.method}, {plan.model}" + (f", {plan.tau2}" if plan.model == "random" else "")
        self.provenance = weakest(r.provenance for r in pooled.effects.rows if r.state == "used")

    def number(self, statistic: str, value: float, text: str) -> Number:
        return Number(
            text=text,
            value=value,
            statistic=statistic,
            subject=self.subject,
            inputs=self.pooled.inputs,
            provenance=self.provenance,
            how=self.how,
        )

    def effect(self, summary: Estimate) -> EffectQuantities:
        basis = (self.pooled.inputs, self.provenance, self.how)
        return _effect(summary, self.pooled.effects.outcome.measure, self.subject, basis, self.style)

    def total(self, column: str, sides: tuple[str, ...]) -> Number | None:
        value, inputs = 0.0, []
        for row in self.pooled.effects.rows:
            for arm in (getattr(row, side) for side in sides):
                if row.state != "left_out" and arm is not None and column in arm.values:
                    value += arm.values[column]
                    inputs += arm.inputs.get(column, ())
        if not inputs:
            return None
        return Number(
            text=numbers.count(value, self.style.numbers),
            value=value,
            statistic=f"total_{column}",
            subject="/".join((self.subject, *(sides if len(sides) == 1 else ()))),
            inputs=tuple(inputs),
            provenance=self.provenance,
            how="sum over the studies",
        )
