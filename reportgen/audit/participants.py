"""The stated number randomised equals the sum over the studies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.audit.check import sum_text, warning
from reportgen.errors import Issue
from reportgen.model import Review
from reportgen.pooling import Pooled

__all__ = ["participants"]

CODE = "participants-add-up"


def participants(review: Review, _pooled: Mapping[str, Pooled]) -> Iterator[Issue]:
    """Yield a warning if flow.csv states another number randomised than the included studies add up to.

    Where the number of a study is unknown, the rest may add up to less, but not to more.
    """
    stated = review.flow.total("participants")
    if stated is None or stated.n.value is None:
        return
    sizes = [study.n_randomised.value for study in review.included()]
    known = [n for n in sizes if n is not None]
    complete = len(known) == len(sizes)
    if not known or sum(known) == stated.n.value or (not complete and sum(known) < stated.n.value):
        return
    least = "" if complete else "at least "
    yield warning(
        CODE,
        stated.n.origin,
        f"found {stated.n.value}, expected {least}{sum_text(known)}",
        "the sum is taken over n_randomised of the included studies",
    )
