"""A result computed here equals the published one to its printed digits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.audit.printed import printed, printed_p
from reportgen.audit.printed_tau2 import is_copied
from reportgen.effects import SCALES, typical_size
from reportgen.errors import Issue
from reportgen.model import PublishedEffect, Review
from reportgen.pooling import Pooled
from reportgen.wording.numbers import fixed

__all__ = ["published_reproduced"]

CODE = "published-effect-is-reproduced"


def published_reproduced(review: Review, pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning for each printed number that the result computed here does not round to.

    Compared are results of the same outcome, measure and, where printed, number of studies: with other studies
    another result is to be expected. Numbers that cannot be right (P = 0, a copied tau2) have checks of their own.
    """
    for effect in review.published:
        result = pooled.get(effect.outcome)
        if result is None or result.effects.measure != effect.measure or not _same_studies(effect, result):
            continue
        for name, value in _computed(result).items():
            number = printed(effect.data.get(name))
            if number is None or number.shows(value) or (name == "tau2" and is_copied(effect)):
                continue
            expected = fixed(value, number.decimals)
            message = f"found {name} {fixed(number.value, number.decimals)}, expected {expected} as computed here"
            yield warning(CODE, effect.data[name].origin, message)
        yield from _p_value(effect, result)


def _same_studies(effect: PublishedEffect, result: Pooled) -> bool:
    k = effect.data.get("k")
    rows = [row for row in result.effects.rows if row.state == "used"]
    return k is None or k.value is None or k.value in {len(rows), len({row.study for row in rows})}


def _computed(result: Pooled) -> dict[str, float]:
    """Return the numbers of a result as they are printed, by their column in published_effects.csv."""
    found: dict[str, float] = {}
    summary, spread = result.summary, result.heterogeneity
    if summary is not None:
        size, natural = typical_size(result.effects), SCALES[result.effects.scale].back
        found |= {name: float(natural(getattr(summary, name), size)) for name in ("estimate", "ci_low", "ci_high")}
    if spread is not None:
        found |= {"chi2": spread.q, "df": spread.df, "p_het": spread.p, "tau2": spread.tau2, "i2": spread.i2}
    return found


def _p_value(effect: PublishedEffect, result: Pooled) -> Iterator[Issue]:
    p = printed_p(effect)
    if p is None or result.summary is None or not p.is_possible:
        return
    computed = result.summary.p
    agrees = p.number.shows(computed) if p.relation == "=" else p.range.low <= computed <= p.range.high
    if not agrees:
        shown = f"{p.relation} {fixed(p.number.value, p.number.decimals)}"
        expected = fixed(computed, max(p.number.decimals, 2) + 1)
        message = f"found P {shown}, expected {expected} as computed here"
        yield warning(CODE, effect.p_origin or effect.origin, message)
