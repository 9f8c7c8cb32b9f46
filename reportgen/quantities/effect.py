"""An estimate with its limits on the printed scale."""

from __future__ import annotations

import re

from reportgen.document import Number
from reportgen.effects import MEASURES, SCALES, Measure
from reportgen.errors import Origin
from reportgen.pooling import Estimate
from reportgen.quantities.nodes import EffectQuantities
from reportgen.style import Style
from reportgen.wording import numbers

__all__ = ["axis_value", "effect_quantities", "natural"]


def natural(y: float, measure: Measure, size: float | None = None) -> float:
    """Return a value of the scale of analysis on the printed scale (the exponential for ratio measures).

    `size` is what the scale depends on, if anything: participants or person-time of the study, or of a typical one.
    """
    return float(SCALES[measure.scale].back(y, size))


def axis_value(y: float, measure: Measure, size: float | None = None) -> float:
    """Return where a value of the scale of analysis stands on an axis: the value itself for ratios with a null.

    Their axis is logarithmic; all others show the printed scale as it is.
    """
    return y if SCALES[measure.scale].log_axis and measure.null is not None else natural(y, measure, size)


def effect_quantities(
    estimate: Estimate,
    measure: str,
    subject: str,
    basis: tuple[tuple[Origin, ...], str, str],
    style: Style,
    size: float | None = None,
) -> EffectQuantities:
    """Return estimate and limits as nodes; `basis` is (cells behind them, provenance, how they were got).

    `size` is that of `natural`.
    """
    inputs, provenance, how = basis
    kind = MEASURES[measure]
    values = [natural(x, kind, size) for x in (estimate.estimate, estimate.ci_low, estimate.ci_high)]
    texts = numbers.effect(values[0], values[1], values[2], kind.null, style.numbers)
    name = re.sub(r"[^a-z0-9]+", "_", kind.title.lower()).strip("_")
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
