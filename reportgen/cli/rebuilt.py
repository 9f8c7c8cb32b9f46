"""What is said of a version that was built again: that it is the same, or what moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.cli.terminal import counted, say

if TYPE_CHECKING:
    from reportgen.history import MovedResult, Rebuilt
    from reportgen.model import Snapshot

__all__ = ["moved_line", "show_rebuilt"]

_FEW_DIGITS = 4


def show_rebuilt(kept: Snapshot, now: Snapshot, *, quiet: bool) -> bool:
    """Print how a build compares with the version it is of; return False if it differs and nothing says why.

    When `quiet`, only what differs is printed.
    """
    from reportgen.history import recompare

    found = recompare(kept, now)
    if not (quiet and found.same):
        for line in _lines(found, kept):
            say(line)
    return found.same or bool(found.software)


def _lines(found: Rebuilt, kept: Snapshot) -> Iterator[str]:
    name = f"version {kept.version}" if kept.version else "the snapshot"
    if found.software:
        yield f"the software differs from that of {name}:"
        yield from (f"  {library} {old or 'none'} -> {new or 'none'}" for library, old, new in found.software)
    elif not found.same:
        yield f"the software is that of {name}, and yet:"
    yield from _results(found)
    if not found.compared:
        yield f"files are not compared: {name} is in style {kept.style}, or in other formats"
    elif found.files:
        yield f"{len(found.files)} of {counted(found.compared, 'file')} have other bytes: {', '.join(found.files)}"
    else:
        yield f"all {counted(found.compared, 'file')} have the bytes recorded with {name}"


def _results(found: Rebuilt) -> Iterator[str]:
    for moved in found.moved:
        yield moved_line(moved)
    if found.other:
        yield f"recorded otherwise: {', '.join(found.other)}"
    if not found.moved:
        yield "no result moved"


def moved_line(moved: MovedResult) -> str:
    """Return in a line how a result came out otherwise than it was recorded."""
    name = f"{moved.outcome}{f', {moved.part}' if moved.part else ''}"
    name += f", as published ({moved.published})" if moved.published else ""
    if moved.only:
        which = "when it was made, none now" if moved.only == "recorded" else "now, none when it was made"
        return f"moved: {name}: a result {which}"
    pairs = [f"{field} {_before_after(old, new)}" for field, (old, new) in moved.values.items()]
    pairs += [f"studies' own effects or weights: {', '.join(moved.studies)}"] if moved.studies else []
    return f"moved: {name}: {'; '.join(pairs)}"


def _before_after(old: object, new: object) -> str:
    """Return two values with as many digits as tell them apart."""
    short = f"{_short(old)} -> {_short(new)}"
    return short if _short(old) != _short(new) else f"{old!r} -> {new!r}"


def _short(value: object) -> str:
    if value is None or value == "":
        return "none"
    return f"{value:.{_FEW_DIGITS}g}" if isinstance(value, float) else str(value)
