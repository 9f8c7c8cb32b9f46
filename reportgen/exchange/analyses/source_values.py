"""Analyses as RevMan and its kin hold them: comparisons, outcomes, subgroups, rows, and results stored with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.errors import Origin
from reportgen.model import Cell, Totals

__all__ = [
    "SIDES",
    "SourceComparison",
    "SourceKind",
    "SourceOutcome",
    "SourceRow",
    "SourceSubgroup",
    "SourceValues",
]

SourceKind = Literal["dichotomous", "continuous", "generic", "o-minus-e", "other"]

SIDES = ("experimental", "comparator")
"""The endings of the names of cells that are known of both sides (``events_experimental``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceValues:
    """A result as the source stores it.

    `values` maps names of `reportgen.exchange.imported.STORED_VALUES` to numbers as they stand there, also those that
    say nothing (NaN, infinity, the zeros of a result that is not estimable): these are sorted out later.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    estimable: bool = True
    origin: Origin = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """The data of one study in an outcome.

    `study` is the key that the source knows the study by. `cells` maps names of data to numbers: ``events``, ``n``,
    ``mean``, ``sd`` with ``_experimental`` or ``_comparator``, and ``estimate``, ``se``, ``o_minus_e``, ``variance``;
    a cell that the source leaves empty is left out or has the value None. `estimate` and `se` stand as in the source:
    as logarithms where the outcome's `log_data` says so. `texts` are what an outcome of kind ``other`` tells instead,
    by heading. `stored` is the effect of the study as the source holds it.
    """

    study: str
    origin: Origin = field(compare=False)
    cells: Mapping[str, Cell[float]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    stored: SourceValues | None = None
    footnote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSubgroup:
    """A subgroup of an outcome with its rows."""

    number: str
    name: str
    origin: Origin = field(compare=False)
    rows: tuple[SourceRow, ...] = ()
    stored: SourceValues | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOutcome:
    """An outcome of a comparison with its settings; `number` counts within the comparison ("3").

    `measure` is the effect measure as the source writes it (RR, Risk Ratio, Hazard Ratio …). `level` is the confidence
    level of pooled results and `level_study` that of single studies, as fractions. `log_data` says that the data of a
    generic outcome are natural logarithms, `swap_events` that events and non-events change places. `graph_left` and
    `graph_right` stand under the forest plot; `scale` is the end of its axis: a ratio runs from its inverse to it, a
    difference from its negative. `settings` are further departures from the preset by the names of a `Plan`
    (``tau2``, ``interval``, ``prediction``, ``i2``). `rows` belong to no subgroup.
    """

    number: str
    name: str
    kind: SourceKind
    origin: Origin = field(compare=False)
    measure: str = ""
    method: Literal["mantel-haenszel", "inverse-variance", "peto"] = "inverse-variance"
    model: Literal["common", "random"] = "random"
    level: float = 0.95
    level_study: float = 0.95
    totals: Totals = "all"
    subgroup_test: bool = True
    swap_events: bool = False
    log_data: bool = False
    label_experimental: str = ""
    label_comparator: str = ""
    graph_left: str = ""
    graph_right: str = ""
    scale: float | None = None
    unit: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[SourceRow, ...] = ()
    subgroups: tuple[SourceSubgroup, ...] = ()
    stored: SourceValues | None = None
    stored_subgroup_test: SourceValues | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceComparison:
    """A comparison with its outcomes; `number` is the one it is known under ("2")."""

    number: str
    name: str
    outcomes: tuple[SourceOutcome, ...]
    origin: Origin = field(compare=False)
