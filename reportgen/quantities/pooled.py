"""What is printed of a pooled result."""

from __future__ import annotations

from reportgen.document import Number
from reportgen.effects import EffectRow, RowState
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
        n_used=make.total("n", ("experimental", "comparator"), states=("used",)),
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
        """Return a number of the result with what all of them share."""
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
        """Return the estimate with its limits."""
        basis = (self.pooled.inputs, self.provenance, self.how)
        return effect_quantities(summary, self.pooled.effects.outcome.measure, self.subject, basis, self.style)

    def total(
        self, column: str, sides: tuple[str, ...], states: tuple[RowState, ...] = ("used", "not_estimable")
    ) -> Number | None:
        """Return the sum over the rows in these states; None where one does not give it: a part would mislead."""
        value = 0.0
        inputs: list[Origin] = []
        for row in self.pooled.effects.rows:
            if row.state not in states:
                continue
            found = _size(row, column, sides)
            if found is None:
                return None
            value += found[0]
            inputs += found[1]
        if not inputs:
            return None
        if len(states) == 1:  # whether a study is used depends on more of its cells than those added up
            inputs = list(dict.fromkeys((*inputs, *self.pooled.inputs)))
        return Number(
            text=numbers.count(value, self.style.numbers),
            value=value,
            statistic=f"total_{column}" if len(states) > 1 else f"used_{column}",
            subject="/".join((self.subject, *(sides if len(sides) == 1 else ()))),
            inputs=tuple(inputs),
            provenance=self.provenance,
            how="sum over the studies",
        )


def _size(row: EffectRow, column: str, sides: tuple[str, ...]) -> tuple[float, tuple[Origin, ...]] | None:
    """Return events or participants of one study with their cells.

    The n of a row that gives an effect only counts both sides of its study.
    """
    arms = [arm for arm in (row.experimental, row.comparator) if arm is not None]
    if arms:
        chosen = [arm for side in sides if (arm := getattr(row, side)) is not None]
        if any(column not in arm.values for arm in chosen):
            return None
        return sum(arm.values[column] for arm in chosen), tuple(o for arm in chosen for o in arm.inputs.get(column, ()))
    cells = [result.data[column] for result in row.results if column in result.data]
    if column != "n" or len(sides) < 2 or len(cells) != 1 or cells[0].value is None:
        return None
    return cells[0].value, (cells[0].origin,)
