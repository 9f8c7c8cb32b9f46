"""The data of a study in a row of RevMan's tables."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.exchange.analyses import SIDES, SourceKind
from reportgen.exchange.revman.records import Record
from reportgen.model import Cell

__all__ = ["row_data"]

_DATA: Mapping[SourceKind, tuple[str, ...]] = {
    "dichotomous": tuple(f"{name}_{side}" for side in SIDES for name in ("events", "n")),
    "continuous": tuple(f"{name}_{side}" for side in SIDES for name in ("mean", "sd", "n")),
    "generic": ("estimate", "se"),
    "o-minus-e": ("o_minus_e", "variance"),
    "other": (),
}
_BESIDES: Mapping[SourceKind, tuple[str, ...]] = {
    "generic": tuple(f"n_{side}" for side in SIDES),
    "o-minus-e": tuple(f"{name}_{side}" for side in SIDES for name in ("events", "n")),
}


def row_data(record: Record, kind: SourceKind, columns: Mapping[str, tuple[str, ...]]) -> Mapping[str, Cell[float]]:
    """Return the data that an outcome of this kind reads; zeros in columns that it only may have are unused ones."""
    found = {name: _cell(record, *columns[name]) for name in _DATA[kind] if name in columns}
    besides = ((name, _cell(record, *columns[name])) for name in _BESIDES.get(kind, ()) if name in columns)
    return {**found, **{name: cell for name, cell in besides if cell.value}}


def _cell(record: Record, *names: str) -> Cell[float]:
    value = record.number(*names)
    return Cell(value, record.origin(*names), "" if value is None else record.text(*names).replace("−", "-"))
