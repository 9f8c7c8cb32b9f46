"""What is printed of a pooled result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from reportgen.document import Number
from reportgen.effects import MEASURES, ArmData, EffectRow, RowState, typical_size
from reportgen.errors import Origin
from reportgen.pooling import Estimate, Heterogeneity, Pooled
from reportgen.quantities.cells import weakest
from reportgen.quantities.effect import effect_quantities, natural
from reportgen.quantities.nodes import Change, EffectQuantities, PooledQuantities, RowCounts, VariedQuantities
from reportgen.quantities.shown import distinct_studies
from reportgen.style import Style
from reportgen.wording import numbers

__all__ = ["People", "people_of", "pooled_quantities", "row_counts", "varied_quantities"]

People: TypeAlias = tuple[float, tuple[Origin, ...]] | None
"""The participants of a row with the cells that say so besides those of its effect; None where they are not given."""


def pooled_quantities(
    pooled: Pooled, style: Style, part: str = "", change: Change | None = None
) -> PooledQuantities | None:
    """Return what is printed of a pooled result; None without a summary.

    `part` names the subgroup, if it is one; `change` says what was changed, if the result is not the one planned.
    """
    if pooled.summary is None:
        return None
    make = _Maker(pooled, pooled.summary, style, part, change)
    return PooledQuantities(
        effect=make.effect(pooled.summary),
        **_test(make, pooled.summary),
        interval=pooled.summary.interval,
        prediction=make.prediction(pooled.summary),
        k=make.number("k", distinct_studies(pooled), str(distinct_studies(pooled))),
        results=make.number("results", pooled.k, str(pooled.k)),
        n=make.total("n", ("experimental", "comparator")),
        n_used=make.total("n", ("experimental", "comparator"), states=("used",)),
        n_experimental=make.total("n", ("experimental",)),
        n_comparator=make.total("n", ("comparator",)),
        events_experimental=make.total("events", ("experimental",)),
        events_comparator=make.total("events", ("comparator",)),
        **_spread(make, pooled.heterogeneity),
        notes=pooled.notes,
    )


def varied_quantities(
    pooled: Pooled, style: Style, change: Change, people: Sequence[People]
) -> VariedQuantities | None:
    """Return what is printed of a result that was pooled otherwise than planned; None without a summary.

    `people` has the participants of each row, worked out once for all variations.
    """
    if pooled.summary is None:
        return None
    make = _Maker(pooled, pooled.summary, style, "", change)
    het, random = pooled.heterogeneity, pooled.plan.model == "random"
    p = None if MEASURES[pooled.effects.measure].null is None else pooled.summary.p
    shown, studies = style.numbers, distinct_studies(pooled)
    return VariedQuantities(
        effect=make.effect(pooled.summary),
        p=None if p is None else make.number("p", p, numbers.p_value(p, shown)),
        k=make.number("k", studies, str(studies)),
        results=make.number("results", pooled.k, str(pooled.k)),
        n_used=make.people(people),
        i2=make.number("i2", het.i2, numbers.percent(het.i2), how=f"I2 from {het.i2_from}") if het else None,
        i2_from=het.i2_from if het else "",
        tau2=make.number("tau2", het.tau2, numbers.tau2(het.tau2, shown)) if het and random else None,
        notes=pooled.notes,
    )


def people_of(row: EffectRow) -> People:
    """Return the participants of a row with the cells that give them and are not behind its effect."""
    found = _size(row, "n", ("experimental", "comparator"))
    return None if found is None else (found[0], tuple(cell for cell in found[1] if cell not in row.inputs))


def row_counts(pooled: Pooled, style: Style) -> RowCounts:
    """Return how many studies have an effect on an outcome, how many effects these are, and of how many people."""
    make = _Maker(pooled, None, style, "", None)
    return RowCounts(
        studies=make.number("k", distinct_studies(pooled), str(distinct_studies(pooled))),
        results=make.number("results", pooled.k, str(pooled.k)),
        n=make.total("n", ("experimental", "comparator"), states=("used",)),
    )


def _test(make: _Maker, summary: Estimate) -> dict[str, Any]:
    """Return the test against the null; nothing for measures that have none."""
    if MEASURES[make.pooled.effects.measure].null is None:
        return dict.fromkeys(("p", "p_revman", "test", "test_df"))
    df = summary.df
    size = abs(summary.statistic)
    return {
        "p": make.number("p", summary.p, numbers.p_value(summary.p, make.style.numbers)),
        "p_revman": make.number("p", summary.p, numbers.p_value_revman(summary.p)),
        "test": make.number("z" if df is None else "t", size, numbers.fixed(size, 2)),
        "test_df": None if df is None else make.number("t_df", df, numbers.degrees_of_freedom(df)),
    }


def _spread(make: _Maker, het: Heterogeneity | None) -> dict[str, Any]:
    """Return what describes heterogeneity; nothing below two studies, and no tau2 in a common-effect model.

    The limits of tau2 are left out where no tau2 fits so small a Q: both would be 0, which is no interval.
    """
    if het is None:
        names = ("chi2", "df", "p_het", "p_het_revman", "i2", "tau2", "tau2_limits")
        return {**dict.fromkeys(names), "i2_from": "", "i2_ambiguous": False}
    style = make.style.numbers
    random = make.pooled.plan.model == "random"
    limits = (("tau2_low", het.tau2_low), ("tau2_high", het.tau2_high))
    profiled = [make.number(name, value, numbers.tau2(value, style), how="Q-profile") for name, value in limits]
    return {
        "chi2": make.number("chi2", het.q, numbers.fixed(het.q, 2)),
        "df": make.number("df", het.df, str(het.df)),
        "p_het": make.number("p_het", het.p, numbers.p_value(het.p, style)),
        "p_het_revman": make.number("p_het", het.p, numbers.p_value_revman(het.p)),
        "i2": make.number("i2", het.i2, numbers.percent(het.i2), how=f"I2 from {het.i2_from}"),
        "i2_from": het.i2_from,
        "i2_ambiguous": random and numbers.percent(het.i2_q) != numbers.percent(het.i2_tau2),
        "tau2": make.number("tau2", het.tau2, numbers.tau2(het.tau2, style)) if random else None,
        "tau2_limits": tuple(profiled) if random and het.tau2_high > 0 else None,
    }


class _Maker:
    """Makes the numbers of one pooled result: same subject, inputs, provenance and method for all of them."""

    def __init__(
        self, pooled: Pooled, summary: Estimate | None, style: Style, part: str, change: Change | None
    ) -> None:
        if change is not None and change.inputs:
            pooled = replace(pooled, inputs=tuple(dict.fromkeys((*pooled.inputs, *change.inputs))))
        plan = pooled.plan
        tau2 = (plan.tau2,) if plan.model == "random" else ()
        self.pooled, self.style = pooled, style
        self.subject = f"outcome/{pooled.effects.outcome.id}" + (f"/subgroup/{part}" if part else "")
        pooling = ("counted",) if summary is None else ("pooled", plan.method, plan.model, *tau2, summary.interval)
        self.how = ", ".join(pooling)
        self.besides: tuple[Origin, ...] = ()
        if change is not None:
            self.subject = f"{self.subject}/sensitivity/{change.name}"
            self.how = f"{change.how}: {self.how}"
            self.besides = change.inputs
        self.provenance = weakest(r.provenance for r in pooled.effects.rows if r.state == "used")
        self.size = typical_size(pooled.effects)

    def number(self, statistic: str, value: float, text: str, how: str = "") -> Number:
        """Return a number of the result with what all of them share; `how` is said besides how it was pooled."""
        return Number(
            text=text,
            value=value,
            statistic=statistic,
            subject=self.subject,
            inputs=self.pooled.inputs,
            provenance=self.provenance,
            how=f"{self.how}, {how}" if how else self.how,
        )

    def effect(self, summary: Estimate) -> EffectQuantities:
        """Return the estimate with its limits."""
        basis = (self.pooled.inputs, self.provenance, self.how)
        measure = self.pooled.effects.outcome.measure
        return effect_quantities(summary, measure, self.subject, basis, self.style, self.size)

    def prediction(self, summary: Estimate) -> tuple[Number, Number] | None:
        """Return the limits of the prediction interval, with as many decimals as the effect needs or more."""
        if self.pooled.prediction is None:
            return None
        measure = MEASURES[self.pooled.effects.measure]
        estimate, low, high = (natural(y, measure, self.size) for y in (summary.estimate, *self.pooled.prediction))
        _, low_text, high_text = numbers.effect(estimate, low, high, measure.null, self.style.numbers)
        how = f"prediction interval {self.pooled.plan.prediction}"
        return (
            self.number("prediction_low", low, low_text, how),
            self.number("prediction_high", high, high_text, how),
        )

    def people(self, people: Sequence[People]) -> Number | None:
        """Return the participants of the rows that are used; None where one does not give them."""
        found = [size for row, size in zip(self.pooled.effects.rows, people, strict=True) if row.state == "used"]
        known = [size for size in found if size is not None]
        if len(known) < len(found) or not known:
            return None
        value = sum(size for size, _ in known)
        number = replace(
            self.number("used_n", value, numbers.count(value, self.style.numbers)), how="sum over the studies"
        )
        more = [cell for _, cells in known for cell in cells]
        return replace(number, inputs=tuple(dict.fromkeys((*number.inputs, *more)))) if more else number

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
        else:
            inputs = list(dict.fromkeys((*inputs, *self.besides)))
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
        inputs = tuple(origin for arm in chosen for origin in arm.inputs.get(column, ()))
        people = column == "n" and len(sides) > 1
        return (_people(row, chosen) if people else sum(arm.values[column] for arm in chosen)), inputs
    cells = [result.data[column] for result in row.results if column in result.data]
    if column != "n" or len(sides) < 2 or len(cells) != 1 or cells[0].value is None:
        return None
    return cells[0].value, (cells[0].origin,)


def _people(row: EffectRow, arms: list[ArmData]) -> float:
    """Return the participants of a study, each counted once, whatever its design made of their number."""
    if row.participants is not None:
        return row.participants
    return sum(arm.values["n"] if arm.participants is None else arm.participants for arm in arms)
