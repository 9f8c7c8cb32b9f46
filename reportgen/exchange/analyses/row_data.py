"""The numbers of a row as a review can hold them; what cannot be right is left out, with a remark."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.errors import Origin
from reportgen.exchange.analyses.source_values import SIDES, SourceOutcome, SourceRow
from reportgen.exchange.imported import Remark
from reportgen.model import Attribution, Cell

__all__ = ["RowData", "data_of_row"]

_LARGEST = 1e15
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_LONGEST = 40
_SWAPPED = "Participants without the event, as the analysis counts them: n less the events that the source gives."
_FROM_LOG_RANK = "Worked out from observed less expected events ({o_minus_e}) and their variance ({variance})."


@dataclass(slots=True)
class RowData:
    """The data of the two arms (`sides`), or of one effect (`effect`); the other is None. `note` goes with the row."""

    where: str
    sides: tuple[dict[str, Cell[float]], dict[str, Cell[float]]] | None = None
    effect: dict[str, Cell[float]] | None = None
    attribution: Attribution = field(default_factory=Attribution)
    remarks: list[Remark] = field(default_factory=list)

    def doubt(self, what: str, origin: Origin) -> None:
        """Add a remark on a number that is left out."""
        self.remarks.append(Remark(topic="results", text=f"{self.where}: {what}; it was left out.", origin=origin))


def data_of_row(row: SourceRow, outcome: SourceOutcome, measure: str, where: str) -> RowData:
    """Return the data of a row for an outcome of this measure; `where` names the row in remarks."""
    data = RowData(where)
    notes = [row.footnote] if row.footnote else []
    provenance = False
    if outcome.kind in {"dichotomous", "continuous"}:
        read = _dichotomous if outcome.kind == "dichotomous" else _continuous
        one, two = (read(row, side, data) for side in SIDES)
        if outcome.kind == "dichotomous" and outcome.swap_events:
            one, two = _swapped(one), _swapped(two)
            notes.append(_SWAPPED)
            provenance = True
        data.sides = (one, two)
    else:
        effect = _generic(row, outcome, data) if outcome.kind == "generic" else _log_rank(row, data)
        if outcome.kind == "o-minus-e" and measure == "GENLOG" and set(effect) == {"o_minus_e", "variance"}:
            notes.append(_FROM_LOG_RANK.format(**{name: cell.text for name, cell in effect.items()}))
            effect = _ratio_of(effect)
            provenance = True
        data.effect = {**effect, **_participants(row, data)}
        notes.extend(_told(row))
    data.attribution = Attribution(provenance="derived" if provenance else "reported", note="\n".join(notes))
    return _attributed(data)


def _attributed(data: RowData) -> RowData:
    parts: Sequence[dict[str, Cell[float]]] = data.sides or [data.effect or {}]
    for part in parts:
        for name, cell in part.items():
            part[name] = Cell(cell.value, cell.origin, cell.text, data.attribution)
    return data


def _number(row: SourceRow, name: str) -> Cell[float] | None:
    """Return a finite number of bearable size, with its text as a table can hold it."""
    cell = row.cells.get(name)
    if cell is None or cell.value is None or not math.isfinite(cell.value) or abs(cell.value) > _LARGEST:
        return None
    return _cell(cell.value, cell.origin, cell.text)


def _cell(value: float, origin: Origin, text: str = "") -> Cell[float]:
    if value == int(value):
        return Cell(value, origin, str(int(value)))
    if text and len(text) <= _LONGEST and _PLAIN.fullmatch(text) and float(text) == value:
        return Cell(value, origin, text)
    return Cell(value, origin, format(value, ".17g"))


def _count(row: SourceRow, name: str, data: RowData) -> Cell[float] | None:
    cell = _number(row, name)
    if cell is None or cell.value is None:
        return None
    if cell.value < 0 or cell.value != int(cell.value):
        data.doubt(f"found {cell.text} as a count, which is whole and not below 0", cell.origin)
        return None
    return cell


def _dichotomous(row: SourceRow, side: str, data: RowData) -> dict[str, Cell[float]]:
    events, n = _count(row, f"events_{side}", data), _count(row, f"n_{side}", data)
    if n is not None and not n.value:
        n = None
        events = None if events is None or not events.value else events
    if events is not None and n is not None and (events.value or 0) > (n.value or 0):
        data.doubt(f"found {events.text} events in {n.text} participants", events.origin)
        events = None
    return _filled(events=events, n=n)


def _swapped(side: Mapping[str, Cell[float]]) -> dict[str, Cell[float]]:
    """Return a side with its participants without the event in place of those with it."""
    events, n = side.get("events"), side.get("n")
    if events is None or n is None or events.value is None or n.value is None:
        return _filled(n=n)
    return {"events": _cell(n.value - events.value, events.origin), "n": n}


def _continuous(row: SourceRow, side: str, data: RowData) -> dict[str, Cell[float]]:
    mean, sd = _number(row, f"mean_{side}"), _number(row, f"sd_{side}")
    n = _count(row, f"n_{side}", data)
    if n is not None and not n.value:
        n = None
    if sd is not None and (sd.value or 0) <= 0:
        if sd.value:
            data.doubt(f"found a standard deviation of {sd.text}", sd.origin)
        sd = None
    if n is None and sd is None and mean is not None and not mean.value:
        mean = None  # zeros throughout stand for nothing entered
    return _filled(mean=mean, sd=sd, n=n)


def _generic(row: SourceRow, outcome: SourceOutcome, data: RowData) -> dict[str, Cell[float]]:
    estimate, se = _number(row, "estimate"), _number(row, "se")
    if se is not None and (se.value or 0) <= 0:
        if se.value:
            data.doubt(f"found a standard error of {se.text}", se.origin)
        estimate = None if estimate is None or not estimate.value else estimate
        se = None
    if estimate is not None and estimate.value is not None and outcome.log_data:
        ratio = math.exp(estimate.value) if abs(estimate.value) < math.log(_LARGEST) else 0.0
        if not ratio:
            data.doubt(f"found the logarithm {estimate.text}, whose ratio is beyond bounds", estimate.origin)
        estimate = Cell(ratio, estimate.origin, format(ratio, ".17g")) if ratio else None
    return _filled(estimate=estimate, se=se if estimate is not None else None)


def _log_rank(row: SourceRow, data: RowData) -> dict[str, Cell[float]]:
    surplus, variance = _number(row, "o_minus_e"), _number(row, "variance")
    if variance is not None and (variance.value or 0) <= 0:
        if variance.value:
            data.doubt(f"found a variance of {variance.text}", variance.origin)
        variance = None
    if surplus is None or variance is None:
        return {}
    return {"o_minus_e": surplus, "variance": variance}


def _ratio_of(effect: Mapping[str, Cell[float]]) -> dict[str, Cell[float]]:
    """Return the ratio exp((O - E)/V) with the standard error 1/√V of its logarithm."""
    surplus, variance = effect["o_minus_e"], effect["variance"]
    y = (surplus.value or 0.0) / (variance.value or 1.0)
    if abs(y) >= math.log(_LARGEST):
        return {}
    ratio, se = math.exp(y), 1 / math.sqrt(variance.value or 1.0)
    texts = (format(ratio, ".17g"), format(se, ".17g"))
    return {"estimate": Cell(ratio, surplus.origin, texts[0]), "se": Cell(se, variance.origin, texts[1])}


def _participants(row: SourceRow, data: RowData) -> dict[str, Cell[float]]:
    """Return the participants of both arms together, for a row that has one cell for them."""
    counts = [cell for side in SIDES if (cell := _count(row, f"n_{side}", data)) is not None and cell.value]
    if len(counts) < len(SIDES):
        return {}
    return {"n": _cell(sum(cell.value or 0.0 for cell in counts), counts[0].origin)}


def _told(row: SourceRow) -> list[str]:
    """Return what the row tells of single arms and has no cell for."""
    told = []
    for name, title in (("events", "Events"), ("n", "Participants")):
        cells = [_number(row, f"{name}_{side}") for side in SIDES]
        if any(cell is not None and cell.value for cell in cells):
            told.append(f"{title}: {' and '.join('not known' if cell is None else cell.text for cell in cells)}.")
    return told


def _filled(**cells: Cell[float] | None) -> dict[str, Cell[float]]:
    return {name: cell for name, cell in cells.items() if cell is not None}
