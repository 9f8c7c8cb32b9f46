"""The four lists of studies with their characteristics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reportgen.exchange.analyses import Analyses
from reportgen.exchange.fitting import fitting
from reportgen.exchange.naming import Names, column_name
from reportgen.exchange.revman.words import DATA_SOURCES, NO_REASON, SOURCE_OF_DATA, excluded_without_reason, renamed
from reportgen.exchange.rm5.reading import Reading
from reportgen.foreign.xml import Element
from reportgen.model import CHARACTERISTICS, Cell, ExtraColumn, Study

__all__ = ["StudyElement", "studies_of", "study_elements"]

_Status = Literal["included", "excluded", "awaiting", "ongoing"]
_STATUSES: Sequence[_Status] = ("included", "excluded", "awaiting", "ongoing")
_COLUMNS: Mapping[str, str] = {
    "CHAR_METHODS": "methods",
    "CHAR_PARTICIPANTS": "participants",
    "CHAR_INTERVENTIONS": "intervention",
    "CHAR_OUTCOMES": "outcome_measures",
    "CHAR_NOTES": "notes",
}
_REASON = "CHAR_REASON_FOR_EXCLUSION"
_MARKUP = re.compile(r"</?(?:b|del|em|i|ins|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE)
_OWN = re.compile(r"CHAR_USER_DEF_(\d+)")
_OWN_COLUMNS = (1, 2, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyElement:
    """A study in one of the four lists: its ID in the file (`key`), and the name it has in the review (`id`)."""

    element: Element
    key: str
    id: str
    status: _Status


def study_elements(reading: Reading) -> tuple[StudyElement, ...]:
    """Return the studies in the order of the lists; names that repeat get a number, and empty ones a name."""
    found: list[StudyElement] = []
    names = Names()
    for status in _STATUSES:
        for element in reading.root.findall(f"STUDIES_AND_REFERENCES/STUDIES/{status.upper()}_STUDIES/STUDY"):
            given = _MARKUP.sub("", reading.attribute(element, "NAME")).strip()
            key = reading.attribute(element, "ID")
            name = names.fresh(given or key or "Study without a name")
            if name != given:
                reading.remark("studies", renamed(given, name), element)
            found.append(StudyElement(element=element, key=key or name, id=name, status=status))
    return tuple(found)


def studies_of(
    reading: Reading,
    elements: Sequence[StudyElement],
    reports: Mapping[str, tuple[str, ...]],
    analyses: Analyses,
) -> tuple[tuple[Study, ...], tuple[ExtraColumn, ...]]:
    """Return the studies with their characteristics, and the columns that they have beyond the usual ones.

    Every study has every column that any study fills in. An included study of which `analyses` have no number says so.
    """
    characteristics = _Characteristics(reading)
    cells = [characteristics.of(study) for study in elements]
    used = {name for own in cells for name in own}
    order = [name for name in (*CHARACTERISTICS, *characteristics.labels) if name in used]
    studies = []
    for study, own in zip(elements, cells, strict=True):
        origin = reading.origin(study.element)
        reason = characteristics.reasons.get(study.key, "")
        if study.status == "excluded" and not reason:
            reading.remark("studies", excluded_without_reason(study.id), study.element)
            reason = NO_REASON
        studies.append(
            Study(
                id=study.id,
                status=study.status,
                origin=origin,
                reason=reason,
                reports=reports.get(study.key, ()),
                n_randomised=Cell(None, origin),
                characteristics={name: own.get(name, Cell(None, origin)) for name in order},
            )
        )
    extra = tuple(ExtraColumn(name=name, label=label) for name, label in characteristics.labels.items() if name in used)
    return analyses.with_reasons(studies), extra


class _Characteristics:
    """What the file tells of studies beside their results; columns get their labels as they are met."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.labels: dict[str, str] = {}
        self.reasons: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._own = Names()
        self._entries: dict[str, list[tuple[Element, Element]]] = {}
        for group in reading.root.findall("CHARACTERISTICS_OF_STUDIES/*"):
            for number in _OWN_COLUMNS:
                reading.attribute(group, f"USER_DEF_{number}_NAME")  # one that nobody fills in says nothing
            for entry in group:
                if entry.tag.endswith("_CHAR"):
                    self._entries.setdefault(reading.attribute(entry, "STUDY_ID"), []).append((group, entry))

    def of(self, study: StudyElement) -> dict[str, Cell[str]]:
        """Return the cells that the file fills in for a study."""
        found: dict[str, Cell[str]] = {}
        for name, text, element in self._told(study):
            if text:
                whole = fitting(f"{found[name].text}\n{text}" if name in found else text)
                found[name] = Cell(whole, self.reading.origin(element), whole)
        return found

    def _told(self, study: StudyElement) -> Iterator[tuple[str, str, Element]]:
        reading, element = self.reading, study.element
        yield "year", reading.attribute(element, "YEAR"), element
        for group, entry in self._entries.pop(study.key, ()):
            for child in entry:
                text = reading.text(child, f"{child.tag} of {study.id}")
                if child.tag == _REASON and study.status == "excluded":
                    self.reasons.setdefault(study.key, text)
                elif text:
                    yield self._column(group, child.tag), text, child
        source = reading.attribute(element, "DATA_SOURCE")
        if source and source != "PUB":
            yield self._named("data_source", SOURCE_OF_DATA), DATA_SOURCES.get(source, source), element
        identifiers = [
            f"{reading.attribute(one, 'TYPE')}: {reading.attribute(one, 'VALUE') or reading.line(one)}"
            for one in element.findall("IDENTIFIERS/IDENTIFIER")
        ]
        if identifiers:
            yield self._named("identifiers", "Identifiers"), "; ".join(identifiers), element

    def _column(self, group: Element, tag: str) -> str:
        if tag in _COLUMNS:
            return _COLUMNS[tag]
        own = _OWN.fullmatch(tag)
        if own is None:
            words = tag.removeprefix("CHAR_").lower()
            return self._named(words, words.replace("_", " ").capitalize())
        label = self.reading.attribute(group, f"USER_DEF_{own[1]}_NAME") or f"Further characteristic {own[1]}"
        return self._named(label, label)

    def _named(self, name: str, label: str) -> str:
        """Return the name of a column with this label, which is the same wherever the label comes up again."""
        if label not in self._names:
            self._names[label] = self._own.fresh(column_name(name), "_")
            self.labels[self._names[label]] = label
        return self._names[label]
