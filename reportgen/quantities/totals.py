"""What is printed of a result's parts together: the weight they add up to, and the test between subgroups."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.document import Number
from reportgen.pooling import Pooled
from reportgen.quantities.cells import weakest
from reportgen.style import Style
from reportgen.wording import numbers

__all__ = ["SubgroupTestQuantities", "subgroup_test_quantities", "weight_total"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubgroupTestQuantities:
    """What is printed of the test between subgroups; `p_revman` is worded for forest plots."""

    chi2: Number
    df: Number
    p: Number
    p_revman: Number
    i2: Number


def weight_total(pooled: Pooled, style: Style, part: str | None = None) -> Number:
    """Return the weight in percent of all studies used, or of one subgroup's within the whole result `pooled`."""
    rows = zip(pooled.effects.rows, pooled.weights, strict=True)
    chosen = [(row, share) for row, share in rows if row.state == "used" and part in {None, row.subgroup}]
    share = sum(share for _, share in chosen)
    return Number(
        text=numbers.weight(share, style.numbers),
        value=share,
        statistic="total_weight",
        subject=f"outcome/{pooled.effects.outcome.id}" + ("" if part is None else f"/subgroup/{part}"),
        inputs=pooled.inputs,
        provenance=weakest(row.provenance for row, _ in chosen),
        how="sum of the weights",
    )


def subgroup_test_quantities(pooled: Pooled, style: Style) -> SubgroupTestQuantities | None:
    """Return what is printed of the test between subgroups, or None where there is no test."""
    test = pooled.subgroup_test
    if test is None:
        return None

    def number(statistic: str, value: float, text: str) -> Number:
        return Number(
            text=text,
            value=value,
            statistic=f"subgroup_{statistic}",
            subject=f"outcome/{pooled.effects.outcome.id}",
            inputs=pooled.inputs,
            provenance=weakest(row.provenance for row in pooled.effects.rows if row.state == "used"),
            how="test between subgroups",
        )

    return SubgroupTestQuantities(
        chi2=number("chi2", test.q, numbers.fixed(test.q, 2)),
        df=number("df", test.df, str(test.df)),
        p=number("p", test.p, numbers.p_value(test.p, style.numbers)),
        p_revman=number("p", test.p, numbers.p_value_revman(test.p)),
        i2=number("i2", test.i2, numbers.percent(test.i2)),
    )
