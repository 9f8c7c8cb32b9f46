"""versions(): what is kept of a review, and whether it is whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import DataError, Issue
from reportgen.history.opening import contents
from reportgen.history.places import folder_of, version_names
from reportgen.load import read_snapshot
from reportgen.load.previous import previous_path
from reportgen.model import Snapshot

__all__ = ["KeptVersion", "next_name", "versions"]

_HIGHEST_COUNT = 999
"""Whole numbers above it are years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVersion:
    """A version in a review's history.

    `since` is the version that it updates, empty where it updates none. `snapshot` is None where snapshot.json cannot
    be read. `issues` tell what is not as it was kept; a version without any is whole.
    """

    name: str
    folder: Path
    since: str = ""
    snapshot: Snapshot | None = None
    issues: tuple[Issue, ...] = ()


def versions(folder: Path) -> tuple[KeptVersion, ...]:
    """Return the versions of the review in `folder`, a version after the one it updates, else by name.

    Numbers within names count as numbers, so that 10 comes after 9. Every file is read and compared with its sum.
    """
    found = {name: _kept(folder, name) for name in sorted(version_names(folder), key=_natural)}
    return tuple(found[name] for name in _after_what_they_update(found))


def next_name(folder: Path) -> str:
    """Return the name of a version that is given none: the whole number after the highest, years left aside."""
    numbers = [int(name) for name in version_names(folder) if name.isdigit()]
    return str(max((number for number in numbers if number <= _HIGHEST_COUNT), default=0) + 1)


def _kept(folder: Path, name: str) -> KeptVersion:
    place = folder_of(folder, name)
    try:
        snapshot = read_snapshot(place)
    except DataError as error:
        return KeptVersion(name=name, folder=place, issues=error.issues)
    issues: tuple[Issue, ...] = ()
    try:
        contents(place, snapshot)
    except DataError as error:
        issues = error.issues
    return KeptVersion(name=name, folder=place, since=_since(snapshot), snapshot=snapshot, issues=issues)


def _since(snapshot: Snapshot) -> str:
    """Return the version that a version updates: the one whose snapshot it was read with."""
    found = [
        file.path.split("/")[1] for file in snapshot.inputs if file.path.count("/") == previous_path("").count("/")
    ]
    return next((name for name in found if previous_path(name) in {file.path for file in snapshot.inputs}), "")


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    parts: Iterable[str] = re.findall(r"[0-9]+|[^0-9]+", name)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in parts)


def _after_what_they_update(found: Mapping[str, KeptVersion]) -> list[str]:
    ordered: list[str] = []
    for name in found:
        chain: list[str] = []
        at = name
        while at in found and at not in ordered and at not in chain:
            chain.append(at)
            at = found[at].since
        ordered.extend(reversed(chain))
    return ordered
