"""Studies of a Metapsy database with what describes them: standard columns where there are any, others as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportgen.errors import Origin
from reportgen.exchange.metapsy.codebook import Codebook
from reportgen.exchange.metapsy.contrasts import Contrast
from reportgen.exchange.metapsy.database import Database
from reportgen.exchange.metapsy.fields import known_text, tidy_text
from reportgen.exchange.metapsy.outcomes import Gathered
from reportgen.exchange.metapsy.placing import time_of
from reportgen.exchange.small_tables import Record
from reportgen.model import Arm, Cell, ExtraColumn, Study

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

_MOST_EXTRA = 25
_TAKEN = frozenset(
    {"study", "status", "reason", "reports", "results", "results_reason", "n_randomised", "source", "note"}
)
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
    reports: Mapping[str, tuple[str, ...]],
    judged: Iterable[str] = (),
    subject: frozenset[str] = frozenset(),
) -> Described:
    """Return a study for each name in the table, in the order in which they come.

    `judged` are columns that became judgements of risk of bias, `subject` the studies that compare with a control.
    """
    records, by_study = database.records, dict[str, list[Record]]()
    for record in records:
        by_study.setdefault(" ".join(record.text("study").split()), []).append(record)
    used = {name: next((one for one in names if _filled(records, one)), "") for name, names in _STANDARD.items()}
    others = [
        name for name in dict.fromkeys(heading.lower() for heading in database.headings) if not _OTHERWISE.search(name)
    ]
    others = [name for name in others if name not in {*used.values(), *judged} and _filled(records, name)]
    constant = [name for name in others if all(len(_values(rows, name)) <= 1 for rows in by_study.values())]
    own = {name: _own_name(name) for name in constant[:_MOST_EXTRA]}
    studies = tuple(
        _study(
            name, rows, gathered, codebook, {**{k: v for k, v in used.items() if v}, **_reverse(own)}, reports, subject
        )
        for name, rows in by_study.items()
    )
    return Described(
        studies=studies,
        columns=tuple(ExtraColumn(name=slug, label=codebook.label(name)) for name, slug in own.items()),
        shown=tuple(name for name in _SHOWN if used.get(name) or name in _MADE),
        varying=tuple(name for name in others if name not in own),
    )


def _reverse(own: Mapping[str, str]) -> dict[str, str]:
    return {slug: name for name, slug in own.items()}


def _own_name(name: str) -> str:
    """Return a name that a column of the reviewer's own may have."""
    slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40].strip("_")
    slug = slug if slug[:1].isalpha() else f"column_{slug}".strip("_")
    return f"{slug}_" if slug in {*_STANDARD, *_MADE, *_TAKEN, "notes", "design", "methods", "funding"} else slug


def _filled(records: Iterable[Record], name: str) -> bool:
    return any(known_text(record, name) for record in records)


def _values(records: Iterable[Record], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for record in records if (text := known_text(record, name))))


def _study(
    name: str,
    rows: Sequence[Record],
    gathered: Gathered,
    codebook: Codebook,
    columns: Mapping[str, str],
    reports: Mapping[str, tuple[str, ...]],
    subject: frozenset[str],
) -> Study:
    arms = [arm for (study, _), arm in gathered.arms.items() if study == name]
    chosen = gathered.chosen.get(name, [])
    told = {ours: _told(rows, theirs, codebook) for ours, theirs in columns.items()}
    made = _made(arms, chosen, rows[0])
    return Study(
        id=name,
        status="included",
        origin=rows[0].origin("study"),
        reports=reports.get(name, ()),
        results_none="" if chosen else _NOTHING if name in subject else _ANOTHER,
        n_randomised=_randomised(arms, rows[0]),
        characteristics={**told, **made},
    )


def _told(rows: Sequence[Record], column: str, codebook: Codebook) -> Cell[str]:
    """Return what rows say in a column: each value once, decoded."""
    texts = [tidy_text(codebook.decoded(column, value)) for value in _values(rows, column)]
    text = "; ".join(dict.fromkeys(texts))
    place = next((record for record in rows if known_text(record, column)), rows[0])
    return Cell(text or None, place.origin(column), text)


def _made(arms: Sequence[Arm], chosen: Sequence[Contrast], row: Record) -> dict[str, Cell[str]]:
    single = [arm for arm in arms if " + " not in arm.id]
    sides = {
        role: "; ".join(dict.fromkeys(arm.label for arm in single if role in arm.roles.values()))
        for role in ("experimental", "comparator")
    }
    instruments = "; ".join(dict.fromkeys(one.instrument for one in chosen if one.instrument))
    times = "; ".join(dict.fromkeys(time for one in chosen if (time := time_of(one))))
    places = {name: row.origin(column) for name, column in zip(_MADE, _PLACES, strict=True)}
    texts = dict(zip(_MADE, (sides["experimental"], sides["comparator"], instruments, times), strict=True))
    return {name: Cell(text or None, places[name], text) for name, text in texts.items()}


_PLACES = ("condition_arm1", "condition_arm2", "instrument", "time")


def _randomised(arms: Sequence[Arm], row: Record) -> Cell[int]:
    """Return the sum over the arms where the number is known of each."""
    single = [arm for arm in arms if " + " not in arm.id]
    numbers = [arm.n.value for arm in single]
    known = [n for n in numbers if n is not None]
    origin: Origin = single[0].n.origin if single else row.origin()
    return Cell(sum(known), origin, str(sum(known))) if known and len(known) == len(numbers) else Cell(None, origin)
