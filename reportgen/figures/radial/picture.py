"""The picture of a radial plot: precision across, standardised effects upwards, effects on an arc."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.document import Number, plain_text
from reportgen.figures.asked import Asked
from reportgen.figures.radial.arc import ARC_AT, end_within_arc, reach_of_ray
from reportgen.figures.scatter.axes import Axis, TickSet, effect_axis, linear_axis
from reportgen.figures.scatter.colours import INK
from reportgen.figures.scatter.markers import Look, look_of_groups
from reportgen.figures.scatter.scatter import Curve, Entry, Pointed, Region, Scatter
from reportgen.figures.scatter.words import as_pooled, far_from, total_words
from reportgen.pooling.distributions import normal_quantile
from reportgen.quantities import StudyQuantities, point_number
from reportgen.quantities.points import error_decimals
from reportgen.wording import numbers
from reportgen.wording.measures import measure_label, measure_name
from reportgen.wording.phrases import capitalised

__all__ = ["Shown", "radial_scatter", "shown_of"]

_BAND = "#e9e9e9"


_RADIUS = 3.1


_STEPS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The outcome, its estimate on the scale of analysis, and each study with precision and standardised effect."""

    asked: Asked
    centre: float
    half: float
    points: tuple[tuple[StudyQuantities, Number, Number], ...]

    @property
    def outside(self) -> int:
        """Return how many studies lie outside the band."""
        return sum(abs(_z(point) - self.centre * _x(point)) > self.half for point in self.points)


def shown_of(asked: Asked) -> Shown:
    """Return what a radial plot shows.

    Raises:
        DataError: an outcome that shows no total.
    """
    total = asked.total("a radial plot")
    how = "radial plot"
    points = []
    for study in asked.studies:
        precision = 1 / math.sqrt(study.row.v + asked.tau2)
        points.append(
            (
                study,
                point_number(
                    asked.pooled, study.row, "precision", precision, how, decimals=_precision_decimals(precision)
                ),
                point_number(asked.pooled, study.row, "standardised_effect", study.row.y * precision, how),
            )
        )
    half = float(normal_quantile((1 + asked.pooled.plan.level) / 2))
    return Shown(asked=asked, centre=total.estimate, half=half, points=tuple(points))


def _precision_decimals(precision: float) -> int:
    """Return two, and more for effects so imprecise that two would print noughts."""
    return 2 if precision >= 1 else error_decimals(precision)


def radial_scatter(shown: Shown) -> tuple[Scatter, Axis]:
    """Return the plot, and the axis of effects that is bent into its arc."""
    asked = shown.asked
    far = max(_x(point) for point in shown.points)
    zs = [_z(point) for point in shown.points]
    ends = [shown.centre * far + sign * shown.half for sign in (-1, 1)]
    low, high = min(*zs, *ends, -shown.half), max(*zs, *ends, shown.half)
    edge = 0.04 * (high - low)
    up = linear_axis(low - edge, high + edge, "Standardised effect (z)", kept=0.0)
    across = _across(shown, up)
    end = reach_of_ray(shown.centre, across.high, up)
    corners = ((0.0, 0.0), (end, shown.centre * end))
    line = Curve(id="estimate", points=corners, width=1.0, colour=INK)
    looks = look_of_groups(asked.groups, asked.colour)
    wide = [shown.centre + sign * shown.half / far for sign in (-1, 1)]
    effects = effect_axis([*(row.y for row in asked.rows), *wide], asked.measure, "", size=asked.size)
    scatter = Scatter(
        across=across,
        up=up,
        points=tuple(_points(shown, looks)),
        regions=(Region(id="band", points=_band(shown, across, up), fill=_BAND),),
        curves=(line,),
        legend=tuple(_legend(shown, looks, line)),
    )
    return scatter, effects


def _band(shown: Shown, across: Axis, up: Axis) -> tuple[tuple[float, float], ...]:
    """Return the corners of the band around the line of the estimate, which ends at the arc."""
    ends = [reach_of_ray(shown.centre, across.high, up, sign * shown.half) for sign in (-1, 1)]
    low, high = (shown.centre + sign * shown.half / end for sign, end in zip((-1, 1), ends, strict=True))
    slopes = [low + (high - low) * i / _STEPS for i in range(_STEPS + 1)]
    rim = [(reach_of_ray(slope, across.high, up), slope) for slope in slopes]
    return ((0.0, shown.half), (0.0, -shown.half), *((x, slope * x) for x, slope in rim))


def _across(shown: Shown, up: Axis) -> Axis:
    """Return the axis of precisions: so long that all points lie within the arc."""
    title = "Precision (1/√(v + τ²))" if shown.asked.tau2 > 0 else "Precision (1/standard error)"
    far = max(_x(point) for point in shown.points)
    high = max(end_within_arc(_x(point), _z(point), up) for point in shown.points)
    choices = linear_axis(0.0, far, title).choices
    return Axis(low=0.0, high=high, choices=tuple(_up_to(ticks, high) for ticks in choices), title=title)


def _up_to(ticks: TickSet, high: float) -> TickSet:
    return tuple(tick for tick in ticks if tick[0] <= high * ARC_AT)


def _x(point: tuple[StudyQuantities, Number, Number]) -> float:
    return float(point[1].value or 0.0)


def _z(point: tuple[StudyQuantities, Number, Number]) -> float:
    return float(point[2].value or 0.0)


def _points(shown: Shown, looks: dict[str, Look]) -> Iterator[Pointed]:
    far = far_from(shown.asked)
    for point in shown.points:
        row = point[0].row
        out = far.get((row.study, row.subgroup), 0.0)
        yield Pointed(
            id=f"study-{row.subgroup}-{row.study}",
            x=_x(point),
            y=_z(point),
            look=looks.get(row.subgroup) or looks[""],
            radius=_RADIUS,
            label=row.study if out else "",
            urgency=out,
        )


def _legend(shown: Shown, looks: dict[str, Look], line: Curve) -> Iterator[Entry]:
    asked = shown.asked
    for group, look in looks.items():
        yield Entry(text=group or "Study", look=look)
    label = f"{measure_label(asked.measure.id)} {plain_text(total_words(asked)[:1])}"
    yield Entry(text=f"{capitalised(as_pooled(asked, 'estimate'))}, {label}", curve=line)
    yield Entry(text=f"Within it {numbers.level(asked.pooled.plan.level)} of studies are expected", fill=_BAND)
    name = measure_name(asked.measure.title.partition(" (")[0])
    arc = Curve(id="arc", points=((0, 0), (1, 1)), width=0.8, colour=INK)
    yield Entry(text=f"Arc: {name} of studies on the ray to it", curve=arc)
