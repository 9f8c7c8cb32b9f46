"""The certainty stated is what start and levels add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import warning
from reportgen.errors import Issue
from reportgen.model import CertaintyJudgement, Review
from reportgen.pooling import Pooled
from reportgen.wording.numbers import MINUS

__all__ = ["certainty_sums"]

CODE = "certainty-adds-up"


def certainty_sums(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning where the certainty stated is not the start and the levels added up."""
    for outcome in review.outcomes:
        certainty = review.certainty_of(outcome.id)
        if certainty is None or certainty.stated is None or certainty.word == certainty.reached:
            continue
        sum_ = " ".join((certainty.starts_at, *(_term(judged) for judged in certainty.changes)))
        lines = [str(row.origin.line) for row in (certainty.start, *certainty.changes) if row]
        expected = f"{certainty.reached}: {sum_}" if certainty.changes else certainty.reached
        message = f"found {certainty.word} for {outcome.id!r}, expected {expected}"
        hint = (
            f"see {'line' if len(lines) == 1 else 'lines'} {', '.join(lines)}"
            if lines
            else "where no `start` is given, certainty starts at high"
        )
        yield warning(CODE, certainty.stated.origin, message, hint)


def _term(judged: CertaintyJudgement) -> str:
    levels = judged.levels or 0
    return f"{MINUS if levels < 0 else '+'} {abs(levels)} ({judged.domain})"
