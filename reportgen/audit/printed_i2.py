"""A printed I2 follows from Chi2 and its degrees of freedom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from reportgen.audit.check import span, warning
from reportgen.audit.printed import Range, plan_of, printed
from reportgen.errors import Issue
from reportgen.model import PublishedEffect, Review
from reportgen.pooling import Pooled
from reportgen.pooling.heterogeneity import i2_from_q
from reportgen.wording.numbers import fixed

__all__ = ["printed_i2"]

CODE = "printed-i2-fits-chi2"


def printed_i2(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each printed I2 that is not (Chi2 - df)/Chi2 for any Chi2 that prints like the one given.

    Results of outcomes whose I2 is worked out from tau2 are left alone: there the two agree under DerSimonian and
    Laird's estimator only.
    """
    for effect in review.published:
        plan = plan_of(review, effect)
        if plan.model == "random" and plan.i2 == "tau2" and plan.tau2 != "DL":
            continue
        i2, implied = printed(effect.data.get("i2")), _implied(effect)
        if i2 is None or implied is None or i2.range.meets(implied):
            continue
        expected = span(implied.low, implied.high, i2.decimals)
        message = f"found I2 = {fixed(i2.value, i2.decimals)}%, expected {expected}%"
        yield warning(CODE, effect.data["i2"].origin, message, "as the printed Chi2 and its degrees of freedom imply")


def _implied(effect: PublishedEffect) -> Range | None:
    chi2 = printed(effect.data.get("chi2"))
    df = _df(effect)
    if chi2 is None or df is None or df < 1:
        return None
    low, high = i2_from_q(np.array([chi2.range.low, chi2.range.high]), np.array([df])).tolist()
    return Range(low, high)


def _df(effect: PublishedEffect) -> int | None:
    for name, less in (("df", 0), ("k", 1)):
        cell = effect.data.get(name)
        if cell is not None and cell.value is not None:
            return int(cell.value) - less
    return None
