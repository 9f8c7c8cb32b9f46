"""A printed P value agrees with the printed interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import span, warning
from reportgen.audit.p_from_interval import p_from_interval
from reportgen.audit.printed import plan_of, printed_p
from reportgen.errors import Issue
from reportgen.model import Review
from reportgen.pooling import Pooled
from reportgen.wording.numbers import fixed

__all__ = ["printed_p_interval"]

CODE = "printed-p-value-fits-interval"


def printed_p_interval(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each P value that no interval printing like this one could have.

    P values that cannot be at all are left to `printed_p_possible`.
    """
    for effect in review.published:
        p, implied = printed_p(effect), p_from_interval(effect, plan_of(review, effect))
        if p is None or implied is None or not p.is_possible or p.range.meets(implied):
            continue
        expected = span(implied.low, implied.high, p.number.decimals + 2)
        message = f"found P {p.relation} {fixed(p.number.value, p.number.decimals)}, expected {expected}"
        yield warning(CODE, effect.p_origin or effect.origin, message, "as the printed interval implies")
