"""The picture of Baujat's plot: contribution to heterogeneity across, influence on the estimate upwards."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.document import Number
from reportgen.figures.asked import Asked, refused
from reportgen.figures.scatter.axes import linear_axis
from reportgen.figures.scatter.markers import look_of_groups
from reportgen.figures.scatter.scatter import Entry, Pointed, Scatter
from reportgen.pooling.sensitivity import baujat
from reportgen.quantities import StudyQuantities, point_number, settings_for, sizes_of

__all__ = ["ALL_NAMED", "Shown", "baujat_scatter", "shown_of"]

_FEWEST = 3


ALL_NAMED = 5
"""Of so many studies or fewer all are named."""


_MOST_NAMES = 10


_RADIUS = 3.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The outcome, and each study with what it adds to heterogeneity and how far it moves the estimate."""

    asked: Asked
    points: tuple[tuple[StudyQuantities, Number, Number], ...]

    def mean(self, column: int) -> float:
        """Return the mean of the contributions (1) or influences (2)."""
        return sum(_of(point, column) for point in self.points) / len(self.points)

    def largest(self, column: int) -> tuple[StudyQuantities, Number, Number]:
        """Return the study with the largest contribution (1) or influence (2)."""
        return max(self.points, key=lambda point: _of(point, column))


def shown_of(asked: Asked) -> Shown:
    """Return what Baujat's plot shows.

    Raises:
        DataError: an outcome that shows no total, or fewer than three studies.
    """
    asked.total("Baujat's plot")
    if asked.pooled.k < _FEWEST:
        found = f"{asked.pooled.k} {'study' if asked.pooled.k == 1 else 'studies'} with an effect"
        raise refused(asked.plan, found, f"{_FEWEST} or more")
    points = baujat(sizes_of(asked.pooled), **settings_for(asked.pooled))
    how = "Baujat's plot"
    return Shown(
        asked=asked,
        points=tuple(
            (
                study,
                point_number(asked.pooled, study.row, "q_contribution", contribution, how),
                point_number(asked.pooled, study.row, "influence", influence, how, decimals=3),
            )
            for study, contribution, influence in zip(
                asked.studies, points.contribution.tolist(), points.influence.tolist(), strict=True
            )
        ),
    )


def _of(point: tuple[StudyQuantities, Number, Number], column: int) -> float:
    number = point[1] if column == 1 else point[2]
    return float(number.value or 0.0)


def baujat_scatter(shown: Shown) -> Scatter:
    """Return the plot."""
    asked = shown.asked
    looks = look_of_groups(asked.groups, asked.colour)
    far = _far(shown)
    points = tuple(
        Pointed(
            id=f"study-{study.row.subgroup}-{study.row.study}",
            x=float(contribution.value or 0.0),
            y=float(influence.value or 0.0),
            look=looks.get(study.row.subgroup) or looks[""],
            radius=_RADIUS,
            label=study.row.study if i in far else "",
            urgency=far.get(i, 0.0),
        )
        for i, (study, contribution, influence) in enumerate(shown.points)
    )
    across = max(point.x for point in points) * 1.04
    up = max(point.y for point in points) * 1.04
    return Scatter(
        across=linear_axis(0.0, across, "Contribution to heterogeneity (squared Pearson residual)").with_margin(),
        up=linear_axis(0.0, up, "Influence on the pooled estimate (squared, in variances)").with_margin(),
        points=points,
        legend=tuple(Entry(text=group, look=look) for group, look in looks.items()) if asked.groups else (),
    )


def _far(shown: Shown) -> dict[int, float]:
    """Return the studies to be named, with how far they are out; all of a few."""
    means = shown.mean(1) or 1.0, shown.mean(2) or 1.0
    out = {i: max(_of(point, 1) / means[0], _of(point, 2) / means[1]) for i, point in enumerate(shown.points)}
    far = sorted((i for i in out if out[i] > 2 or len(out) <= ALL_NAMED), key=lambda i: -out[i])
    return {i: out[i] for i in far[:_MOST_NAMES]}
