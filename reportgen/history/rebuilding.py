"""recompare(): a version built again, beside what was recorded when it was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from reportgen.model import Record, RecordedResult, Snapshot

__all__ = ["MovedResult", "Rebuilt", "recompare"]

_PARTS_BESIDE_RESULTS = ("title", "studies", "judgements", "tool", "flow", "search")
_NAMES = ("outcome", "part", "published", "effects")


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedResult:
    """A result that came out otherwise: `values` maps what differs of it to (recorded, now).

    `studies` names the studies whose own effects or weights differ. A result that one of the two lacks has neither,
    and `only` says which has it.
    """

    title: str
    outcome: str
    part: str = ""
    published: str = ""
    only: str = ""
    values: Mapping[str, tuple[object, object]]
    studies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """How a build of a version differs from what was recorded.

    `software` are (name, version recorded, version now), empty where there is none; `moved` the results that differ,
    `other` further parts of the record that do. `files` are those with other bytes, `compared` how many were
    compared: those that both builds wrote, none where the style is another.
    """

    software: tuple[tuple[str, str, str], ...] = ()
    moved: tuple[MovedResult, ...] = ()
    other: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    compared: int = 0

    @property
    def same(self) -> bool:
        """Return whether nothing came out otherwise."""
        return not (self.moved or self.other or self.files)


def recompare(recorded: Snapshot, now: Snapshot) -> Rebuilt:
    """Return how the build `now` of a version differs from the version as it was recorded."""
    names = sorted({*recorded.software, *now.software})
    pairs = ((name, recorded.software.get(name, ""), now.software.get(name, "")) for name in names)
    both = [name for name in recorded.outputs if name in now.outputs] if recorded.style == now.style else []
    return Rebuilt(
        software=tuple(pair for pair in pairs if pair[1] != pair[2]),
        moved=tuple(_moved(recorded.record, now.record)),
        other=tuple(
            part for part in _PARTS_BESIDE_RESULTS if getattr(recorded.record, part) != getattr(now.record, part)
        ),
        files=tuple(name for name in both if recorded.outputs[name] != now.outputs[name]),
        compared=len(both),
    )


def _moved(recorded: Record, now: Record) -> Iterator[MovedResult]:
    for before in recorded.results:
        after = now.result(*before.key)
        if after is None:
            yield _only(before, "recorded")
        elif before != after:
            yield _differing(before, after)
    for after in now.results:
        if recorded.result(*after.key) is None:
            yield _only(after, "now")


def _differing(before: RecordedResult, after: RecordedResult) -> MovedResult:
    names = [field.name for field in fields(before) if field.name not in _NAMES]
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in names}
    own = {(effect.study, effect.subgroup): effect for effect in before.effects}
    others = {(effect.study, effect.subgroup): effect for effect in after.effects}
    return MovedResult(
        title=after.title,
        outcome=after.outcome,
        part=after.part,
        published=after.published,
        values={name: pair for name, pair in pairs.items() if pair[0] != pair[1]},
        studies=tuple(dict.fromkeys(key[0] for key in {**own, **others} if own.get(key) != others.get(key))),
    )


def _only(result: RecordedResult, which: str) -> MovedResult:
    return MovedResult(
        title=result.title, outcome=result.outcome, part=result.part, published=result.published, only=which, values={}
    )
