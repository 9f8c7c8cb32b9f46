"""An estimate with its limits on the printed scale."""

from __future__ import annotations

import math

from reportgen.document import Number
from reportgen.effects import MEASURES, Measure
from reportgen.errors import Origin
from reportgen.pooling import Estimate
from reportgen.quantities.nodes import EffectQuantities
from reportgen.style import Style
from reportgen.wording import numbers

__all__ = ["effect_quantities", "natural"]


def natural(y: float, measure: Measure) -> float:
    """Return a value of the scale of analysis on the printed scale (the exponential for ratio measures)."""
    if measure.scale != "log":
        return y
    return math.exp(min(y, 700.0))


def effect_quantities(
    estimate: Estimate, measure: str, subject: str, basis: tuple[tuple[Origin, ...], str, str], style: Style
) -> EffectQuantities:
    """Return estimate and limits as nodes; `basis` is (cells behind them, provenance, how they were got)."""
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
