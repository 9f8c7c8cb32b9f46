"""Studies of a Metapsy database with what describes them: standard columns where there are any, others as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportgen.exchange.metapsy.codebook import Codebook
from reportgen.exchange.metapsy.contrasts import Contrast
from reportgen.exchange.metapsy.database import Database
from reportgen.exchange.metapsy.fields import known_text, tidy_text
from reportgen.exchange.metapsy.outcomes import Gathered
from reportgen.exchange.metapsy.placing import arms_of, time_of
from reportgen.exchange.naming import Names, column_name
from reportgen.exchange.small_tables import Record
from reportgen.model import Cell, ExtraColumn, Study

__all__ = ["Described", "describe"]

_STANDARD: Mapping[str, tuple[str, ...]] = {
    "year": ("year",),
    "country": ("country",),
    "setting": ("setting", "setting_inpatients"),
    "participants": ("target_group", "disorder", "diagnosis", "diag", "population"),
    "age": ("mean_age", "meanage", "age", "age_category", "age_group"),
    "recruitment": ("recruitment", "recr"),
    "sessions": ("n_sessions_arm1", "n_sessions", "nsess_cont", "n_sessions_ig"),
}
"""Columns of studies.csv with those of the table that may stand in them, the first that is there."""

_MADE = ("intervention", "comparator", "outcome_measures", "time_points")
_SHOWN = ("country", "participants", "age", "intervention", "comparator", "sessions", "outcome_measures")
_OTHERWISE = re.compile(
    r"^$|^study$|^comparison$|^\.|_arm[12]$|^precalc|^outcome_type$|^instrument$|^time$|^time_weeks$|^rating$|^full_ref$"
    r"|^dich|^other_stat$|^primary|^other psy specified$|^no\.arms$|^is\.multiarm$|^doi$|^grief measure$"
    r"|^format_details$"
)
"""Columns that are told elsewhere, or that say how the table was made."""

_PARTS_OF_THE_WORLD = frozenset({"western", "non-western", "nonwestern"})
"""Values of a column "country" that name no country: it is then one of the database's own."""

_MOST_EXTRA = 25
_ANOTHER = "the database compares psychotherapies in it with one another, and not with a control"
_NOTHING = "the database holds no result of it that belongs to an outcome of this review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Studies, the columns they add to studies.csv, the columns that Table 1 shows, and those that were left out."""

    studies: tuple[Study, ...]
    columns: tuple[ExtraColumn, ...]
    shown: tuple[str, ...]
    varying: tuple[str, ...]


def describe(
    database: Database,
    codebook: Codebook,
    gathered: Gathered,
    *,
    contrasts: Sequence[Contrast],
    apart: Sequence[Contrast],
    reports: Mapping[str, tuple[str, ...]],
    judged: Iterable[str] = (),
) -> Described:
    """Return a study for each name in the table, in the order in which they come.

    `contrasts` are the rows that compare with a control, `apart` the others; what these compare is told of studies that
    have no other rows. `judged` are columns that became judgements of risk of bias.
    """
    records, by_study = database.records, dict[str, list[Record]]()
    for record in records:
        by_study.setdefault(record.words("study"), []).append(record)
    standard = _standard(records)
    passed = {*standard.values(), *judged}
    others = [name for name in _others(database) if name not in passed and _first_filled(records, (name,))]
    constant = [name for name in others if all(len(_values(rows, name)) <= 1 for rows in by_study.values())]
    own = _own_names(constant[:_MOST_EXTRA])
    studies = []
    for name, rows in by_study.items():
        told = [one for one in contrasts if one.study == name]
        study = Study(
            id=name,
            status="included",
            origin=rows[0].origin("study"),
            reports=reports.get(name, ()),
            results_none="" if name in gathered.chosen else _NOTHING if told else _ANOTHER,
            n_randomised=_randomised(told, rows[0]),
            characteristics={
                **{ours: _told(rows, theirs, codebook) for ours, theirs in (standard | own).items()},
                **_made(told or [one for one in apart if one.study == name], gathered.chosen.get(name, []), rows[0]),
            },
        )
        studies.append(study)
    return Described(
        studies=tuple(studies),
        columns=tuple(ExtraColumn(name=slug, label=codebook.label(name)) for slug, name in own.items()),
        shown=tuple(name for name in _SHOWN if name in standard or name in _MADE),
        varying=tuple(name for name in others if name not in own.values()),
    )


def _standard(records: Sequence[Record]) -> dict[str, str]:
    """Return the columns by the standard name that each may have; one of parts of the world is none of countries."""
    found = {ours: column for ours, names in _STANDARD.items() if (column := _first_filled(records, names))}
    if {value.casefold() for value in _values(records, "country")} & _PARTS_OF_THE_WORLD:
        found.pop("country", None)
    return found


def _others(database: Database) -> tuple[str, ...]:
    """Return the columns that describe studies and have no standard name."""
    return tuple(dict.fromkeys(name for name in map(str.lower, database.headings) if not _OTHERWISE.search(name)))


def _own_names(names: Sequence[str]) -> dict[str, str]:
    """Return the columns by the name that each may have as one of the reviewer's own."""
    own = Names()
    return {own.fresh(column_name(name), "_"): name for name in names}


def _first_filled(records: Iterable[Record], names: Sequence[str]) -> str:
    return next((name for name in names if any(known_text(record, name) for record in records)), "")


def _values(records: Iterable[Record], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for record in records if (text := known_text(record, name))))


def _told(rows: Sequence[Record], column: str, codebook: Codebook) -> Cell[str]:
    """Return what rows say in a column: each value once, decoded."""
    texts = [tidy_text(codebook.decoded(column, value)) for value in _values(rows, column)]
    if column == "country":
        texts = [_capitalised(text) for text in texts]
    text = "; ".join(dict.fromkeys(texts))
    place = next((record for record in rows if known_text(record, column)), rows[0])
    return Cell(text or None, place.origin(column), text)


def _capitalised(place: str) -> str:
    """Return the name of a place with capitals; "other" is none."""
    return place if place.startswith("other") else " ".join(word[:1].upper() + word[1:] for word in place.split(" "))


def _made(told: Sequence[Contrast], chosen: Sequence[Contrast], row: Record) -> dict[str, Cell[str]]:
    """Return what arms, instruments and times say about a study."""
    texts = (
        "; ".join(dict.fromkeys(one.arms[0].label for one in told)),
        "; ".join(dict.fromkeys(one.arms[1].label for one in told)),
        "; ".join(dict.fromkeys(one.instrument for one in chosen or told if one.instrument)),
        "; ".join(dict.fromkeys(time for one in chosen or told if (time := time_of(one)))),
    )
    places = map(row.origin, ("condition_arm1", "condition_arm2", "instrument", "time"))
    return {name: Cell(text or None, place, text) for name, text, place in zip(_MADE, texts, places, strict=True)}


def _randomised(told: Sequence[Contrast], row: Record) -> Cell[int]:
    """Return the sum over the arms where the number is known of each."""
    numbers: dict[str, int | None] = {}
    for arm in (arm for one in told for arm in arms_of(one)):
        numbers[arm.id] = numbers.get(arm.id) or arm.n.value
    known = [n for n in numbers.values() if n is not None]
    origin = row.origin("rand_arm1")
    return Cell(sum(known), origin, str(sum(known))) if known and len(known) == len(numbers) else Cell(None, origin)
