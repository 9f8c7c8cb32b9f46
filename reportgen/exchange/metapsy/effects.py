"""Effects of a Metapsy table: on which side of zero treatment is better, and several of a study as one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.exchange.metapsy.contrasts import Contrast, Given
from reportgen.exchange.metapsy.fields import negated
from reportgen.model import Attribution, Cell

__all__ = ["CORRELATION", "Signs", "combined", "given_g", "ratio", "signs_of", "unusual_spreads"]

CORRELATION = 0.5
"""Of two effects against the same comparator: what it is where all groups are of one size."""

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """How effects are signed.

    `turned`: the table turns mean differences around, so that above zero is better for the treatment; they come in as
    differences of scores all the same. `against` holds the lines of rows whose effect has the other sign than all else
    would have it, as where high scores are good. `better` is the direction of scores that is good; `seen` says whether
    it shows in the data or is assumed.
    """

    turned: bool
    against: frozenset[int]
    better: Literal["higher", "lower"]
    seen: bool


def signs_of(contrasts: Sequence[Contrast]) -> Signs:
    """Return how effects are signed, by the rows that give both means and effects; by all effects where none do."""
    agree: list[int] = []
    differ: list[int] = []
    for one in contrasts:
        difference, g = _difference(one), _g(one)
        if difference and g:
            (agree if (difference > 0) == (g > 0) else differ).append(one.record.line)
    turned = len(differ) > len(agree)
    against = frozenset(agree if turned else differ)
    if agree or differ:
        return Signs(turned=turned, against=against, better="lower", seen=turned)
    below = sum(math.copysign(1, g) for one in contrasts if (g := _g(one)))
    return Signs(turned=False, against=against, better="higher" if below > 0 else "lower", seen=False)


def given_g(one: Contrast, signs: Signs) -> Given | None:
    """Return Hedges' g as treatment minus comparator, on the scale of scores of which few are good."""
    if one.g is None or not signs.turned:
        return one.g
    note = "sign turned around, so that it is treatment minus comparator"
    return Given(estimate=negated(one.g.estimate, Attribution(note=note)), se=one.g.se)


def combined(effects: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return one effect and standard error of several of a study, which share its comparator.

    The effects are weighted by their precision. Their correlation is taken as `CORRELATION`.
    """
    weights = [1 / (se * se) for _, se in effects]
    shares = [weight / math.fsum(weights) for weight in weights]
    estimate = math.fsum(share * y for share, (y, _) in zip(shares, effects, strict=True))
    parts = [share * se for share, (_, se) in zip(shares, effects, strict=True)]
    own = math.fsum(part * part for part in parts)
    total = math.fsum(parts)
    return estimate, math.sqrt(own + CORRELATION * (total * total - own))


def unusual_spreads(contrasts: Sequence[Contrast]) -> tuple[int, tuple[Contrast, ...]]:
    """Return how many standard errors of g could be worked out anew, and the rows whose differs from what it should be.

    With means, the standard error of g in these tables is the root of 1/n₁ + 1/n₂ + d²/(2(n₁ + n₂)), d being the
    difference before the small-sample correction g = d (1 - 3/(4(n₁ + n₂ - 2) - 1)).
    """
    told = [one for one in contrasts if one.means and one.g is not None]
    return len(told), tuple(one for one in told if not _as_usual(one))


def _as_usual(one: Contrast) -> bool:
    difference, n = _difference(one), [arm["n"].value or 0.0 for arm in one.means]
    if difference is None or one.g is None:
        return False
    total = sum(n)
    g = difference * (1 - 3 / (4 * (total - 2) - 1))
    se = math.sqrt(1 / n[0] + 1 / n[1] + difference * difference / (2 * total))
    stored, spread = one.g.estimate.value or 0.0, one.g.se.value or 0.0
    return math.isclose(abs(g), abs(stored), abs_tol=_TOLERANCE) and math.isclose(se, spread, abs_tol=_TOLERANCE)


def _difference(one: Contrast) -> float | None:
    """Return the difference of the means in pooled standard deviations, without any correction."""
    if not one.means:
        return None
    first, second = ({name: cell.value or 0.0 for name, cell in arm.items()} for arm in one.means)
    squares = math.fsum((arm["n"] - 1) * arm["sd"] * arm["sd"] for arm in (first, second))
    return (first["mean"] - second["mean"]) / math.sqrt(squares / (first["n"] + second["n"] - 2))


def _g(one: Contrast) -> float:
    return 0.0 if one.g is None else one.g.estimate.value or 0.0


def ratio(cell: Cell[float]) -> Cell[float]:
    """Return a logarithm as the ratio it is of."""
    value = math.exp(cell.value or 0.0)
    return Cell(value, cell.origin, format(value, ".17g"), cell.attribution)
