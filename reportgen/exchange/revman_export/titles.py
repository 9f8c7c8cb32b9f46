"""Titles and words under graphs as RevMan shows them."""

from __future__ import annotations

from reportgen.exchange.naming import title_in_sentence
from reportgen.exchange.revman.words import default_words
from reportgen.model import Comparison, Outcome

__all__ = ["analysis_title", "graph_words"]


def analysis_title(title: str) -> str:
    """Return the title of an outcome with a capital at its start, where it can be taken off again."""
    capital = title[:1].upper() + title[1:]
    return capital if title_in_sentence(capital) == title else title


def graph_words(outcome: Outcome, comparison: Comparison) -> tuple[str, str]:
    """Return the words left and right under the graph; whom a result favours where the outcome has none."""
    axis = outcome.axis
    if axis is not None and (axis.left or axis.right):
        return axis.left, axis.right
    return default_words(outcome.better, comparison.experimental, comparison.comparator)
