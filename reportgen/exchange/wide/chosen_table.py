"""Which of the sheets of a source is the table that becomes a review."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.source import Source
from reportgen.exchange.wide.mapping import TableMap
from reportgen.exchange.wide.sheet_rows import SheetRows, sheets_of
from reportgen.exchange.wide.table import SheetTable, table_of
from reportgen.foreign.phrases import listed
from reportgen.load.findings import Findings, quoted

__all__ = ["chosen_table"]

_SHEETS = (
    "name one with `sheet` in a columns.yaml, for --map; sheets of several outcomes make one table "
    "with a column 'Outcome' that tells their rows apart"
)


def chosen_table(source: Source, map_: TableMap, findings: Findings, remarks: list[Remark]) -> SheetTable | None:
    """Return the table of a source: that of the sheet which a mapping names, else of the only one that has any."""
    sheets = sheets_of(source, remarks)
    if map_.sheet:
        named = [sheet for sheet in sheets if sheet.sheet == map_.sheet]
        if not named:
            known = [sheet.sheet for sheet in sheets]
            place = Origin(source.name, 1)
            findings.unknown("column-is-mapped", place, map_.sheet, known=known, expected="a sheet of the workbook")
            return None
        return table_of(named[0], findings, remarks, mapped=map_.headings)
    visible = [sheet for sheet in sheets if not sheet.hidden]
    hidden = [sheet.sheet for sheet in sheets if sheet.hidden]
    if hidden:
        text = f"Hidden sheets were passed over: {listed([*map(quoted, hidden)])}."
        remarks.append(Remark(topic="file", text=text, origin=Origin(source.name, 1)))
    return _only_table(source, visible, map_, findings, remarks)


def _only_table(
    source: Source, sheets: Sequence[SheetRows], map_: TableMap, findings: Findings, remarks: list[Remark]
) -> SheetTable | None:
    """Return the one table among several sheets, None after an issue."""
    if len(sheets) == 1:
        return table_of(sheets[0], findings, remarks, mapped=map_.headings)
    tried: list[tuple[SheetRows, SheetTable, Findings, list[Remark]]] = []
    for sheet in sheets:
        own, said = Findings(), list[Remark]()
        table = table_of(sheet, own, said, mapped=map_.headings)
        if table is not None and (
            set(map_.headings) <= set(table.headings) if map_.headings else table.is_of_studies()
        ):
            tried.append((sheet, table, own, said))
    if len(tried) == 1:
        sheet, table, own, said = tried[0]
        others = [quoted(other.sheet) for other in sheets if other is not sheet]
        text = f"Sheets without studies and numbers were passed over: {listed(others)}."
        remarks.append(Remark(topic="file", text=text, origin=Origin(sheet.path, 1)))
        remarks += said
        findings.extend(tuple(_errors(own)))
        return table
    names = (
        ", ".join(quoted(sheet.sheet) for sheet, *_ in tried) if tried else ", ".join(quoted(s.sheet) for s in sheets)
    )
    found = (
        f"tables of studies in several sheets ({names})" if tried else f"no sheet with studies and numbers ({names})"
    )
    findings.add("column-is-mapped", Origin(source.name, 1), f"found {found}, expected one", _SHEETS)
    return None


def _errors(findings: Findings) -> Sequence[Issue]:
    try:
        findings.raise_errors()
    except DataError as error:
        return error.issues
    return ()
