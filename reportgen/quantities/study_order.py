"""In which order studies join a cumulative meta-analysis."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.document import Datum
from reportgen.errors import Origin
from reportgen.model import FigureSort, Review, Study
from reportgen.pooling import Pooled
from reportgen.quantities.judged import risk_rank, rows_of_outcome

__all__ = ["StudyOrder", "ordered_studies", "year_of"]

_YEAR = re.compile(r"(?:18|19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyOrder:
    """Studies in order, what they are sorted by in words, and the cells that their order depends on.

    `without` are the studies for which there is nothing to sort by; they stand last, as in studies.csv.
    """

    studies: tuple[str, ...]
    by: str
    without: tuple[str, ...]
    inputs: tuple[Origin, ...]


def year_of(study: Study) -> Datum | None:
    """Return the year of a study: the last in its column `year`, else in its name; None where there is none."""
    cell = study.characteristics.get("year")
    places = [] if cell is None else [(cell.text, cell.origin)]
    for text, origin in (*places, (study.id, study.origin)):
        if found := _YEAR.findall(text):
            return Datum(text=found[-1], subject=f"study/{study.id}/year", inputs=(origin,))
    return None


def ordered_studies(review: Review, pooled: Pooled, sort: FigureSort) -> StudyOrder:
    """Return the studies that are pooled, sorted: by year unless asked otherwise; equal ones stay as in studies.csv.

    Weights and precision go from high to low, all else from low to high.
    """
    studies = tuple(dict.fromkeys(row.study for row in pooled.effects.rows if row.state == "used"))
    if sort == "entry":
        return StudyOrder(studies=studies, by="as entered", without=(), inputs=())
    words, keys, inputs = _SORTS[sort or "year"](review, pooled)
    known = sorted((study for study in studies if study in keys), key=lambda study: keys[study])
    without = tuple(study for study in studies if study not in keys)
    return StudyOrder(studies=(*known, *without), by=words, without=without, inputs=inputs)


_Sorted = tuple[str, Mapping[str, float | str], tuple[Origin, ...]]


def _by_year(review: Review, pooled: Pooled) -> _Sorted:
    used = {row.study for row in pooled.effects.rows if row.state == "used"}
    studies = [study for study in review.studies if study.id in used]
    years = {study.id: float(year.text) for study in studies if (year := year_of(study)) is not None}
    cells = (study.characteristics.get("year") for study in studies)
    return "by year", years, tuple(cell.origin for cell in cells if cell is not None)


def _by_name(review: Review, _pooled: Pooled) -> _Sorted:
    return "by name", {study.id: study.id.casefold() for study in review.studies}, ()


def _by_weight(_review: Review, pooled: Pooled) -> _Sorted:
    shares: dict[str, float] = {}
    for row, weight in zip(pooled.effects.rows, pooled.weights, strict=True):
        shares[row.study] = shares.get(row.study, 0.0) - weight
    return "by weight, the largest first", shares, pooled.inputs


def _by_precision(_review: Review, pooled: Pooled) -> _Sorted:
    information: dict[str, float] = {}
    for row in pooled.effects.rows:
        if row.state == "used":
            information[row.study] = information.get(row.study, 0.0) - 1 / row.v
    return "by precision, the most precise first", information, pooled.inputs


def _by_effect(_review: Review, pooled: Pooled) -> _Sorted:
    """Order by the effect on the scale of analysis; results of one study are averaged by their precision."""
    sums: dict[str, tuple[float, float]] = {}
    for row in pooled.effects.rows:
        if row.state == "used":
            top, bottom = sums.get(row.study, (0.0, 0.0))
            sums[row.study] = (top + row.y / row.v, bottom + 1 / row.v)
    return "by effect", {study: top / bottom for study, (top, bottom) in sums.items()}, pooled.inputs


def _by_risk_of_bias(review: Review, pooled: Pooled) -> _Sorted:
    """Order by the overall judgement that figures show of the study or its result, else by the worst one."""
    rows = rows_of_outcome(review, pooled.effects.outcome.id)
    ranks = {row.study: rank for row in rows if (rank := risk_rank(row)) is not None}
    inputs = (origin for row in rows for verdict in row.verdicts.values() for origin in verdict.inputs)
    return "by risk of bias, the lowest first", ranks, tuple(dict.fromkeys(inputs))


_SORTS: Mapping[str, Callable[[Review, Pooled], _Sorted]] = {
    "year": _by_year,
    "name": _by_name,
    "weight": _by_weight,
    "precision": _by_precision,
    "effect": _by_effect,
    "risk-of-bias": _by_risk_of_bias,
}
