"""The rows of a forest plot as plain values: what is written in which column, and what is marked on the axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from reportgen.document import Datum, Number
from reportgen.figures.lines import Line, nodes_of_line
from reportgen.quantities import EffectQuantities, Verdict

__all__ = ["Interval", "MarkKind", "Plotted", "Row", "RowKind", "nodes_in"]

RowKind: TypeAlias = Literal["heading", "study", "total", "subtotal", "published", "prediction", "line", "gap"]
MarkKind: TypeAlias = Literal["square", "total", "subtotal", "published", "prediction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An estimate with its limits where they stand on the axis (natural log for ratios)."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plotted:
    """What stands on the axis: a square for a study, a diamond for a result, a bar for a prediction interval.

    `weight` is in percent.
    """

    kind: MarkKind
    interval: Interval
    weight: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. `label` goes into the first column or, in a ``line``, across; `cells` are by column key.

    `effect` is the estimate with its limits, `limits` an interval without an estimate, `effect_text` what stands in
    their place. `notes` are footnote letters.
    `aside` follows the label of a heading in plain weight. `lights` are the judgements on the study by domain.
    """

    kind: RowKind
    id: str = ""
    label: Line = ()
    cells: Mapping[str, Line] = field(default_factory=dict)
    effect: EffectQuantities | None = None
    limits: tuple[Number, Number] | None = None
    effect_text: str = ""
    plotted: Plotted | None = None
    notes: str = ""
    aside: str = ""
    lights: Mapping[str, Verdict] = field(default_factory=dict)


def nodes_in(row: Row) -> Iterator[Number | Datum]:
    """Yield the numbers and data of a row in reading order."""
    for line in (row.label, *row.cells.values()):
        yield from nodes_of_line(line)
    if row.effect is not None:
        yield from (row.effect.estimate, row.effect.ci_low, row.effect.ci_high)
    if row.limits is not None:
        yield from row.limits
    yield from (verdict.datum() for verdict in row.lights.values())
