"""What is printed of a published effect, digit for digit."""

from __future__ import annotations

from reportgen.document import Number
from reportgen.model import PublishedEffect
from reportgen.quantities.nodes import EffectQuantities, PublishedQuantities
from reportgen.style import Style
from reportgen.wording import numbers

__all__ = ["published_quantities"]


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
