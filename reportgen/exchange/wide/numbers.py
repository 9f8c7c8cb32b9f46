"""The texts of a row become the data of its arms, or of its effect, checked as the loader checks them."""

from __future__ import annotations

import math
from collections.abc import Callable

from reportgen.effects import MEASURES, Measure
from reportgen.effects.given_effects import LOG_RANK_SET
from reportgen.effects.reported.columns import ARM_REPORTS, DESIGN_COLUMNS, EFFECT_REPORTS
from reportgen.exchange.wide.compound import base_of
from reportgen.exchange.wide.entries import FieldRow
from reportgen.exchange.wide.fields import SIDES, Side
from reportgen.load.cells import count, number
from reportgen.load.findings import Findings, quoted
from reportgen.load.reported import check_reported, p_value
from reportgen.load.results import check_interval, check_sizes
from reportgen.model import Attribution, Cell

__all__ = ["Data", "arm_data", "effect_data", "gives_arms"]

Data = dict[str, Cell[float]]

_COUNTS = frozenset({"events", "n", "shared_by"})


def arm_data(row: FieldRow, measure: str, side: Side | None, findings: Findings) -> Data:
    """Return what a row gives of the arm on a side (of its one group where `side` is None) that the measure reads."""
    known = MEASURES[measure]
    part = _of_side(row, side)
    names = dict.fromkeys((*known.arm_columns, "n"))
    if side is not None:
        names |= dict.fromkeys((*(ARM_REPORTS if "mean" in known.arm_columns else ()), *DESIGN_COLUMNS))
    data = {name: _cell(part, name, findings) for name in names if part.text(name)}
    if "non_events" in part.columns and "n" not in data and "events" in names:
        _add_total(part, data, findings)
    check_sizes(data, findings)
    check_reported(data, findings)
    check_interval(data, findings, ratio=False, centre="mean")
    return data


def effect_data(row: FieldRow, measure: str, findings: Findings) -> Data:
    """Return the effect that a row gives, on the printed scale, with what tells its spread; empty without any.

    A logarithm becomes a ratio, the square of a standard error its root; their texts have all digits, so that the
    number that stood in the table can be had back.
    """
    known = MEASURES[measure]
    ratio = known.scale == "log"
    names = ["estimate", "se", "ci_low", "ci_high", *EFFECT_REPORTS]
    names += LOG_RANK_SET if known.kind == "time-to-event" else ()
    part = _of_side(row, None)
    data = {name: _cell(part, name, findings) for name in names if part.text(name)}
    if "estimate" not in data and part.text("y"):
        data["estimate"] = _converted(number(part, "y", findings), _back(known), findings)
        _limits_of_logs(part, data, known, findings)
    if "se" not in data and part.text("y_variance"):
        data["se"] = _converted(number(part, "y_variance", findings), _root, findings)
    if not ({"estimate", *LOG_RANK_SET} & set(data)):
        return {}
    _add_participants(row, data, findings)
    check_sizes({name: cell for name, cell in data.items() if name != "events"}, findings)
    check_reported(data, findings)
    check_interval(data, findings, ratio=ratio)
    return dict(sorted(data.items(), key=lambda item: item[0] == "n"))


def gives_arms(row: FieldRow, measure: str) -> bool:
    """Return whether a row gives all that the measure reads of its arms, or something in its place."""
    known = MEASURES[measure]
    if known.sides == 0:
        return False
    return all(_complete(_of_side(row, side), known) for side in (SIDES if known.sides == 2 else (None,)))


def _complete(part: FieldRow, measure: Measure) -> bool:
    filled = part.filled()
    if "mean" in measure.arm_columns:
        return "n" in filled and bool(filled & {"mean", "median", "final_mean"})
    return all(name in filled or (name == "n" and "non_events" in filled) for name in measure.arm_columns)


def _of_side(row: FieldRow, side: Side | None) -> FieldRow:
    """Return the row with the columns of one side under their plain names."""
    tail = f"_{side}" if side else ""
    columns = {base: row.columns[name] for name in row.columns for base, own in [base_of(name)] if own == tail}
    places = {base: row.places[name] for name in row.places for base, own in [base_of(name)] if own == tail}
    return FieldRow(row.path, row.line, columns, row.cells, places)


def _cell(row: FieldRow, name: str, findings: Findings) -> Cell[float]:
    if name == "p":
        return p_value(row, findings, Attribution())
    if name not in _COUNTS:
        return number(row, name, findings)
    whole = count(row, name, findings)
    return Cell(None if whole.value is None else float(whole.value), whole.origin, whole.text)


def _add_total(part: FieldRow, data: Data, findings: Findings) -> None:
    """Add participants as the sum of those with and without the event."""
    without, events = count(part, "non_events", findings), data.get("events")
    if without.value is not None and events is not None and events.value is not None:
        total = without.value + int(events.value)
        data["n"] = Cell(float(total), without.origin, str(total))


def _add_participants(row: FieldRow, data: Data, findings: Findings) -> None:
    """Add the participants of both arms, where they are known."""
    whole = _of_side(row, None)
    if whole.text("n"):
        data["n"] = _cell(whole, "n", findings)
        return
    cells = [_cell(_of_side(row, side), "n", findings) for side in SIDES if _of_side(row, side).text("n")]
    values = [cell.value for cell in cells if cell.value is not None]
    if len(values) == len(SIDES):
        total = sum(values)
        data["n"] = Cell(total, cells[0].origin, str(int(total)))


def _limits_of_logs(part: FieldRow, data: Data, measure: Measure, findings: Findings) -> None:
    """Take the limits of an effect on the scale of analysis back to the printed one; beside a standard error, none."""
    spread = "se" in data or bool(part.text("y_variance"))
    for name in ("ci_low", "ci_high"):
        cell = data.pop(name, None)
        if cell is not None and not spread:
            data[name] = _converted(cell, _back(measure), findings)


def _back(measure: Measure) -> Callable[[float], float]:
    return math.exp if measure.scale == "log" else float


def _root(value: float) -> float:
    return math.sqrt(value) if value >= 0 else value


def _converted(cell: Cell[float], convert: Callable[[float], float], findings: Findings) -> Cell[float]:
    if cell.value is None or convert is float:
        return cell
    try:
        value = convert(cell.value)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value) or not 1e-15 < abs(value) <= 1e15:
        message = f"found {quoted(cell.text)}, expected a logarithm or variance of bearable size"
        findings.add("number-is-finite", cell.origin, message)
        return Cell(None, cell.origin, "")
    return Cell(value, cell.origin, repr(value))
