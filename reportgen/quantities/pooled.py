"""What is printed of a pooled result."""

from __future__ import annotations

from reportgen.document import Number
from reportgen.errors import Origin
from reportgen.pooling import Estimate, Pooled
from reportgen.quantities.cells import weakest
from reportgen.quantities.effect import effect_quantities
from reportgen.quantities.nodes import EffectQuantities, PooledQuantities
from reportgen.style import Style
from reportgen.wording import numbers

__all__ = ["pooled_quantities"]


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
        return effect_quantities(summary, self.pooled.effects.outcome.measure, self.subject, basis, self.style)

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
