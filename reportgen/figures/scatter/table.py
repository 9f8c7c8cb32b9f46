"""The table behind a plot of points."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document import Datum, Inline, Number, Row, Table, TableCell, Text
from reportgen.figures.asked import Asked
from reportgen.quantities import EffectQuantities

__all__ = ["effect_cell", "group_cells", "group_heads", "nodes_of", "points_table"]


def points_table(name: str, heads: Sequence[str], rows: Sequence[Sequence[tuple[Inline, ...]]], alt: str) -> Table:
    """Return a table with one row of heads; the first cell of each row names it, the others are numbers."""
    return Table(
        id=f"{name}-data",
        caption=(Text("Data behind the figure"),),
        head=Row(
            cells=tuple(
                TableCell(children=(Text(head),), scope="col", align="right" if i else "left")
                for i, head in enumerate(heads)
            )
        ),
        body=tuple(
            Row(
                cells=tuple(
                    TableCell(children=cell, scope="" if i else "row", align="right" if i else "left")
                    for i, cell in enumerate(row)
                )
            )
            for row in rows
        ),
        widths=(3.0, *(1.0 for _ in heads[1:])),
        alt=alt,
    )


def group_heads(asked: Asked) -> tuple[str, ...]:
    """Return the head of the column of subgroups; none where the outcome is not divided."""
    return ("Subgroup",) if asked.groups else ()


def group_cells(asked: Asked, group: str) -> tuple[tuple[Inline, ...], ...]:
    """Return the cell with the subgroup of a row; none where the outcome is not divided."""
    return ((Text(group),) if group else (),) if asked.groups else ()


def effect_cell(effect: EffectQuantities | None) -> tuple[Inline, ...]:
    """Return "0.41 [0.13, 1.26]"."""
    if effect is None:
        return ()
    return (effect.estimate, Text(" ["), effect.ci_low, Text(", "), effect.ci_high, Text("]"))


def nodes_of(table: Table) -> tuple[Number | Datum, ...]:
    """Return the nodes of a table in reading order."""
    cells = (cell for row in table.body for cell in row.cells)
    return tuple(node for cell in cells for node in cell.children if isinstance(node, Number | Datum))
