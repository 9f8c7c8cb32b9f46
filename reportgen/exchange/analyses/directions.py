"""Outcomes of one name for which other directions are good: one of them has its sides or its words turned round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.exchange.imported import Remark
from reportgen.model import Outcome

__all__ = ["turned_round"]


def turned_round(outcomes: Sequence[Outcome]) -> Iterator[Remark]:
    """Yield a remark for each title that some outcomes have with higher values better, and others with lower ones."""
    by_title: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_title.setdefault(outcome.title.casefold(), []).append(outcome)
    for several in by_title.values():
        if len({outcome.better for outcome in several}) > 1:
            named = ", ".join(f"{outcome.better} in {outcome.number or outcome.id}" for outcome in several)
            told = (
                f"By the words under their graphs other values are better in outcomes that are all called "
                f"“{several[0].title}”: {named}. See whether the sides of one of them are the wrong way round; if only "
                "its words are, change `better` and `axis` in review.yaml."
            )
            yield Remark(topic="outcomes", text=told, origin=several[-1].origin)
