"""Which results share an axis before and after an update: those whose effects mean the same on it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.effects import MEASURES, SCALES, Measure
from reportgen.figures.forest.rows import Interval
from reportgen.model import RecordedResult
from reportgen.style import Style
from reportgen.versions import ResultChange, ShownResult, shown_result
from reportgen.wording import numbers
from reportgen.wording.measures import measure_name
from reportgen.wording.phrases import capitalised

__all__ = ["Pair", "Panel", "PanelRow", "interval_of", "name_of", "panels_of", "side_words"]

NOTHING = {"before": "No result yet", "after": "No result any more"}
NO_ESTIMATE = "No estimate"

_WITHOUT_UNIT = frozenset({"SMD", "D", "GLASS", "RD", "AS", "COR", "ZCOR"})
"""Measures besides ratios and proportions that have no unit, so that several outcomes can stand on one axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRow:
    """A result in one version: what is printed of it, where it stands on the axis, or the words in place of both.

    `final` rows are those of the last version.
    """

    when: str
    shown: ShownResult | None = None
    interval: Interval | None = None
    words: str = ""
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A result before and after, or at more times, under its title."""

    id: str
    title: str
    rows: tuple[PanelRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Results that share an axis, with a result that stands for what they have in common."""

    measure: Measure
    like: RecordedResult
    level: str
    pairs: tuple[Pair, ...]


def panels_of(changes: Sequence[ResultChange], style: Style) -> tuple[Panel, ...]:
    """Return the results that changed and have an estimate in a version, those that share an axis together.

    Results share it if measure, sides and the direction that is better are the same, and, for measures with a unit, the
    outcome too. One whose axis is another one in each version stands on both, with words where the other one is.
    """
    found: dict[tuple[str, ...], list[ResultChange]] = {}
    for change in changes:
        for key in dict.fromkeys(_axis_key(one) for one in (change.before, change.after) if _has_estimate(one)):
            found.setdefault(key, []).append(change)
    return tuple(_panel(key, members, style) for key, members in found.items())


def name_of(change: ResultChange) -> str:
    """Return the name of a result, with its subgroup, or that it is known from print."""
    one = change.after or change.before
    part = f", {one.part}" if one is not None and one.part else ""
    source = f" (as published, {one.published})" if one is not None and one.published else ""
    return f"{capitalised(change.title)}{part}{source}"


def side_words(result: RecordedResult) -> tuple[str, str] | None:
    """Return whom a result left and right of no effect favours; None where nothing is compared."""
    one, other = result.experimental, result.comparator
    if MEASURES[result.measure].sides == 1 or not one or not other or result.null is None:
        return None
    sides = (f"Favours {other}", f"Favours {one}")
    return sides if result.better == "higher" else (sides[1], sides[0])


def _has_estimate(result: RecordedResult | None) -> bool:
    return result is not None and None not in (result.estimate, result.ci_low, result.ci_high)


def _axis_key(result: RecordedResult | None) -> tuple[str, ...]:
    if result is None:
        return ()
    measure = MEASURES[result.measure]
    ratio = SCALES[measure.scale].log_axis and measure.null is not None
    shared = ratio or measure.kind == "proportion" or measure.id in _WITHOUT_UNIT
    return (result.measure, result.experimental, result.comparator, result.better, "" if shared else result.outcome)


def _panel(key: tuple[str, ...], members: Iterable[ResultChange], style: Style) -> Panel:
    changes = tuple(members)
    pairs = tuple(_pair(change, key, style, place) for place, change in enumerate(changes, 1))
    drawn = [
        one for change in changes for one in (change.before, change.after) if one is not None and _axis_key(one) == key
    ]
    levels = {numbers.level(one.level) for one in drawn}
    level = f"{levels.pop()} CI" if len(levels) == 1 else "CI"
    return Panel(measure=MEASURES[key[0]], like=drawn[-1], level=level, pairs=pairs)


def _pair(change: ResultChange, key: tuple[str, ...], style: Style, place: int) -> Pair:
    rows = tuple(_row(when, one, key, style) for when, one in (("before", change.before), ("after", change.after)))
    return Pair(id=f"result-{place}-{name_of(change)}", title=name_of(change), rows=rows)


def _row(when: str, result: RecordedResult | None, key: tuple[str, ...], style: Style) -> PanelRow:
    if result is None:
        return PanelRow(when=when, words=NOTHING[when], final=when == "after")
    shown = shown_result(result, style, when)
    if not _has_estimate(result):
        return PanelRow(when=when, shown=shown, words=NO_ESTIMATE, final=when == "after")
    if _axis_key(result) != key:
        same = result.measure == key[0]
        words = "On another axis" if same else f"As {measure_name(MEASURES[result.measure].title)}"
        return PanelRow(when=when, shown=shown, words=words, final=when == "after")
    return PanelRow(when=when, shown=shown, interval=interval_of(result), final=when == "after")


def interval_of(result: RecordedResult) -> Interval:
    """Return where estimate and limits stand on the axis: the natural logarithm for ratios with a null."""
    measure = MEASURES[result.measure]
    log = SCALES[measure.scale].log_axis and measure.null is not None
    values = (result.estimate, result.ci_low, result.ci_high)
    places = [_log(value) if log else float(value) for value in values if value is not None]
    return Interval(estimate=places[0], low=places[1], high=places[2])


def _log(value: float) -> float:
    """Return the logarithm; a limit that is printed as 0 stands far to the left."""
    return math.log(value) if value > 0 else -1e3
