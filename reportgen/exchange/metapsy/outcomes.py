"""Outcomes, arms and results of a review from the rows of a Metapsy database, and the effects it stores with them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from reportgen.errors import Origin
from reportgen.exchange.imported import Stored
from reportgen.exchange.metapsy.choice import chosen, usual_instruments
from reportgen.exchange.metapsy.contrasts import Contrast
from reportgen.exchange.metapsy.effects import Signs
from reportgen.exchange.metapsy.kinds import OutcomeKind
from reportgen.exchange.metapsy.placing import (
    COMPARISON,
    POST,
    Place,
    arm_data,
    arms_of,
    effect_of,
    given_of,
    participants,
    result_of,
    stored_of,
    time_of,
    together,
)
from reportgen.model import Arm, Outcome, Plan, Result

__all__ = ["Gathered", "gather"]

K = TypeVar("K", bound=Hashable)


@dataclass(slots=True)
class Gathered:
    """What the rows give.

    `several` names the studies of each outcome of which several groups came together, `converted` those whose
    difference was worked out from events, `against` those on whose scale the other direction is good. `chosen` are the
    rows that are pooled, by study; `apart` counts the others that stay in the data.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    stored: list[Stored] = field(default_factory=list)
    arms: dict[tuple[str, str], Arm] = field(default_factory=dict)
    several: dict[str, list[str]] = field(default_factory=dict)
    converted: dict[str, None] = field(default_factory=dict)
    against: dict[str, None] = field(default_factory=dict)
    chosen: dict[str, list[Contrast]] = field(default_factory=dict)
    apart: int = 0


def gather(kinds: Sequence[OutcomeKind], contrasts: Sequence[Contrast], signs: Signs, origin: Origin) -> Gathered:
    """Return outcomes, arms, results and stored effects; rows that are not chosen stay in under another name.

    A row that is not chosen names its instrument as analysis set, and its time, so that it is not pooled.
    """
    found = Gathered()
    usual = usual_instruments(contrasts)
    for kind in kinds:
        picked = {study: chosen(rows, usual) for study, rows in _grouped(kind.contrasts, lambda one: one.study).items()}
        after = all(one.time.startswith("post") for rows in picked.values() for one in rows)
        outcome = _outcome(kind, POST if after else "", origin)
        found.outcomes.append(outcome)
        for study, ones in picked.items():
            _pooled(found, Place(study=study, outcome=outcome.id, time_point=outcome.time_point), ones, kind, signs)
        lines = {one.record.line for rows in picked.values() for one in rows}
        others = [one for one in kind.contrasts if one.record.line not in lines]
        taken: set[tuple[str, str, str]] = set()
        for rows in _grouped(others, lambda one: (one.study, one.measured)).values():
            _apart(found, rows, kind, signs, taken)
    return found


def _grouped(contrasts: Iterable[Contrast], key: Callable[[Contrast], K]) -> dict[K, list[Contrast]]:
    found: dict[K, list[Contrast]] = {}
    for one in contrasts:
        found.setdefault(key(one), []).append(one)
    return found


def _outcome(kind: OutcomeKind, time_point: str, origin: Origin) -> Outcome:
    return Outcome(
        id=kind.id,
        title=kind.title,
        comparison=COMPARISON,
        measure=kind.measure,
        better=kind.better,
        origin=origin,
        plan=Plan(),
        time_point=time_point,
        figure=kind.id,
    )


def _pooled(found: Gathered, place: Place, rows: Sequence[Contrast], kind: OutcomeKind, signs: Signs) -> None:
    """Add the chosen rows of a study: the data of its arms, else its effect, else its effects as one."""
    found.chosen.setdefault(place.study, []).extend(rows)
    _add_arms(found, (arm for one in rows for arm in arms_of(one)))
    effects = [(one, given) for one in rows if (given := given_of(one, kind, signs)) is not None]
    data = arm_data(rows, kind, signs) or (arm_data(rows[:1], kind, signs) if not effects else {})
    if data:
        found.results.extend(result_of(place, rows[0], arm.id, numbers) for arm, numbers in data.items())
    elif len(effects) == 1:
        found.results += [effect_of(place, *effects[0], kind), *participants(place, rows)]
    else:
        result, arms = together(place, effects, kind)
        _add_arms(found, arms)
        found.results += [result, *participants(place, rows)]
        for one, given in effects:
            own = replace(place, analysis_set=f"{one.arms[0].id} versus {one.arms[1].id}")
            found.results.append(effect_of(own, one, given, kind))
    if len(rows) > 1:
        found.several.setdefault(place.outcome, []).append(place.study)
    elif effects:
        found.stored.append(stored_of(place, effects[0][1], kind))
    if kind.measure == "SMD":
        found.converted |= {one.study: None for one in rows if one.kind == "dichotomous"}
        found.against |= {one.study: None for one in rows if one.record.line in signs.against}


def _apart(
    found: Gathered, rows: Sequence[Contrast], kind: OutcomeKind, signs: Signs, taken: set[tuple[str, str, str]]
) -> None:
    """Add rows of one measurement that were not chosen, under a name that keeps them out of the pooled result."""
    data = arm_data(rows, kind, signs)
    if data:
        place = _place_apart(rows[0], kind, taken)
        found.results.extend(result_of(place, rows[0], arm.id, numbers) for arm, numbers in data.items())
    else:
        for one in rows:
            single, given = arm_data([one], kind, signs), given_of(one, kind, signs)
            place = _place_apart(one, kind, taken)
            if single:
                found.results.extend(result_of(place, one, arm.id, numbers) for arm, numbers in single.items())
            elif given is not None:
                found.results.append(effect_of(place, one, given, kind))
    _add_arms(found, (arm for one in rows for arm in arms_of(one)))
    found.apart += len(rows)


def _place_apart(one: Contrast, kind: OutcomeKind, taken: set[tuple[str, str, str]]) -> Place:
    """Return a place that no other row has taken."""
    told = [one.instrument or "another instrument", one.rating]
    told += [one.type] if kind.measure == "SMD" and one.kind == "dichotomous" else []
    named, time = ", ".join(part for part in told if part), time_of(one)
    if (one.study, time, named) in taken:
        named = f"{named}, row {one.record.line}"
    taken.add((one.study, time, named))
    return Place(study=one.study, outcome=kind.id, time_point=time, analysis_set=named)


def _add_arms(found: Gathered, arms: Iterable[Arm]) -> None:
    """Add arms that are not there yet, and numbers randomised that were not known."""
    for arm in arms:
        held = found.arms.get((arm.study, arm.id))
        if held is None or (held.n.value is None and arm.n.value is not None):
            found.arms[arm.study, arm.id] = arm
