"""A printed tau2 is not a copy of Chi2."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.audit.printed import printed
from reportgen.errors import Issue
from reportgen.model import PublishedEffect, Review
from reportgen.pooling import Pooled
from reportgen.wording.numbers import fixed

__all__ = ["is_copied", "printed_tau2"]

CODE = "printed-tau2-is-not-chi2"


def printed_tau2(review: Review, pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each published effect whose tau2 is its Chi2, digit for digit, and not zero."""
    for effect in review.published:
        tau2 = printed(effect.data.get("tau2"))
        if tau2 is None or not is_copied(effect):
            continue
        result = pooled.get(effect.outcome)
        spread = None if result is None else result.heterogeneity
        hint = "" if spread is None else f"tau2 computed here is {fixed(spread.tau2, tau2.decimals)}"
        message = f"found tau2 = {tau2.text}, the printed Chi2, expected a value of its own"
        yield warning(CODE, effect.data["tau2"].origin, message, hint)


def is_copied(effect: PublishedEffect) -> bool:
    """Return whether tau2 repeats the digits of Chi2."""
    tau2, chi2 = printed(effect.data.get("tau2")), printed(effect.data.get("chi2"))
    if tau2 is None or chi2 is None:
        return False
    return tau2.value == chi2.value != 0 and tau2.decimals == chi2.decimals
