"""A printed P value is above zero."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.audit.p_from_interval import p_from_interval
from reportgen.audit.printed import plan_of, printed_p
from reportgen.errors import Issue
from reportgen.model import Review
from reportgen.pooling import Pooled
from reportgen.wording.numbers import fixed

__all__ = ["printed_p_possible"]

CODE = "printed-p-value-is-possible"


def printed_p_possible(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each P value printed as zero or above one."""
    for effect in review.published:
        p = printed_p(effect)
        if p is None or p.is_possible:
            continue
        likely = p_from_interval(effect, plan_of(review, effect))
        hint = "" if likely is None else f"the printed interval gives P between {_p(likely.low)} and {_p(likely.high)}"
        expected = "a value above 0" if p.number.value == 0 else "at most 1"
        yield warning(
            CODE, effect.p_origin or effect.origin, f"found P {_shown(p.number.text)}, expected {expected}", hint
        )


def _shown(text: str) -> str:
    return text if text[:1] in "<>=≤≥" else f"= {text}"


def _p(value: float) -> str:
    return fixed(value, 5)
