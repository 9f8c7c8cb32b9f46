"""Outcomes of one name: sentences cannot tell them apart, or other directions are good for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.exchange.imported import Remark
from reportgen.model import Outcome

__all__ = ["same_titles", "turned_round"]


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


def same_titles(outcomes: Sequence[Outcome]) -> Iterator[Remark]:
    """Yield a remark for each title that several outcomes of one comparison have."""
    by_title: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        by_title.setdefault((outcome.comparison, outcome.title.casefold()), []).append(outcome)
    for several in by_title.values():
        if len(several) > 1:
            numbers = ", ".join(outcome.number or outcome.id for outcome in several)
            told = (
                f"Sentences cannot tell outcomes of one comparison apart that are all called “{several[0].title}”: "
                f"{numbers}. Give each a title of its own in review.yaml."
            )
            yield Remark(topic="outcomes", text=told, origin=several[1].origin)
