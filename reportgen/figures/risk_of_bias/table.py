"""The judgements behind a risk-of-bias summary as a table, for readers who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Row, Table, TableCell, Text
from reportgen.figures.lines import inlines_of_line
from reportgen.figures.risk_of_bias.judged import JudgedTable, TableRow
from reportgen.figures.risk_of_bias.legend import BLANK

__all__ = ["data_table"]


def data_table(table: JudgedTable, name: str) -> Table:
    """Return a row a study and a column a domain, judgements in words."""
    heads = ["Study", *(domain.name for domain in table.domains)]
    return Table(
        id=f"{name}-data",
        caption=(Text("Data behind the figure"),),
        head=Row(cells=tuple(TableCell(children=(Text(head),), scope="col") for head in heads)),
        body=tuple(Row(cells=tuple(_cells(table, row))) for row in table.rows),
        widths=(1.5, *(1.0 for _ in table.domains)),
        alt="The judgements shown in the figure.",
    )


def _cells(table: JudgedTable, row: TableRow) -> Iterator[TableCell]:
    yield TableCell(children=inlines_of_line(row.label), scope="row")
    for domain in table.domains:
        verdict = row.verdict(domain)
        yield TableCell(children=(Text(BLANK) if verdict is None else verdict.datum(),))
