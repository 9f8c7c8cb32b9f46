"""A table of the reviewer's as text and as rows: how its cells are written, and the edits that change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.errors import Origin
from reportgen.load.decimal_mark import mark_of_cell
from reportgen.load.delimited import delimiter_of
from reportgen.load.formulas import harmless
from reportgen.load.table import Row, Table, TableForm
from reportgen.merging.csv_text import Record, records, written
from reportgen.merging.edited import TextEdit

__all__ = ["Sheet", "sheet_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The text of a table, its records by line, and the dialect it is written in."""

    text: str
    table: Table
    form: TableForm
    delimiter: str
    line_break: str
    commas: bool
    records: Mapping[int, Record] = field(repr=False)

    def cell_edit(self, row: Row, name: str, value: str, origin: Origin) -> TextEdit:
        """Return the edit that puts a value into a cell of a row, in quotation marks if it has them now."""
        span = self.records[row.line].cells[self.table.columns[name]]
        return TextEdit(span.start, span.end, self._cell(name, value, quoted=span.quoted), origin)

    def row_edit(self, after: Row | None, row: Row, more: tuple[str, ...]) -> TextEdit:
        """Return the edit that adds a row of another table after a row of this one, or at the end.

        `more` are columns that are being added at the right.
        """
        neighbour = self.records[after.line] if after else list(self.records.values())[-1]
        width = len(self.records[self.table.heading_line].cells)
        names = {index: name for name, index in self.table.columns.items()}
        cells = [(names.get(index, ""), neighbour.quotes_all) for index in range(width)]
        cells += [(name, neighbour.quotes_all) for name in more]
        line = self.delimiter.join(self._cell(name, row.text(name) if name else "", quoted=q) for name, q in cells)
        ended = neighbour.after > neighbour.end
        text = f"{line}{self.line_break}" if ended else f"{self.line_break}{line}"
        return TextEdit(neighbour.after, neighbour.after, text, row.origin())

    def column_edits(self, name: str, values: Mapping[int, str], origin: Origin) -> tuple[TextEdit, ...]:
        """Return the edits that add a column at the right, with values by the line of their row."""
        heading = self.records[self.table.heading_line]
        cells = [(heading, written(name, self.delimiter, quoted=heading.quotes_all))]
        for row in self.table.rows:
            record = self.records[row.line]
            cells.append((record, self._cell(name, values.get(row.line, ""), quoted=record.quotes_all)))
        return tuple(TextEdit(record.end, record.end, self.delimiter + text, origin) for record, text in cells)

    def _cell(self, name: str, value: str, *, quoted: bool) -> str:
        if self.commas and name in self.form.numbers:
            value = value.replace(".", ",")
        return written(harmless(value), self.delimiter, quoted=quoted)


def sheet_of(text: str, table: Table, form: TableForm) -> Sheet:
    """Return the sheet of a table that was read from `text` without flaw."""
    delimiter = delimiter_of(text, form.columns)
    found = {record.line: record for record in records(text, delimiter)}
    return Sheet(
        text=text,
        table=table,
        form=form,
        delimiter=delimiter,
        line_break="\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n",
        commas=_has_commas(table, form),
        records=found,
    )


def _has_commas(table: Table, form: TableForm) -> bool:
    at = [table.columns[name] for name in form.numbers if name in table.columns]
    rows = table.raw.rows.values() if table.raw else ()
    return any(mark_of_cell(cells[index].strip()) == "comma" for cells in rows for index in at if index < len(cells))
