"""compare_records(): what became of the results, and whether a conclusion is another or only digits are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from reportgen.model import Record, RecordedResult
from reportgen.versions.changes import ConclusionChange, ResultChange

__all__ = ["ComparedResults", "compare_records", "conclusion_changes", "is_same_result"]

_NUMBERS = (
    "k",
    "n",
    "estimate",
    "ci_low",
    "ci_high",
    "p",
    "chi2",
    "df",
    "p_het",
    "i2",
    "tau2",
    "prediction_low",
    "prediction_high",
)
_Key: TypeAlias = tuple[str, str, str]

_WORDS = ("measure", "certainty", "verdict", "size")
_NOISE = 1e-9
"""Sums of the same numbers in another order differ by less, relatively."""


class ComparedResults(NamedTuple):
    """The results that changed, in the order of the later version (those that are gone last), and how many did not."""

    changes: tuple[ResultChange, ...]
    unchanged: int


def compare_records(old: Record, new: Record) -> ComparedResults:
    """Return what became of each result from one record to another.

    Results are known by outcome, subgroup and published effect. One whose outcome has another id, and nothing else that
    is another, is the same result.
    """
    before = {result.key: result for result in old.results}
    after = {result.key: result for result in new.results}
    for key, was in _renamed(before, after).items():
        before = {key if known == was else known: result for known, result in before.items()}
    found = []
    for key in {**after, **before}:
        one, other = before.get(key), after.get(key)
        last = other or one
        if last is None or (one is not None and other is not None and is_same_result(one, other)):
            continue
        found.append(ResultChange(title=last.title, before=one, after=other, conclusion=conclusion_changes(one, other)))
    return ComparedResults(tuple(found), len({**after, **before}) - len(found))


def _renamed(before: Mapping[_Key, RecordedResult], after: Mapping[_Key, RecordedResult]) -> dict[_Key, _Key]:
    """Return by its key the earlier key of each result that differs from one that is gone in its outcome's id alone."""
    gone = {replace(one, outcome="", effects=()): key for key, one in before.items() if key not in after}
    found = {key: gone.get(replace(one, outcome="", effects=())) for key, one in after.items() if key not in before}
    times = Counter(found.values())
    return {key: was for key, was in found.items() if was is not None and times[was] == 1}


def is_same_result(one: RecordedResult, other: RecordedResult) -> bool:
    """Return whether two results are the same to the last digit that a sum can be trusted in."""
    same_numbers = all(_same(getattr(one, name), getattr(other, name)) for name in _NUMBERS)
    return same_numbers and all(getattr(one, name) == getattr(other, name) for name in _WORDS)


def conclusion_changes(before: RecordedResult | None, after: RecordedResult | None) -> tuple[ConclusionChange, ...]:
    """Return in what a conclusion differs between two versions of a result; nothing where only digits do.

    Of a result that is known from print in words only, the side that it favours is compared.
    """
    return tuple(_conclusion(before, after))


def _conclusion(before: RecordedResult | None, after: RecordedResult | None) -> Iterator[ConclusionChange]:
    has_before, has_after = _has_result(before), _has_result(after)
    if before is None or after is None or not (has_before and has_after):
        if has_after and not has_before:
            yield "first result"
        elif has_before and not has_after:
            yield "no result any more"
        return
    if before.estimate is None or after.estimate is None:
        if before.verdict != after.verdict:
            yield "side favoured in print"
    else:
        if _side(before) * _side(after) < 0:
            yield "direction"
        if None not in (_spans_null(before), _spans_null(after)) and _spans_null(before) != _spans_null(after):
            yield "null"
        if before.size and after.size and before.size != after.size:
            yield "size"
    if before.certainty != after.certainty:
        yield "certainty"


def _has_result(result: RecordedResult | None) -> bool:
    return result is not None and (result.estimate is not None or bool(result.verdict))


def _side(result: RecordedResult) -> int:
    """Return 1 for an estimate on the better side of no effect, -1 on the worse, 0 on it or if nothing is compared."""
    if result.estimate is None or result.null is None:
        return 0
    above = (result.estimate > result.null) - (result.estimate < result.null)
    return above if result.better == "higher" else -above


def _spans_null(result: RecordedResult) -> bool | None:
    """Return whether the interval includes no effect; None where there is no interval or nothing is compared."""
    if result.null is None or result.ci_low is None or result.ci_high is None:
        return None
    return result.ci_low <= result.null <= result.ci_high


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_NOISE, abs_tol=_NOISE)
