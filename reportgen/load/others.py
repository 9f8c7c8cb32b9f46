"""flow.csv, sources.csv and published_effects.csv."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reportgen.load.cells import attribution, count, needed, number, word
from reportgen.load.findings import Findings, quoted
from reportgen.load.forms import PUBLISHED_NUMBERS
from reportgen.load.results import check_interval
from reportgen.load.table import Row, Table
from reportgen.model import FLOW_ITEMS, Cell, FlowCount, Outcome, PublishedEffect, Source

__all__ = ["read_flow_counts", "read_published_effects", "read_sources"]

_WHOLE = frozenset({"df", "k", "n"})
_P_VALUE = re.compile(r"[<>=≤≥]?\s*(?:[01](?:\.[0-9]*)?|\.[0-9]+)(?:[eE]-[0-9]+)?")


def read_flow_counts(table: Table, findings: Findings) -> tuple[FlowCount, ...]:
    """Return the rows of flow.csv in their order; a number that is not known stays None."""
    counts = []
    for row in table.rows:
        whence = attribution(row, findings)
        item = needed(row, "item", findings)
        if item and item not in FLOW_ITEMS:
            expected = "an item of the flow diagram"
            findings.unknown("flow-item-is-known", row.origin("item"), item, known=FLOW_ITEMS, expected=expected)
        n = count(row, "n", findings, whence)
        counts.append(FlowCount(item=item, detail=row.text("detail"), n=n, origin=row.origin(), attribution=whence))
    return tuple(counts)


def read_sources(table: Table, findings: Findings) -> tuple[Source, ...]:
    """Return the rows of sources.csv."""
    return tuple(
        Source(
            id=needed(row, "id", findings),
            address=needed(row, "address", findings),
            title=row.text("title"),
            kind=row.text("kind"),
            note=row.text("note"),
            origin=row.origin(),
        )
        for row in table.rows
    )


def read_published_effects(
    table: Table, outcomes: Mapping[str, Outcome], findings: Findings
) -> tuple[PublishedEffect, ...]:
    """Return the published effects; one without a measure has that of its outcome."""
    return tuple(_published(row, outcomes, findings) for row in table.rows)


def _published(row: Row, outcomes: Mapping[str, Outcome], findings: Findings) -> PublishedEffect:
    from reportgen.effects import MEASURES

    whence = attribution(row, findings)
    outcome = needed(row, "outcome", findings)
    measure = row.text("measure")
    if measure and measure not in MEASURES:
        expected = "an effect measure, or nothing for that of the outcome"
        findings.unknown("measure-is-known", row.origin("measure"), measure, known=MEASURES, expected=expected)
    if not measure and outcome in outcomes:
        measure = outcomes[outcome].measure
    data: dict[str, Cell[float]] = {}
    for name in PUBLISHED_NUMBERS:
        if row.text(name):
            data[name] = _whole(row, name, findings) if name in _WHOLE else number(row, name, findings, whence)
    known = MEASURES.get(measure)
    check_interval(data, findings, ratio=known is not None and known.scale == "log")
    statement = row.text("statement")
    if "estimate" not in data and not statement:
        message = "found neither an estimate nor a statement, expected one of them"
        findings.add("published-effect-says-something", row.origin("estimate"), message)
    return PublishedEffect(
        id=needed(row, "id", findings),
        outcome=outcome,
        measure=measure,
        data=data,
        p_printed=_p_value(row, findings),
        favours=word(row, "favours", ("experimental", "comparator"), findings, empty=""),
        statement=statement,
        origin=row.origin(),
        p_origin=row.origin("p") if row.text("p") else None,
        attribution=whence,
    )


def _whole(row: Row, name: str, findings: Findings) -> Cell[float]:
    cell = count(row, name, findings, attribution(row, Findings()))
    return Cell(None if cell.value is None else float(cell.value), cell.origin, cell.text, cell.attribution)


def _p_value(row: Row, findings: Findings) -> str:
    text = row.text("p")
    if text and not _P_VALUE.fullmatch(text):
        message = f"found {quoted(text)}, expected a P value like 0.03 or <0.001"
        findings.add("cell-is-a-number", row.origin("p"), message, "put words into the column 'statement'")
    return text
