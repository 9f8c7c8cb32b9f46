"""Sentences about an update: its events in Cochrane's words, and when was searched for which version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from reportgen.model import RecordedResult
from reportgen.wording.phrases import listed

__all__ = ["NEW_STUDY", "Search", "event", "result_change", "searched_until", "searches"]

NEW_STUDY = "New in this version of the review."
"""The note on a study that the earlier version did not include."""

Search: TypeAlias = Sequence[tuple[str, str]]
"""Databases and registers with the last day covered, as printed."""


def event(*, searched: bool, studies: bool, conclusions: bool) -> str:
    """Return what happened, in the words of Cochrane's "What's new" table.

    `searched` says whether a new search is told of, `studies` whether studies came or went, `conclusions` whether a
    result leads to another conclusion than before.
    """
    first = "New search has been performed" if searched else "New information has been added" if studies else "Amended"
    if first == "Amended" and not conclusions:
        return first
    changed = "and conclusions have changed" if conclusions else "but conclusions have not changed"
    return f"{first}. New citation required {changed}"


def searched_until(search: Search) -> str:
    """Return the last day that was searched: one day, or each with its databases; empty where none is told."""
    by_day: dict[str, list[str]] = {}
    for name, day in search:
        by_day.setdefault(day, []).append(name)
    if len(by_day) == 1:
        return next(iter(by_day))
    told = [f"{day} ({_plain(names)})" for day, names in by_day.items() if day]
    return _plain(told)


def searches(before: str, after: str) -> str:
    """Return the sentence on both searches; `before` and `after` are the days as printed, empty where not known."""
    kinds: dict[tuple[bool, bool], Literal["both", "old", "new"]] = {
        (True, True): "both",
        (True, False): "old",
        (False, True): "new",
    }
    match kinds.get((bool(before), bool(after))):
        case "both" if before == after:
            return f"The searches are those of the previous version, up to {before}; no new search is reported."
        case "both":
            return f"For the previous version the sources were searched up to {before}, for this one up to {after}."
        case "old":
            return f"For the previous version the sources were searched up to {before}; no new search is reported."
        case "new":
            return f"For this version the sources were searched up to {after}; until when before is not reported."
        case _:
            return ""


def _plain(names: Sequence[str]) -> str:
    return "".join(getattr(part, "text", "") for part in listed(list(names)))


def result_change(kinds: Sequence[str], before: RecordedResult | None, after: RecordedResult | None) -> str:
    """Return in words in what the conclusion on an outcome differs from that of the earlier version.

    `kinds` are those of `versions.ConclusionChange`. The words follow the name of the outcome and its numbers.
    """
    said = []
    for kind in kinds:
        match kind:
            case "direction":
                said.append("the estimate lies on the other side of no effect")
            case "null" if after is not None and after.null is not None:
                includes = (after.ci_low or 0.0) <= after.null <= (after.ci_high or 0.0)
                said.append(f"the interval {'includes no effect now' if includes else 'no longer includes no effect'}")
            case "size" if before is not None and after is not None:
                said.append(f"the effect is {after.size} and was {before.size}")
            case "certainty" if before is not None and after is not None:
                now, then = after.certainty or "not judged", before.certainty or "not judged"
                said.append(f"the certainty of the evidence is {now} and was {then}")
            case "no result any more":
                said.append("there is no result any more")
            case "side favoured in print":
                said.append("the printed result favours another side")
            case _:
                pass
    return _plain(said)
