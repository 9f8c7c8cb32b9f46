"""Study information: one table for each group of studies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.exchange.revman.words import DATA_SOURCES, GROUPS, Group
from reportgen.exchange.revman_export.cells import Line, study_path, table, text
from reportgen.model import CHARACTERISTICS, Review, Study

__all__ = ["CHARACTERISTIC_HEADINGS", "study_tables"]

CHARACTERISTIC_HEADINGS: Mapping[str, str] = {
    "methods": "Char: Methods",
    "participants": "Char: Participants",
    "intervention": "Char: Interventions",
    "outcome_measures": "Char: Outcomes",
    "notes": "Char: Notes",
}
"""The kinds of characteristics that every review in RevMan has."""

_DATA_SOURCE = "data_source"
_SOURCE_CODES: Mapping[str, str] = {words: code for code, words in DATA_SOURCES.items() if words}
_REASON = "Char: Reason for exclusion"


def study_tables(review: Review) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the table of each group of studies; that of included studies always."""
    for group in GROUPS:
        studies = [study for study in review.studies if study.status == group]
        if studies or group == "included":
            ending = "study-information.csv" if group == "included" else f"{group}-study-information.csv"
            yield study_path(ending), _table(review, studies, group)


def _table(review: Review, studies: list[Study], group: Group) -> bytes:
    columns = dict(_columns(review, studies))
    reason = (_REASON,) if group == "excluded" else ()
    headings = ("Study", "Year", "Data source", *reason, *columns.values())
    return table(headings, (_line(study, columns, group) for study in studies))


def _line(study: Study, columns: Mapping[str, str], group: Group) -> Line:
    words = _words(study, _DATA_SOURCE)
    line = {"Study": text(study.id), "Year": text(_words(study, "year"))}
    line |= {"Data source": text(_SOURCE_CODES.get(words, words))}
    line |= {_REASON: text(study.reason)} if group == "excluded" else {}
    return line | {heading: text(_words(study, name)) for name, heading in columns.items()}


def _columns(review: Review, studies: list[Study]) -> Iterator[tuple[str, str]]:
    """Yield characteristics with their headings: the five of RevMan, then all others that one of the studies has."""
    yield from CHARACTERISTIC_HEADINGS.items()
    labels = {**CHARACTERISTICS, **{column.name: column.label for column in review.columns}}
    taken = {heading.casefold() for heading in CHARACTERISTIC_HEADINGS.values()}
    taken |= {"study", "year", _REASON.casefold()}
    for name in dict.fromkeys(name for study in studies for name in study.characteristics):
        if name in CHARACTERISTIC_HEADINGS or name in {"year", _DATA_SOURCE}:
            continue
        if any(_words(study, name) for study in studies):
            heading = text(f"Char: {labels.get(name, name)}")
            heading = heading if heading.casefold() not in taken else text(f"Char: {labels.get(name, name)} ({name})")
            taken.add(heading.casefold())
            yield name, heading


def _words(study: Study, name: str) -> str:
    cell = study.characteristics.get(name)
    return cell.text or cell.value or "" if cell is not None else ""
