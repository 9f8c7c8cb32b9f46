"""The picture of a bubble plot: a moderator across, effects upwards, the fitted line with its limits."""

from __future__ import annotations

import math
from collections.abc import Iterator

from reportgen.effects import SCALES
from reportgen.figures.bubble.shown import Shown
from reportgen.figures.scatter.axes import effect_axis, linear_axis
from reportgen.figures.scatter.colours import INK, MUTED
from reportgen.figures.scatter.markers import Look, bubble_radii, look_of_groups
from reportgen.figures.scatter.scatter import Curve, Entry, Pointed, Region, Scatter
from reportgen.figures.scatter.words import effect_title, null_words
from reportgen.pooling.distributions import normal_quantile
from reportgen.quantities import fitted
from reportgen.wording import numbers
from reportgen.wording.phrases import capitalised

__all__ = ["bubble_scatter", "shows_prediction"]

_BAND = "#e4e4e4"
_STEPS = 60
_MOST_NAMES = 8


def shows_prediction(shown: Shown) -> bool:
    """Return whether limits for a new study are drawn: where the plan has some and studies differ."""
    fit = shown.regression.fit
    return fit.plan.prediction != "none" and fit.plan.model == "random" and fit.tau2 > 0 and fit.k > 2


def bubble_scatter(shown: Shown) -> Scatter:
    """Return the plot; effects on the scale of analysis, labelled in natural units."""
    asked = shown.asked
    xs = [value for _, value, _ in shown.studies]
    edge = 0.04 * (max(xs) - min(xs))
    whole = all(value == round(value) for value in xs)
    across = linear_axis(min(xs) - edge, max(xs) + edge, capitalised(shown.moderator.label), whole=whole)
    null = None if asked.measure.null is None else float(SCALES[asked.measure.scale].forth(asked.measure.null))
    lines = _lines(shown, (min(xs), max(xs)))
    reach = [study.row.y for study, _, _ in shown.studies] + [y for line in lines for _, y in line]
    up = effect_axis([*reach, *(() if null is None else (null,))], asked.measure, effect_title(asked), size=asked.size)
    looks = look_of_groups(asked.groups, asked.colour)
    mean, low, high, *predicted = lines
    return Scatter(
        across=across,
        up=up,
        points=tuple(_points(shown, looks)),
        regions=(Region(id="band", points=(*low, *reversed(high)), fill=_BAND),),
        curves=(
            *(() if null is None else (_null_line(null, (across.low, across.high)),)),
            *(_prediction_line(f"prediction-{i}", line) for i, line in enumerate(predicted, 1)),
            _fit_line(mean),
        ),
        legend=tuple(_legend(shown, looks, null)),
    )


def _lines(shown: Shown, ends: tuple[float, float]) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return the fitted line, its lower and upper limits, and those for a new study where they are drawn."""
    xs = [ends[0] + (ends[1] - ends[0]) * i / _STEPS for i in range(_STEPS + 1)]
    fit = shown.regression.fit
    found = [tuple((x, fitted(fit, x)[i]) for x in xs) for i in range(3)]
    if shows_prediction(shown):
        found += [tuple((x, fitted(fit, x, predicted=True)[i]) for x in xs) for i in (1, 2)]
    return tuple(found)


def _points(shown: Shown, looks: dict[str, Look]) -> Iterator[Pointed]:
    radii = bubble_radii([weight for _, _, weight in shown.studies])
    far = _far(shown)
    for i, ((study, value, _), radius) in enumerate(zip(shown.studies, radii, strict=True)):
        row = study.row
        yield Pointed(
            id=f"study-{row.subgroup}-{row.study}",
            x=value,
            y=row.y,
            look=looks.get(row.subgroup) or looks[""],
            radius=radius,
            label=row.study if i in far else "",
            urgency=far.get(i, 0.0),
        )


def _far(shown: Shown) -> dict[int, float]:
    """Return the studies further from the line than the model expects, with how many standard deviations it is."""
    fit = shown.regression.fit
    limit = float(normal_quantile((1 + fit.plan.level) / 2))
    z = {
        i: abs(study.row.y - fitted(fit, value)[0]) / math.sqrt(study.row.v + fit.tau2)
        for i, (study, value, _) in enumerate(shown.studies)
    }
    far = sorted((i for i in z if z[i] > limit), key=lambda i: -z[i])
    return {i: z[i] for i in far[:_MOST_NAMES]}


def _fit_line(points: tuple[tuple[float, float], ...]) -> Curve:
    return Curve(id="fit", points=points, width=1.2, colour=INK)


def _prediction_line(id_: str, points: tuple[tuple[float, float], ...]) -> Curve:
    return Curve(id=id_, points=points, width=0.8, colour=INK, dash=(4.0, 2.4))


def _null_line(null: float, ends: tuple[float, float]) -> Curve:
    return Curve(id="null", points=((ends[0], null), (ends[1], null)), width=0.6, colour=MUTED, dash=(0.8, 1.6))


def _legend(shown: Shown, looks: dict[str, Look], null: float | None) -> Iterator[Entry]:
    level = numbers.level(shown.regression.fit.plan.level)
    for group, look in looks.items():
        yield Entry(text=group or "Study; its area is as its weight", look=look)
    yield Entry(text="Fitted mean effect", curve=_fit_line(((0, 0), (1, 1))))
    yield Entry(text=f"{level} confidence interval of the mean", fill=_BAND)
    if shows_prediction(shown):
        yield Entry(text=f"{level} prediction interval", curve=_prediction_line("", ((0, 0), (1, 1))))
    if null is not None:
        yield Entry(text=null_words(shown.asked), curve=_null_line(0.0, (0, 1)))
