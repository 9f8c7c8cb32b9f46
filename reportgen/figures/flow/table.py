"""The counts behind a flow diagram as a table, for readers who cannot see it."""

from __future__ import annotations

from reportgen.document import Row, Table, TableCell, Text
from reportgen.figures.flow.diagram import Diagram
from reportgen.figures.lines import inlines_of_line

__all__ = ["data_table"]


def data_table(diagram: Diagram, name: str) -> Table:
    """Return one row a line of the diagram: its phase, and what it says with the number."""
    head = (TableCell(children=(Text(text),), scope="col") for text in ("Phase", "Records, reports and studies"))
    return Table(
        id=f"{name}-data",
        caption=(Text("Data behind the figure"),),
        head=Row(cells=tuple(head)),
        body=tuple(
            Row(
                cells=(
                    TableCell(children=(Text(phase),), scope="row"),
                    TableCell(children=inlines_of_line(line.text)),
                )
            )
            for phase, box in diagram.boxes()
            for line in box.lines
        ),
        widths=(1.0, 4.0),
        alt="The numbers shown in the flow diagram.",
    )
