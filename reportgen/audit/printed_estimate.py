"""A printed estimate lies midway in its interval on the scale of analysis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import span, warning
from reportgen.audit.printed import Range, printed, printed_interval
from reportgen.effects import MEASURES, SCALES
from reportgen.errors import Issue
from reportgen.model import Review
from reportgen.pooling import Pooled
from reportgen.wording.numbers import fixed

__all__ = ["printed_estimate"]

CODE = "printed-estimate-is-centred"


def printed_estimate(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each estimate that is not the middle of any interval that prints like the one given."""
    for effect in review.published:
        found, shown = printed_interval(effect), printed(effect.data.get("estimate"))
        if found is None or shown is None:
            continue
        estimate, low, high = found
        middle = Range((low.low + high.low) / 2, (low.high + high.high) / 2)
        if estimate.meets(middle):
            continue
        natural = SCALES[MEASURES[effect.measure].scale].back
        expected = span(float(natural(middle.low)), float(natural(middle.high)), shown.decimals)
        message = f"found {fixed(shown.value, shown.decimals)}, expected {expected}"
        yield warning(CODE, effect.data["estimate"].origin, message, "the middle of the printed interval")
