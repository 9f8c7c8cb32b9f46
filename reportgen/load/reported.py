"""Cells of results.csv for what papers report instead; numbers that cannot be right become issues."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from reportgen.effects.reported import NotDerivableError, read_p
from reportgen.load.findings import Findings, quoted
from reportgen.load.table import Row
from reportgen.model import Attribution, Cell

__all__ = ["check_reported", "p_value"]

_ORDER = ("min", "q1", "median", "q3", "max")
_BOUNDS: Mapping[str, tuple[float, float, str]] = {
    "icc": (0, 1, "an intracluster correlation between 0 and 1"),
    "correlation": (-1, 1, "a correlation between -1 and 1"),
    "cluster_size": (1, 1e15, "an average size of clusters of 1 or more"),
    "shared_by": (1, 1e15, "a number of comparisons of 1 or more"),
}
_TOGETHER = ("icc", "cluster_size")


def p_value(row: Row, findings: Findings, whence: Attribution) -> Cell[float]:
    """Return the P value of a row, at the bound where it is given as one; None and an issue if it cannot be used."""
    text, origin = row.text("p"), row.origin("p")
    try:
        return Cell(read_p(text).value, origin, text, whence)
    except NotDerivableError as error:
        found = f"found {quoted(text)}, expected a P value like 0.03 or <0.05: {error}"
        findings.add("p-value-is-usable", origin, found, "leave the cell empty if the paper says no more")
        return Cell(None, origin, "", whence)


def check_reported(data: Mapping[str, Cell[float]], findings: Findings) -> None:
    """Keep an issue where what a row reports of a group or of the design of its trial cannot be."""
    numbers = {name: cell.value for name, cell in data.items() if cell.value is not None}
    given = [name for name in _ORDER if name in numbers]
    for one, two in pairwise(given):
        if numbers[one] > numbers[two]:
            found = f"found a {one} of {data[one].text} above the {two} of {data[two].text}, expected them in order"
            findings.add("quantiles-are-in-order", data[one].origin, found)
    for name, (low, high, expected) in _BOUNDS.items():
        if name in numbers and not low <= numbers[name] <= high:
            findings.add("design-is-possible", data[name].origin, f"found {data[name].text}, expected {expected}")
    if "df" in numbers and numbers["df"] <= 0:
        findings.add("design-is-possible", data["df"].origin, f"found {data['df'].text}, expected a df above 0")
    for one, two in (_TOGETHER, _TOGETHER[::-1]):
        if one in data and two not in data:
            found = f"found {quoted(one)} without {quoted(two)}, expected both or neither"
            hint = "leave both empty if the numbers allow for clusters already"
            findings.add("cell-is-present", data[one].origin, found, hint)
