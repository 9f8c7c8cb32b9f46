"""Comparisons, outcomes, subgroups and rows of an .rm5 file in the neutral form of analyses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from reportgen.exchange.analyses import (
    SourceComparison,
    SourceKind,
    SourceOutcome,
    SourceRow,
    SourceSubgroup,
)
from reportgen.exchange.rm5.reading import Reading
from reportgen.exchange.rm5.stored import stored_of_row, stored_of_subgroup_test, stored_pooled
from reportgen.foreign.xml import Element
from reportgen.model import Cell, Totals

__all__ = ["comparisons_of"]

_KINDS: Mapping[str, SourceKind] = {
    "DICH": "dichotomous",
    "CONT": "continuous",
    "IV": "generic",
    "IPD": "o-minus-e",
    "OTHER": "other",
}
_METHODS: Mapping[str, Literal["mantel-haenszel", "inverse-variance", "peto"]] = {
    "MH": "mantel-haenszel",
    "IV": "inverse-variance",
    "PETO": "peto",
}
_TOTALS: Mapping[str, Totals] = {"YES": "all", "SUB": "subgroups", "NO": "none"}
_OF_BOTH: Mapping[str, str] = {"EVENTS": "events", "TOTAL": "n", "MEAN": "mean", "SD": "sd"}
_SIDES: Mapping[str, str] = {"1": "experimental", "2": "comparator"}
_CELLS: Mapping[SourceKind, Mapping[str, str]] = {
    "generic": {"ESTIMATE": "estimate", "SE": "se"},
    "o-minus-e": {"O_E": "o_minus_e", "VAR": "variance"},
}
_USUAL_LEVEL = 95


def comparisons_of(reading: Reading) -> tuple[SourceComparison, ...]:
    """Return the comparisons with all below them, in the order of the file."""
    return tuple(
        SourceComparison(
            number=reading.attribute(element, "NO") or str(place),
            name=reading.line(element.find("NAME")),
            outcomes=tuple(
                _outcome(reading, child, number)
                for number, child in enumerate((c for c in element if c.tag.endswith("_OUTCOME")), 1)
            ),
            origin=reading.origin(element),
        )
        for place, element in enumerate(reading.root.findall("ANALYSES_AND_DATA/COMPARISON"), 1)
    )


def _outcome(reading: Reading, element: Element, place: int) -> SourceOutcome:
    stem = element.tag.removesuffix("_OUTCOME")
    kind = _KINDS.get(stem, "other")
    attribute = reading.attribute
    return SourceOutcome(
        number=attribute(element, "NO") or str(place),
        name=reading.line(element.find("NAME")),
        kind=kind,
        origin=reading.origin(element),
        measure=_measure(reading, element),
        model="common" if attribute(element, "RANDOM") == "NO" or kind == "o-minus-e" else "random",
        totals=_TOTALS.get(attribute(element, "TOTALS"), "all"),
        subgroup_test=attribute(element, "SUBGROUP_TEST") != "NO",
        swap_events=attribute(element, "SWAP_EVENTS") == "YES",
        log_data=attribute(element, "LOG_DATA") == "YES",
        rows=_rows(reading, element, stem, kind),
        subgroups=tuple(
            SourceSubgroup(
                number=attribute(child, "NO"),
                name=reading.line(child.find("NAME")),
                origin=reading.origin(child),
                rows=_rows(reading, child, stem, kind),
                stored=stored_pooled(reading, child) if kind != "other" else None,
            )
            for child in reading.children(element, f"{stem}_SUBGROUP")
        ),
        stored=stored_pooled(reading, element) if kind != "other" else None,
        stored_subgroup_test=stored_of_subgroup_test(reading, element) if kind != "other" else None,
        **_settings(reading, element),
    )


def _measure(reading: Reading, element: Element) -> str:
    """Return the effect measure: an attribute, or free text in an element for generic data."""
    told = element.find("EFFECT_MEASURE")
    return reading.attribute(element, "EFFECT_MEASURE") if told is None else reading.line(told)


def _settings(reading: Reading, element: Element) -> dict[str, Any]:
    return {
        "method": _METHODS.get(reading.attribute(element, "METHOD"), "inverse-variance"),
        "level": _level(reading, element, "CI_TOTAL"),
        "level_study": _level(reading, element, "CI_STUDY"),
        "label_experimental": reading.line(element.find("GROUP_LABEL_1")),
        "label_comparator": reading.line(element.find("GROUP_LABEL_2")),
        "graph_left": reading.line(element.find("GRAPH_LABEL_1")),
        "graph_right": reading.line(element.find("GRAPH_LABEL_2")),
        "scale": reading.number(element, "SCALE").value,
        "unit": reading.attribute(element, "UNITS"),
    }


def _level(reading: Reading, element: Element, name: str) -> float:
    percent = reading.number(element, name).value
    return (_USUAL_LEVEL if percent is None else percent) / 100


def _rows(reading: Reading, element: Element, stem: str, kind: SourceKind) -> tuple[SourceRow, ...]:
    return tuple(_row(reading, child, kind) for child in reading.children(element, f"{stem}_DATA"))


def _row(reading: Reading, element: Element, kind: SourceKind) -> SourceRow:
    footnote = reading.text(element.find("FOOTNOTE"), "Footnote")
    study = reading.attribute(element, "STUDY_ID")
    origin = reading.origin(element)
    if kind == "other":
        texts = {child.tag: reading.text(child) for child in element if child.tag != "FOOTNOTE"}
        named = {_heading(tag): text for tag, text in texts.items()}
        return SourceRow(study=study, origin=origin, texts=named, footnote=footnote)
    return SourceRow(
        study=study,
        origin=origin,
        cells=_cells(reading, element, kind),
        stored=stored_of_row(reading, element),
        footnote=footnote,
    )


def _cells(reading: Reading, element: Element, kind: SourceKind) -> dict[str, Cell[float]]:
    names = {f"{stem}_{number}": f"{name}_{side}" for stem, name in _OF_BOTH.items() for number, side in _SIDES.items()}
    names |= _CELLS.get(kind, {})
    cells = {name: reading.number(element, attribute) for attribute, name in names.items()}
    if kind == "dichotomous":
        reading.number(element, "O_E")  # RevMan works it out for Peto's method; it follows from the counts
    return {name: cell for name, cell in cells.items() if cell.value is not None}


def _heading(tag: str) -> str:
    return tag.replace("_", " ").capitalize()
