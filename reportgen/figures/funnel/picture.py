"""The picture of a funnel plot: effects across, their standard errors downwards from 0."""

from __future__ import annotations

import math
from collections.abc import Iterator

from reportgen.figures.asked import Asked
from reportgen.figures.funnel.shown import Shown
from reportgen.figures.scatter.axes import Axis, effect_axis, linear_axis
from reportgen.figures.scatter.colours import INK, MUTED
from reportgen.figures.scatter.markers import Look, look_of_groups
from reportgen.figures.scatter.scatter import Curve, Entry, Pointed, Region, Scatter, Upright
from reportgen.figures.scatter.words import as_pooled, effect_title, error_title, far_from, null_words, p_bounds
from reportgen.pooling.distributions import normal_quantile
from reportgen.wording import numbers
from reportgen.wording.measures import measure_label
from reportgen.wording.phrases import capitalised

__all__ = ["CONTOURS", "funnel_scatter"]

CONTOURS = ((0.10, "#ffffff", "P > 0.10"), (0.05, "#ececec", "0.05 < P ≤ 0.10"), (0.01, "#dcdcdc", "0.01 < P ≤ 0.05"))
"""From the middle outwards: the P value at the outer edge, the fill inside it, and what the legend says."""

_BEYOND = ("#cacaca", "P ≤ 0.01")
_EDGE = "#8a8a8a"
_RADIUS = 3.1
_SMALL_RADIUS = 2.3
_MANY = 80
_ADJUSTED = "#b2182b"


def funnel_scatter(shown: Shown) -> Scatter:
    """Return the plot: points on the scale of analysis, labelled in natural units."""
    asked = shown.asked
    errors = [math.sqrt(row.v) for row in asked.rows]
    up = linear_axis(0.0, max(errors) * 1.02, error_title(asked))
    across = effect_axis(_reach(shown, up.high), asked.measure, effect_title(asked), size=asked.size)
    looks = look_of_groups(asked.groups, asked.colour)
    return Scatter(
        across=across,
        up=up,
        points=(*_points(shown, looks), *_filled(shown)),
        regions=tuple(_regions(shown, (across.low, across.high), up.high)),
        curves=tuple(_curves(shown, up.high)),
        legend=tuple(_legend(shown, looks, across)),
        heads=tuple(_heads(shown)),
        inverted=True,
    )


def _reach(shown: Shown, bottom: float) -> Iterator[float]:
    """Yield what the axis of effects must hold: points, the funnel, and the inner regions where they are drawn."""
    yield from (row.y for row in shown.asked.rows)
    half = _half(shown) * bottom
    if shown.centre is not None:
        yield from (shown.centre - half, shown.centre + half)
    if shown.asked.plan.contours and shown.null is not None:
        widest = _quantile(CONTOURS[-1][0]) * bottom * 1.04
        yield from (shown.null - widest, shown.null + widest)
    elif shown.null is not None and shown.asked.measure.scale != "identity":
        yield shown.null
    if shown.added is not None:
        yield from shown.added.found.filled_y


def _half(shown: Shown) -> float:
    return float(normal_quantile((1 + shown.asked.pooled.plan.level) / 2))


def _quantile(p: float) -> float:
    return float(normal_quantile(1 - p / 2))


def _points(shown: Shown, looks: dict[str, Look]) -> Iterator[Pointed]:
    asked = shown.asked
    radius = _SMALL_RADIUS if len(asked.rows) > _MANY else _RADIUS
    far = far_from(asked)
    for row in asked.rows:
        out = far.get((row.study, row.subgroup), 0.0)
        yield Pointed(
            id=f"study-{row.subgroup}-{row.study}",
            x=row.y,
            y=math.sqrt(row.v),
            look=looks.get(row.subgroup) or looks[""],
            radius=radius,
            label=row.study if out else "",
            urgency=out,
        )


def _filled(shown: Shown) -> Iterator[Pointed]:
    if shown.added is None:
        return
    found = shown.added.found
    for name, y, v in zip(found.filled_study, found.filled_y, found.filled_v, strict=True):
        yield Pointed(id=name, x=y, y=math.sqrt(v), look=Look("circle", INK), radius=_RADIUS, hollow=True)


def _regions(shown: Shown, ends: tuple[float, float], bottom: float) -> Iterator[Region]:
    if not shown.asked.plan.contours or shown.null is None:
        return
    low, high = ends
    yield Region(id="region-beyond", points=((low, 0), (high, 0), (high, bottom), (low, bottom)), fill=_BEYOND[0])
    for p, fill, _ in reversed(CONTOURS):
        half = _quantile(p) * bottom
        corners = ((shown.null, 0.0), (shown.null + half, bottom), (shown.null - half, bottom))
        yield Region(id=f"region-{p:.2f}", points=corners, fill=fill)


def _curves(shown: Shown, bottom: float) -> Iterator[Curve]:
    if shown.asked.plan.contours and shown.null is not None:
        for p, _, _ in CONTOURS:
            half = _quantile(p) * bottom
            points = ((shown.null - half, bottom), (shown.null, 0.0), (shown.null + half, bottom))
            yield Curve(id=f"contour-{p:.2f}", points=points, width=0.4, colour=_EDGE)
    if shown.null is not None:
        yield _null_line(shown.null, bottom)
    if shown.centre is not None:
        half = _half(shown) * bottom
        points = ((shown.centre - half, bottom), (shown.centre, 0.0), (shown.centre + half, bottom))
        yield _limits(points)
        yield _centre_line(shown.centre, bottom)
    if shown.added is not None:
        yield _adjusted_line(shown.added.centre, bottom)


def _null_line(null: float, bottom: float) -> Curve:
    return Curve(id="null", points=((null, 0.0), (null, bottom)), width=0.6, colour=MUTED, dash=(0.8, 1.6))


def _centre_line(centre: float, bottom: float) -> Curve:
    return Curve(id="estimate", points=((centre, 0.0), (centre, bottom)), width=1.0, colour=INK)


def _limits(points: tuple[tuple[float, float], ...]) -> Curve:
    return Curve(id="limits", points=points, width=0.8, colour=INK, dash=(4.0, 2.4))


def _adjusted_line(centre: float, bottom: float) -> Curve:
    return Curve(
        id="adjusted", points=((centre, 0.0), (centre, bottom)), width=1.0, colour=_ADJUSTED, dash=(5.0, 1.8, 1.2, 1.8)
    )


def _legend(shown: Shown, looks: dict[str, Look], across: Axis) -> Iterator[Entry]:
    asked = shown.asked
    for group, look in looks.items():
        yield Entry(text=group or "Study", look=look)
    if shown.added is not None:
        yield Entry(text="Study filled in (trim and fill)", look=Look("circle", INK), hollow=True)
    if shown.total is not None:
        level = numbers.level(asked.pooled.plan.level)
        what = capitalised(as_pooled(asked, "estimate"))
        yield Entry(text=f"{what}, {_label(asked)} {shown.total.effect.estimate.text}", curve=_centre_line(0, 1))
        yield Entry(text=f"Pseudo {level} confidence limits around the estimate", curve=_limits(((0, 0), (1, 1))))
    if shown.added is not None:
        text = f"Estimate with studies filled in, {_label(asked)} {shown.added.effect.estimate.text}"
        yield Entry(text=f"{text} (sensitivity analysis)", curve=_adjusted_line(0, 1))
    if shown.null is not None and across.low <= shown.null <= across.high:
        yield Entry(text=null_words(asked), curve=_null_line(0, 1))
    if asked.plan.contours and shown.null is not None:
        for _, fill, words in CONTOURS:
            yield Entry(text=p_bounds(asked, words), fill=fill)
        yield Entry(text=p_bounds(asked, _BEYOND[1]), fill=_BEYOND[0])


def _label(asked: Asked) -> str:
    return measure_label(asked.measure.id)


def _heads(shown: Shown) -> Iterator[Upright]:
    if shown.null is not None:
        yield Upright(x=shown.null, text=null_words(shown.asked))
    if shown.centre is not None and shown.total is not None:
        yield Upright(x=shown.centre, text=f"{_label(shown.asked)} {shown.total.effect.estimate.text}")
    if shown.added is not None:
        yield Upright(x=shown.added.centre, text=f"adjusted {shown.added.effect.estimate.text}")
