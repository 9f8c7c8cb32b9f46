"""What would have been concluded when: a result after each year, or in each version that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.model import Outcome, Record, RecordedResult
from reportgen.quantities import Analysis, analyse, year_of
from reportgen.versions.changes import ConclusionChange
from reportgen.versions.record import record_of
from reportgen.versions.results import conclusion_changes

__all__ = ["TimePoint", "over_versions", "over_years"]

NO_YEAR = "no year"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePoint:
    """A result as it was known at a time: `label` is the year or version, `studies` are those that came with it.

    `conclusion` says in what the conclusion differs from that of the point before; empty where only digits do.
    """

    label: str
    result: RecordedResult
    studies: tuple[str, ...] = ()
    conclusion: tuple[ConclusionChange, ...] = ()


def over_years(analysis: Analysis, outcome: Outcome) -> tuple[TimePoint, ...]:
    """Return the result on an outcome after each year in which a study of it appeared, pooled as the outcome is.

    Studies of one year come together. Those without a year come last. The last point is the result of the review. A
    series of looks at growing data finds something by chance more often than one look; nothing is adjusted for that
    (Lau J, Antman EM, Jimenez-Silva J, et al. N Engl J Med 1992;327:248-54).
    """
    review = analysis.review
    own = {result.study for result in review.results if result.outcome == outcome.id}
    years: dict[str, list[str]] = {}
    for study in review.included():
        if study.id in own:
            year = year_of(study)
            years.setdefault(year.text if year else NO_YEAR, []).append(study.id)
    points: list[TimePoint] = []
    known: set[str] = set()
    for label in sorted(years, key=lambda year: (year == NO_YEAR, year)):
        known.update(years[label])
        rows = tuple(row for row in review.results if row.outcome == outcome.id and row.study in known)
        then = analyse(replace(review, outcomes=(outcome,), results=rows), analysis.style)
        found = record_of(then).result(outcome.id)
        if found is not None:
            points.append(TimePoint(label=label, result=found, studies=tuple(years[label])))
    return _compared(points)


def over_versions(records: Sequence[tuple[str, Record]], outcome: str) -> tuple[TimePoint, ...]:
    """Return what versions found on an outcome, by their names in their order; those without it are left out."""
    points, known = [], frozenset[str]()
    for name, record in records:
        found = record.result(outcome)
        if found is None:
            continue
        studies = [effect.study for effect in found.effects]
        points.append(TimePoint(label=name, result=found, studies=tuple(s for s in studies if s not in known)))
        known |= frozenset(studies)
    return _compared(points)


def _compared(points: Sequence[TimePoint]) -> tuple[TimePoint, ...]:
    found: list[TimePoint] = []
    for point in points:
        before = found[-1].result if found else None
        found.append(replace(point, conclusion=conclusion_changes(before, point.result)))
    return tuple(found)
