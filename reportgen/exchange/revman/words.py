"""RevMan's codes in the words of a review, and what is said of studies in all of RevMan's formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

__all__ = [
    "DATA_SOURCES",
    "GROUPS",
    "NO_REASON",
    "SOURCE_OF_DATA",
    "Group",
    "default_words",
    "excluded_without_reason",
    "renamed",
]

Group = Literal["included", "excluded", "ongoing", "awaiting"]
"""A list of studies, called as the status that they have in it."""

GROUPS: tuple[Group, ...] = get_args(Group)

SOURCE_OF_DATA = "Source of data"
"""Label of the column that says what a study's data came from."""

DATA_SOURCES: Mapping[str, str] = {
    "PUB": "",  # the usual case says nothing
    "MIX": "Published and unpublished data",
    "SOUGHT": "Published data only (unpublished sought but not used)",
    "UNPUB": "Unpublished data only",
}
"""What a study's data came from, by RevMan's codes."""

NO_REASON = "Reason not given"
"""Stands for the reason for which a study is excluded where the source has none."""


def renamed(given: str, name: str) -> str:
    """Return what is said of a study that cannot have the name it has in the source (maybe none)."""
    return f"The study {given or '(without a name)'} is called {name} here, so that names differ."


def excluded_without_reason(study: str) -> str:
    """Return what is said of an excluded study for which the source has no reason."""
    return f"{study} is excluded without a reason."


def default_words(better: Literal["higher", "lower"], experimental: str, comparator: str) -> tuple[str, str]:
    """Return what stands under a forest plot left and right of no effect where the review does not say."""
    words = (f"Favours {experimental}", f"Favours {comparator}")
    return words if better == "lower" else (words[1], words[0])
