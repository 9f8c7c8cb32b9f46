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
        text = numbers.as_entered(found.value, found.text)
        return Number(
            text=f"{text.rstrip('% ')}%" if column == "i2" else text,
            value=found.value,
            statistic=column,
            subject=f"published/{published.id}",
            inputs=(found.origin,),
            provenance=published.attribution.provenance,
            how="as published",
        )

    estimate, low, high = cell("estimate"), cell("ci_low"), cell("ci_high")
    effect = EffectQuantities(estimate=estimate, ci_low=low, ci_high=high) if estimate and low and high else None
    return PublishedQuantities(effect=effect, p=_published_p(published, style), k=cell("k"), n=cell("n"), i2=cell("i2"))


def _published_p(published: PublishedEffect, style: Style) -> Number | None:
    """Return the P value in its printed digits; a sign before it (<) is set apart as the style asks."""
    printed = published.p_printed.strip().lstrip("= ")
    if not printed:
        return None
    digits = printed.lstrip("<>≤≥ ")
    sign = printed[: len(printed) - len(digits)].strip()
    gap = numbers.NBSP if sign and style.numbers.spaced_relations else ""
    try:
        value = float(digits)
    except ValueError:
        value = None
    return Number(
        text=f"{sign}{gap}{digits}",
        value=value,
        statistic="p",
        subject=f"published/{published.id}",
        inputs=(published.p_origin or published.origin,),
        provenance=published.attribution.provenance,
        how="as published",
    )
