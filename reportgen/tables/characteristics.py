"""The characteristics of the included studies: the columns the reviewer chose, else those that are filled in."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document import Table
from reportgen.model import CHARACTERISTICS, Review, Study
from reportgen.quantities import Analysis
from reportgen.tables.study_table import LONG_TEXT, characteristic, randomised, table_of_studies

__all__ = ["characteristics_table", "columns_in_use"]

FIRST = ("country", "participants", "age", "intervention", "comparator", "outcome_measures", "methods", "design")
"""Characteristics that are shown before others where there is not room for all."""

LEAST_SHARE = 4
"""A column is shown if at least one study in so many fills it in."""

MOST_COLUMNS = 6
"""So many texts fit side by side on a page turned sideways."""


def characteristics_table(analysis: Analysis) -> Table | None:
    """Return the characteristics of the included studies, or None when there are none."""
    review = analysis.review
    studies = review.included()
    if not studies:
        return None
    chosen = review.characteristics or columns_in_use(studies, review)
    columns = [characteristic(column, review) for column in chosen]
    numbers_known = any(study.n_randomised.value is not None for study in studies)
    if review.characteristics or numbers_known or not columns:
        columns.insert(0, randomised(analysis))
    new = [study.id for study in studies if analysis.style.mark_new_studies and review.is_new(study.id)]
    told = f"; {len(new)} of them, with a note, {'is' if len(new) == 1 else 'are'} new in this version" if new else ""
    return table_of_studies(
        studies,
        columns,
        id_="tbl-characteristics",
        caption="Characteristics of included studies.",
        alt=f"One row for each of the {len(studies)} included studies with its numbers, participants and treatments"
        f"{told}.",
        new=new,
    )


def columns_in_use(studies: Sequence[Study], review: Review) -> tuple[str, ...]:
    """Return the characteristics that are filled in, in their usual order; of many short ones the most important."""
    known = (*CHARACTERISTICS, *(extra.name for extra in review.columns))
    filled = [column for column in known if _is_told(studies, column)]
    if len(filled) > 1 and all(_value(study, "year") in study.id for study in studies):
        filled = [column for column in filled if column != "year"]  # the names of the studies tell it
    if any(len(_value(study, column)) > LONG_TEXT for study in studies for column in filled):
        return tuple(filled)  # a block a study has room for all
    first = [column for column in FIRST if column in filled]
    chosen = dict.fromkeys((*first, *filled))
    kept = set(list(chosen)[:MOST_COLUMNS])
    return tuple(column for column in filled if column in kept)


def _is_told(studies: Sequence[Study], column: str) -> bool:
    """Return whether enough studies fill in a column: one that is empty for most of them says little of the others."""
    return sum(bool(_value(study, column)) for study in studies) * LEAST_SHARE >= len(studies)


def _value(study: Study, column: str) -> str:
    found = study.characteristics.get(column)
    return (found.value or "") if found else ""
