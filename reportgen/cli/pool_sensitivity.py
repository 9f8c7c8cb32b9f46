"""`reportgen pool --leave-one-out` and `--cumulative`: the summary again and again, as lines and as plain values."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from statistics import harmonic_mean

from reportgen.cli.columns import in_columns, shortened
from reportgen.cli.pool_more import Further
from reportgen.cli.pool_source import Studies
from reportgen.cli.pool_text import STYLE, back_from_scale
from reportgen.effects import MEASURES, SCALES
from reportgen.load.wide import covariate
from reportgen.pooling.sensitivity import Refits, cumulative, leave_one_out
from reportgen.wording import numbers

__all__ = ["cumulative_summaries", "summaries_without_each"]

_Printed = list[list[float]]
_Pooled = Callable[[int], tuple[int, ...]]


def summaries_without_each(studies: Studies) -> Further:
    """Return the summary without each study in turn."""
    found = leave_one_out(studies.effects, **studies.settings)
    printed = _printed(studies, found, lambda turn: found.place[:turn] + found.place[turn + 1 :])
    lines = ["leave-one-out: the summary without each study", "", *_table(studies, found, printed, "without")]
    return Further(key="leave_one_out", values={**found.as_dict(), "printed": printed}, lines=tuple(lines))


def cumulative_summaries(studies: Studies, name: str) -> Further:
    """Return the summary after each study that joined, by the values of a column from low to high.

    Raises:
        DataError: a column that is not there, or without a value for a study that is pooled.
    """
    found = cumulative(studies.effects, order=covariate(studies.column(name)), **studies.settings)
    printed = _printed(studies, found, lambda turn: found.place[: turn + 1])
    heading = f"cumulative by {shortened(name)}: the summary as studies join"
    lines = [heading, "", *_table(studies, found, printed, "joining")]
    return Further(key="cumulative", values={**found.as_dict(), "printed": printed}, lines=tuple(lines))


def _printed(studies: Studies, found: Refits, pooled: _Pooled) -> _Printed:
    """Return estimate and limits of each summary as printed; `pooled` tells the places of the studies in it."""
    scaled = zip(found.estimate.tolist(), found.ci_low.tolist(), found.ci_high.tolist(), strict=True)
    sizes = (_typical_size(studies, pooled(turn)) for turn in range(len(found)))
    return [
        [back_from_scale(studies, value, size) for value in values] for values, size in zip(scaled, sizes, strict=True)
    ]


def _typical_size(studies: Studies, places: Iterable[int]) -> float | None:
    """Return the harmonic mean of the sizes of these studies, where values go back to print by a size."""
    column = SCALES[MEASURES[studies.effects.measure].scale].size
    if not column or column not in studies.effects.columns:
        return None
    sizes = studies.effects.columns[column]
    used = [float(sizes[place]) for place in places if sizes[place] > 0]
    return harmonic_mean(used) if used else None


def _table(studies: Studies, found: Refits, printed: _Printed, heading: str) -> list[str]:
    measure = MEASURES[studies.effects.measure]
    level = f"{numbers.level(found.plan.level)} CI"
    rows = [[heading, "value", "studies", measure.id, level, "P", "I²", "τ²"]]
    for turn, values in enumerate(printed):
        sorted_by = _value(found.order[turn]) if found.order else ""
        names = [shortened(found.study[turn]), sorted_by, numbers.count(int(found.k[turn]), STYLE)]
        rows.append([*names, *_results(found, turn, values, measure.null)])
    shown = [True, bool(found.order), True, True, True, measure.null is not None, True, found.plan.model == "random"]
    kept = [[cell for cell, there in zip(row, shown, strict=True) if there] for row in rows]
    interval = kept[0].index(level)
    return in_columns(kept, right=frozenset(range(interval - 2, len(kept[0]))) - {interval})


def _results(found: Refits, turn: int, values: list[float], null: float | None) -> list[str]:
    """Return estimate, interval, P, I² and τ² of a summary as they are shown; the last two for more than one study."""
    if not math.isfinite(values[0]):
        return [numbers.fixed(math.nan, 0), "no study to pool", "", "", ""]
    estimate, low, high = numbers.effect(values[0], values[1], values[2], null, STYLE)
    p = numbers.p_value(float(found.p[turn]), STYLE).replace(numbers.NBSP, " ")
    if found.k[turn] < 2:
        return [estimate, f"{low} to {high}", p, "", ""]
    i2, tau2 = numbers.percent(float(found.i2[turn])), numbers.tau2(float(found.tau2[turn]), STYLE)
    return [estimate, f"{low} to {high}", p, i2, tau2.replace(numbers.NBSP, " ")]


def _value(value: float | str) -> str:
    return shortened(value) if isinstance(value, str) else f"{value:.15g}"
