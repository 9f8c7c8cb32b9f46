"""P values as papers give them: exact, or as a bound."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.effects.reported.derivation import NotDerivableError

__all__ = ["BOUND_NOTE", "ReportedP", "read_p"]

BOUND_NOTE = (
    "P was reported as a bound only and is taken at it, so the standard error is rather too large than too small"
)
"""What is said of numbers that rest on a bound."""

_WRITTEN = re.compile(
    r"(?:p\s*)?(?P<sign>[=<>≤≥]|<=|>=)?\s*(?P<digits>(?:\d+[.,·]?\d*|[.,·]\d+)(?:e-?\d+)?)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ReportedP:
    """A two-sided P value; where `is_bound`, the true one is below `value`."""

    value: float
    is_bound: bool = False


def read_p(text: str) -> ReportedP:
    """Return the P value that a text gives: ``0.03``, ``P = .03``, ``<0.05``, ``≤ 0.001``.

    A bound from above is taken at the bound, which is conservative. A bound from below ("P > 0.05", "NS") says nothing
    that a standard error could be worked out from.

    Reference: Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, section 6.5.2.3.

    Raises:
        NotDerivableError: the text is no P value, is a bound from below, or does not lie between 0 and 1.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise NotDerivableError(f"{text.strip() or 'an empty text'} is no P value that can be used")
    sign = found["sign"] or "="
    if sign[0] in ">≥":
        raise NotDerivableError("the P value is only said to be above a bound")
    value = float(found["digits"].replace(",", ".").replace("·", "."))
    if not 0 < value < 1:
        raise NotDerivableError("the P value does not lie between 0 and 1")
    return ReportedP(value, is_bound=sign[0] in "<≤")
