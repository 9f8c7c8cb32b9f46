"""Outcomes of one study and of two hundred."""

from __future__ import annotations

from dataclasses import replace

from reportgen.model import Review
from tests.figures.samples import BCG, bcg
from tests.figures.stress.case import Case, Sides, compared, described_by, judged, of_sides
from tests.reviews import make_study

__all__ = ["BCG_LATITUDES", "COUNTS", "bcg_described", "of_many"]

BCG_LATITUDES = (44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33)
"""Degrees from the equator, in the order of `BCG`: Berkey et al., Statistics in Medicine 1995;14:395."""


def of_many(count: int, *, domains: bool = True) -> Review:
    """Return a review with so many studies, some of one author."""
    return of_sides({_name(i): _events(i) for i in range(count)}, domains=domains)


def bcg_described(*, subgroups: bool = False) -> Review:
    """Return the BCG trials with years, latitudes and invented judgements of RoB 2."""
    review = bcg(subgroups=subgroups)
    described = tuple(
        make_study(name, line=line, year=name[-4:], allocation=how, latitude=str(latitude))
        for line, ((name, _, _, how), latitude) in enumerate(zip(BCG, BCG_LATITUDES, strict=True), start=2)
    )
    columns = described_by(("year", "integer"), ("allocation", "text"), ("latitude", "number"))
    return judged(replace(review, studies=described, comparisons=compared("BCG", "Control"), **columns), "rob2")


def _name(i: int) -> str:
    authors = ("Müller", "Nguyễn", "O’Briain", "de la Cruz", "Łukasiewicz", "Kim", "Ångström", "Smith")
    return f"{authors[i % 8]} {1950 + (11 * i) % 71}{'ab'[i % 2] if i % 5 == 0 else ''}"


def _events(i: int) -> Sides:
    size = 40 + 37 * (i % 11) + 400 * (i % 13 == 0)
    return (1 + (7 * i) % 23, size), (2 + (5 * i) % 19, size + 3 * (i % 4))


COUNTS = (
    *(
        Case(id=f"k-{count}", title=f"{count} {'study' if count == 1 else 'studies'}", make=lambda k=count: of_many(k))
        for count in (1, 2, 3, 60, 200)
    ),
    Case(id="bcg", title="13 studies: BCG against tuberculosis", make=bcg_described),
)
