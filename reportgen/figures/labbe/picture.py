"""The picture of a L'Abbé plot: the risk of one group across, that of the other upwards, on one scale."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import plain_text
from reportgen.figures.asked import Asked
from reportgen.figures.labbe.risks import Risks, curve_of
from reportgen.figures.scatter.axes import linear_axis
from reportgen.figures.scatter.colours import INK, MUTED
from reportgen.figures.scatter.markers import Look, bubble_radii, look_of_groups
from reportgen.figures.scatter.scatter import Curve, Entry, Pointed, Scatter
from reportgen.figures.scatter.words import as_pooled, far_from, total_words
from reportgen.wording.measures import measure_label
from reportgen.wording.phrases import capitalised

__all__ = ["labbe_scatter"]

_STEPS = 100


def labbe_scatter(risks: Risks) -> Scatter:
    """Return the plot; risks as shares, labelled in percent."""
    asked = risks.asked
    found = [float(risk.value or 0.0) for _, *both in risks.studies for risk in both]
    comparison = asked.comparison
    end = min(1.0, max(found) * 1.06 or 1.0)
    across, up = (
        linear_axis(0.0, end, f"Risk with {name} (%)", percent=True).with_margin()
        for name in (comparison.comparator, comparison.experimental)
    )
    looks = look_of_groups(asked.groups, asked.colour)
    curve = curve_of(asked)
    places = [across.high * i / _STEPS for i in range(_STEPS + 1)]
    return Scatter(
        across=across,
        up=up,
        points=tuple(_points(risks, looks)),
        curves=(
            _diagonal(across.high),
            _pooled_curve(tuple((risk, min(max(curve(risk), 0.0), 1.0)) for risk in places)),
        ),
        legend=tuple(_legend(asked, looks)),
        square=True,
    )


def _points(risks: Risks, looks: dict[str, Look]) -> Iterator[Pointed]:
    far = far_from(risks.asked)
    radii = bubble_radii(risks.weights)
    for (study, one, other), radius in zip(risks.studies, radii, strict=True):
        row = study.row
        out = far.get((row.study, row.subgroup), 0.0)
        yield Pointed(
            id=f"study-{row.subgroup}-{row.study}",
            x=float(other.value or 0.0),
            y=float(one.value or 0.0),
            look=looks.get(row.subgroup) or looks[""],
            radius=radius,
            label=row.study if out else "",
            urgency=out,
        )


def _diagonal(high: float) -> Curve:
    return Curve(id="null", points=((0.0, 0.0), (high, high)), width=0.8, colour=MUTED)


def _pooled_curve(points: tuple[tuple[float, float], ...]) -> Curve:
    return Curve(id="estimate", points=points, width=1.0, colour=INK, dash=(4.0, 2.4))


def _legend(asked: Asked, looks: dict[str, Look]) -> Iterator[Entry]:
    for group, look in looks.items():
        yield Entry(text=group or "Study; its area is as its inverse variance", look=look)
    yield Entry(text="Same risk in both groups", curve=_diagonal(1.0))
    estimate = plain_text(total_words(asked)[:1])
    name = capitalised(as_pooled(asked, measure_label(asked.measure.id)))
    yield Entry(text=f"{name} {estimate}", curve=_pooled_curve(((0, 0), (1, 1))))
