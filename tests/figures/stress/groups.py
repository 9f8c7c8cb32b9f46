"""Subgroups: of BCG by allocation, one of a single study, many with long titles; and several outcomes in one plot."""

from __future__ import annotations

from dataclasses import replace

from reportgen.model import Review
from tests.figures.samples import INVERSE_VARIANCE
from tests.figures.stress.case import Case, described_by, judged, of_sides
from tests.figures.stress.counts import bcg_described
from tests.reviews import make_outcome, make_review, make_study
from tests.summarised import summarised_review

__all__ = ["GROUPS"]


def _grouped(titles: tuple[str, ...]) -> Review:
    names = [f"Study {2000 + i}" for i in range(len(titles))]
    rows = {name: ((4 + i, 60 + i), (9 + (3 * i) % 5, 61)) for i, name in enumerate(names)}
    review = of_sides(rows, domains=False, subgroups="population")
    studies = tuple(
        make_study(name, line=line, population=title, year=name[-4:], dose=str(line))
        for line, (name, title) in enumerate(zip(names, titles, strict=True), start=2)
    )
    columns = described_by(("population", "text"), ("year", "integer"), ("dose", "number"))
    return judged(replace(review, studies=studies, **columns), "rob2")


def _shared() -> Review:
    """Return three outcomes that share a figure."""
    outcomes = [
        make_outcome(id_, "MD", title=title, figure="scales", plan=INVERSE_VARIANCE, better=better)
        for id_, title, better in (
            ("pain", "pain at rest, 0 to 100", "lower"),
            ("sleep", "quality of sleep (Pittsburgh sleep quality index, global score)", "lower"),
            ("walk", "distance walked in six minutes", "higher"),
        )
    ]
    data = {
        f"Trial {2000 + i}": {
            outcome.id: ((20.5 + 2 * i + j, 6.0, 30 + i), (24.0 + i, 6.5, 31)) for j, outcome in enumerate(outcomes)
        }
        for i in range(4)
    }
    return make_review(data, outcomes=outcomes)


LONG = "People of 65 years and older in residential care with at least two chronic conditions and polypharmacy"

GROUPS = (
    Case(id="bcg-allocation", title="BCG by allocation", make=lambda: bcg_described(subgroups=True)),
    Case(
        id="group-of-one",
        title="A subgroup of one study",
        make=lambda: _grouped(("Adults", "Adults", "Adults", "Children")),
    ),
    Case(
        id="long-groups",
        title="Subgroups with titles of a hundred characters",
        make=lambda: _grouped((LONG, LONG, "Children", "Children", LONG.replace("65", "80"), LONG.replace("65", "80"))),
    ),
    Case(id="shared-figure", title="Three outcomes in one plot", make=_shared),
    Case(
        id="summarised", title="Seven outcomes with their certainty, for a summary of findings", make=summarised_review
    ),
)
