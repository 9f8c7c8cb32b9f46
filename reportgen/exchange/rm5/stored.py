"""The results that an .rm5 file stores with studies, subgroups and outcomes."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.exchange.analyses import SourceValues
from reportgen.exchange.rm5.reading import Reading
from reportgen.foreign.xml import Element

__all__ = ["stored_of_row", "stored_of_subgroup_test", "stored_pooled"]

_OF_ROW: Mapping[str, str] = {
    "EFFECT_SIZE": "estimate",
    "CI_START": "ci_low",
    "CI_END": "ci_high",
    "SE": "se",
    "WEIGHT": "weight",
}
_POOLED: Mapping[str, str] = {
    "EFFECT_SIZE": "estimate",
    "CI_START": "ci_low",
    "CI_END": "ci_high",
    "WEIGHT": "weight",
    "Z": "z",
    "P_Z": "p",
    "CHI2": "chi2",
    "DF": "df",
    "P_CHI2": "p_het",
    "I2": "i2",
    "TAU2": "tau2",
    "EVENTS_1": "events_experimental",
    "EVENTS_2": "events_comparator",
    "TOTAL_1": "n_experimental",
    "TOTAL_2": "n_comparator",
    "STUDIES": "studies",
}
_OF_TEST: Mapping[str, str] = {"Q": "chi2", "P_Q": "p", "I2_Q": "i2"}


def stored_of_row(reading: Reading, element: Element) -> SourceValues:
    """Return the stored effect of a study; the SE of generic data is theirs, not stored beside them."""
    names = dict(_OF_ROW)
    if element.tag == "IV_DATA":
        del names["SE"]
    return _stored(reading, element, names)


def stored_pooled(reading: Reading, element: Element) -> SourceValues:
    """Return the stored result of an outcome or a subgroup."""
    return _stored(reading, element, _POOLED)


def stored_of_subgroup_test(reading: Reading, element: Element) -> SourceValues:
    """Return the stored test for subgroup differences of an outcome."""
    return _stored(reading, element, _OF_TEST)


def _stored(reading: Reading, element: Element, names: Mapping[str, str]) -> SourceValues:
    cells = {name: reading.number(element, attribute) for attribute, name in names.items()}
    return SourceValues(
        values={name: cell.value for name, cell in cells.items() if cell.value is not None},
        estimable=reading.attribute(element, "ESTIMABLE") != "NO",
        origin=reading.origin(element),
    )
