"""Rows of results.csv and arms.csv from contrasts, at their place: outcome, time point and analysis set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.exchange.imported import Stored
from reportgen.exchange.metapsy.contrasts import ArmKey, Contrast, Given, Numbers
from reportgen.exchange.metapsy.effects import Signs, combined, given_g, ratio
from reportgen.exchange.metapsy.fields import known_text, plain_number
from reportgen.exchange.metapsy.kinds import OutcomeKind
from reportgen.model import Arm, Attribution, Cell, Result, Role

__all__ = [
    "COMPARISON",
    "POST",
    "Place",
    "arm_data",
    "arms_of",
    "effect_of",
    "given_of",
    "participants",
    "result_of",
    "stored_of",
    "time_of",
    "together",
]

COMPARISON = "psychotherapy-control"
"""The id of the one comparison."""

POST = "post-treatment"

_ROLES: tuple[Role, Role] = ("experimental", "comparator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where rows of results.csv belong: their study, outcome, time point and analysis set."""

    study: str
    outcome: str
    time_point: str
    analysis_set: str = ""


def arm_data(rows: Sequence[Contrast], kind: OutcomeKind, signs: Signs) -> Mapping[ArmKey, Numbers]:
    """Return the data of the arms; nothing if a row lacks them, or rows disagree on an arm, or on which way is good."""
    found: dict[ArmKey, Numbers] = {}
    for one in rows:
        sides = one.counts if kind.measure == "RR" else one.means
        if not sides or (kind.measure == "SMD" and one.record.line in signs.against):
            return {}
        for arm, data in zip(one.arms, sides, strict=True):
            if not _same(found.setdefault(arm, data), data):
                return {}
    return found


def _same(one: Numbers, other: Numbers) -> bool:
    return {name: cell.value for name, cell in one.items()} == {name: cell.value for name, cell in other.items()}


def given_of(one: Contrast, kind: OutcomeKind, signs: Signs) -> Given | None:
    """Return the effect that the table gives, on the scale of analysis."""
    return one.log_rr if kind.measure == "RR" else given_g(one, signs)


def result_of(
    place: Place,
    one: Contrast,
    arm: str,
    data: Numbers,
    versus: str = "",
    attribution: Attribution = Attribution(),  # noqa: B008  frozen
) -> Result:
    """Return a row of results.csv, whose attribution holds for all its cells."""
    return Result(
        study=place.study,
        outcome=place.outcome,
        time_point=place.time_point,
        analysis_set=place.analysis_set,
        arm=arm,
        versus=versus,
        data={name: replace(cell, attribution=attribution) for name, cell in data.items()},
        origin=one.record.origin(),
        attribution=attribution,
    )


def effect_of(place: Place, one: Contrast, given: Given, kind: OutcomeKind) -> Result:
    """Return the row of an effect that the table gives."""
    estimate = ratio(given.estimate) if kind.measure == "RR" else given.estimate
    attribution = estimate.attribution
    if kind.measure == "SMD" and one.kind == "dichotomous":
        attribution = Attribution(provenance="derived", note="converted by the database from numbers of events")
    return result_of(place, one, one.arms[0].id, {"estimate": estimate, "se": given.se}, one.arms[1].id, attribution)


def together(
    place: Place, effects: Sequence[tuple[Contrast, Given]], kind: OutcomeKind
) -> tuple[Result, tuple[Arm, ...]]:
    """Return effects of a study that share participants as one, and the arms that stand for several."""
    first, given = effects[0]
    y, se = combined([(given.estimate.value or 0.0, given.se.value or 0.0) for _, given in effects])
    note = (
        f"the effects of {len(effects)} groups against the same comparator as one, "
        "weighted by their precision, their correlation taken as 0.5"
    )
    attribution = Attribution(provenance="derived", note=note)
    estimate = Cell(y, given.estimate.origin, format(y, ".17g"), attribution)
    data = {
        "estimate": ratio(estimate) if kind.measure == "RR" else estimate,
        "se": Cell(se, given.se.origin, format(se, ".17g"), attribution),
    }
    arms = []
    for side, role in enumerate(_ROLES):
        keys = tuple(dict.fromkeys(one.arms[side] for one, _ in effects))
        origin = first.record.origin(f"condition_arm{side + 1}")
        joined = ArmKey(" + ".join(key.id for key in keys), " + ".join(key.label for key in keys))
        arms.append(_arm(place.study, joined, Cell(None, origin), role, first))
    return result_of(place, first, arms[0].id, data, arms[1].id, attribution), tuple(arms)


def participants(place: Place, rows: Sequence[Contrast]) -> Iterator[Result]:
    """Yield a row that says how many took part in a study of which only effects are known."""
    sizes: dict[str, Cell[float]] = {}
    for one in rows:
        for arm, size in zip(one.arms, one.sizes, strict=True):
            if size is None:
                return
            sizes.setdefault(arm.id, size)
    total = sum(cell.value or 0.0 for cell in sizes.values())
    if total:
        cell = Cell(total, next(iter(sizes.values())).origin, f"{total:.0f}")
        yield result_of(place, rows[0], "", {"n": cell}, attribution=Attribution(provenance="derived", note=_ADDED))


_ADDED = "sum of the groups"


def arms_of(one: Contrast) -> tuple[Arm, Arm]:
    """Return the arms of a row, with the numbers randomised where the table has them."""
    first, second = (
        _arm(one.study, arm, _randomised(one, side), _ROLES[side - 1], one) for side, arm in enumerate(one.arms, 1)
    )
    return first, second


def _randomised(one: Contrast, side: int) -> Cell[int]:
    name = f"rand_arm{side}"
    plain = plain_number(known_text(one.record, name))
    whole = bool(plain) and float(plain).is_integer() and float(plain) > 0
    return Cell(int(float(plain)) if whole else None, one.record.origin(name), f"{float(plain):.0f}" if whole else "")


def _arm(study: str, arm: ArmKey, n: Cell[int], role: Role, one: Contrast) -> Arm:
    origin = one.record.origin("condition_arm1" if role == "experimental" else "condition_arm2")
    return Arm(study=study, id=arm.id, label=arm.label, n=n, randomised=True, roles={COMPARISON: role}, origin=origin)


def stored_of(place: Place, given: Given, kind: OutcomeKind) -> Stored:
    """Return an effect as the table stores it, signed as it comes in."""
    estimate = ratio(given.estimate) if kind.measure == "RR" else given.estimate
    values = {"estimate": estimate.value or 0.0, "se": given.se.value or 0.0}
    return Stored(kind="study", outcome=place.outcome, study=place.study, values=values, origin=given.estimate.origin)


def time_of(one: Contrast) -> str:
    """Return the time of a measurement in words."""
    weeks = f"{one.weeks:g} weeks" if one.weeks is not None else ""
    name = one.time.replace("fu", "follow-up ", 1) if one.time.startswith("fu") else one.time
    name = POST if name.startswith("post") else " ".join(name.split())
    return f"{name} ({weeks})" if name and weeks else name or weeks
