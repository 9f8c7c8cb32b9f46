"""Rows of a Metapsy table as contrasts: two arms, what was measured when and how, and the numbers there are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from reportgen.exchange.metapsy.codebook import Codebook
from reportgen.exchange.metapsy.database import Database
from reportgen.exchange.metapsy.fields import known_text, number_cell, plain_number
from reportgen.exchange.small_tables import Record
from reportgen.model import Cell

__all__ = ["ArmKey", "Contrast", "Given", "Numbers", "against_controls", "contrasts_of"]

Numbers = Mapping[str, Cell[float]]
"""Cells by the column of results.csv that they belong to."""

_SUBJECT = re.compile(r"\bpsy\w*\.?\s*(?:vs|versus|v)\.?\s*(?:ctrl?|contr\w*|control\w*)\b", re.IGNORECASE)
_LARGEST = 50.0
"""An effect beyond this is none, and the ratio of which it were the logarithm could not be written."""

_UNSPECIFIC = re.compile(r"^other\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ArmKey:
    """An arm of a study: `id` is its key, `label` its name as printed."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An effect that the table gives, and its standard error; a risk ratio as its logarithm."""

    estimate: Cell[float]
    se: Cell[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One row. `means` and `counts` hold the data of both arms, and are empty unless both have all.

    `kind` is ``dichotomous`` where events were counted. `weeks` is the time since randomisation. `g` is the effect
    with the sign that stands in the table.
    """

    record: Record
    study: str
    kind: Literal["continuous", "dichotomous"]
    type: str
    instrument: str
    rating: str
    time: str
    weeks: float | None
    arms: tuple[ArmKey, ArmKey]
    means: tuple[Numbers, ...] = ()
    counts: tuple[Numbers, ...] = ()
    g: Given | None = None
    log_rr: Given | None = None
    sizes: tuple[Cell[float] | None, Cell[float] | None] = field(default=(None, None))

    @property
    def measured(self) -> tuple[str, str, str, str, float | None]:
        """Return what tells the measurements of a study apart."""
        return (self.type, self.instrument, self.rating, self.time, self.weeks)


def against_controls(database: Database) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
    """Return the rows that compare a psychotherapy with a control, and the others.

    Without a column that says what is compared, or where it never says so, all rows do.
    """
    named = [record for record in database.records if _SUBJECT.search(record.text("comparison"))]
    if not named:
        return database.records, ()
    lines = {record.line for record in named}
    return tuple(named), tuple(record for record in database.records if record.line not in lines)


def contrasts_of(records: Sequence[Record], codebook: Codebook) -> tuple[Contrast, ...]:
    """Return the rows as contrasts, in their order; no arm of a study stands on both sides."""
    found = [_contrast(record, codebook) for record in records]
    treated = {(one.study, one.arms[0].id.casefold()) for one in found}
    return tuple(
        replace(one, arms=(one.arms[0], _as_comparator(one.arms[1])))
        if (one.study, one.arms[1].id.casefold()) in treated
        else one
        for one in found
    )


def _as_comparator(arm: ArmKey) -> ArmKey:
    return ArmKey(f"{arm.id} (comparator)", arm.label)


def _contrast(record: Record, codebook: Codebook) -> Contrast:
    counts = tuple(_counts(record, side) for side in (1, 2))
    means = tuple(_means(record, side) for side in (1, 2))
    log_rr = _given(record, (".log_rr", "precalc_log_rr"), (".log_rr_se", "precalc_log_rr_se"))
    g = _given(record, (".g", "precalc_g"), (".g_se", "precalc_g_se"))
    dichotomous = all(counts) or (log_rr is not None and not all(means))
    weeks = plain_number(known_text(record, "time_weeks"))
    return Contrast(
        record=record,
        study=record.words("study"),
        kind="dichotomous" if dichotomous else "continuous",
        type=known_text(record, "outcome_type").lower(),
        instrument=known_text(record, "instrument"),
        rating=known_text(record, "rating"),
        time=known_text(record, "time").lower(),
        weeks=float(weeks) if weeks else None,
        arms=(_arm(record, 1, codebook), _arm(record, 2, codebook)),
        means=means if all(means) else (),
        counts=counts if all(counts) else (),
        g=g,
        log_rr=log_rr,
        sizes=(_size(record, 1), _size(record, 2)),
    )


def _counts(record: Record, side: int) -> Numbers:
    events, n = number_cell(record, f"event_arm{side}"), number_cell(record, f"totaln_arm{side}")
    if events is None or n is None or events.value is None or n.value is None:
        return {}
    whole = events.value.is_integer() and n.value.is_integer()
    possible = whole and 0 <= events.value <= n.value and n.value > 0
    return {"events": _as_count(events), "n": _as_count(n)} if possible else {}


def _as_count(cell: Cell[float]) -> Cell[float]:
    """Return a whole number without its decimals ("20.0")."""
    return replace(cell, value=abs(cell.value or 0.0), text=f"{abs(cell.value or 0.0):.0f}")


def _means(record: Record, side: int) -> Numbers:
    cells = {name: number_cell(record, f"{name}_arm{side}") for name in ("mean", "sd", "n")}
    found = {name: cell for name, cell in cells.items() if cell is not None}
    values = {name: cell.value or 0.0 for name, cell in found.items()}
    usable = len(found) == len(cells) and values["sd"] > 0 and values["n"] > 1 and values["n"].is_integer()
    return {**found, "n": _as_count(found["n"])} if usable else {}


def _given(record: Record, estimates: tuple[str, ...], spreads: tuple[str, ...]) -> Given | None:
    estimate, se = number_cell(record, *estimates), number_cell(record, *spreads)
    if estimate is None or se is None:
        return None
    usable = (se.value or 0.0) > 0 and abs(estimate.value or 0.0) <= _LARGEST
    return Given(estimate=estimate, se=se) if usable else None


def _size(record: Record, side: int) -> Cell[float] | None:
    found = number_cell(record, f"n_arm{side}", f"totaln_arm{side}", f".totaln_arm{side}", f"n_change_arm{side}")
    return found if found and found.value and found.value > 0 and found.value.is_integer() else None


def _arm(record: Record, side: int, codebook: Codebook) -> ArmKey:
    column = f"condition_arm{side}"
    condition = known_text(record, column) or f"arm {side}"
    multi = known_text(record, f"multi_arm{side}")
    described = known_text(record, f"descr_arm{side}") or (
        known_text(record, "other psy specified") if side == 1 else ""
    )
    label = codebook.decoded(column, condition)
    if label == condition:  # a therapy may be the comparator, and stand in the codebook of the treatments only
        label = codebook.decoded(f"condition_arm{3 - side}", condition)
    if described and _UNSPECIFIC.match(condition):
        label = described
    if multi and multi.casefold() not in {condition.casefold(), label.casefold()}:
        return ArmKey(f"{condition}: {multi}", f"{label} ({multi})")
    return ArmKey(condition, label)
