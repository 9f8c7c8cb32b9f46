"""compare_versions() and marked_manuscript(): two versions opened, made by the same software, and compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportgen.errors import DataError, Issue
from reportgen.history import Rebuilt, kept_in, opened, recompare
from reportgen.load import read_snapshot
from reportgen.model import Record, Snapshot
from reportgen.pipeline import Assembled, assemble, find_style, read_review
from reportgen.progress import Progress, silent
from reportgen.snapshots import snapshot_of
from reportgen.style import Style
from reportgen.versions import (
    Changes,
    Sentence,
    Version,
    compare,
    record_of,
    sentences_of,
)
from reportgen.writers import WRITERS
from reportgen.writers.marked import marked_docx

__all__ = ["Compared", "compare_versions", "marked_manuscript"]

_SETTINGS = "review.yaml"
STAGES = ("read the new version", "read the old version", "compare")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two versions compared.

    `software` are versions by name with what came out otherwise than when they were made: what the software did, and no
    change of the review. `only_found` names versions of which only what they found is kept: their data and sentences
    cannot be compared. For who prints the changes, `style` is that of the new version, and `fonts` are those that
    review folders bring along.
    """

    changes: Changes
    style: Style
    software: tuple[tuple[str, Rebuilt], ...] = ()
    only_found: tuple[str, ...] = ()
    fonts: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """A version that was read: what it found now, its files, and its document; the last two None where not kept."""

    name: str
    record: Record
    style: Style | None = None
    files: Mapping[str, bytes] | None = field(default=None, repr=False)
    assembled: Assembled | None = field(default=None, repr=False)
    rebuilt: Rebuilt | None = None
    fonts: tuple[Path, ...] = ()


def compare_versions(old: Path, new: Path, *, style: str | None = None, progress: Progress = silent) -> Compared:
    """Return what changed from one version to another.

    Each of them is a review folder, or a version of one that is kept (``FOLDER@VERSION``, its folder, an output,
    snapshot.json). Both are pooled by the present software, so that only changes of the review are changes, and
    shown in one journal style, `style` or that of the new version, so that another journal changes no sentence.
    DataError if one of them cannot be read or built.
    """
    progress(STAGES[0], 0, len(STAGES))
    with _opened(new, style) as after:
        new_sentences = tuple(_sentences(after))
    progress(STAGES[1], 1, len(STAGES))
    with _opened(old, style, after.style) as before:
        old_sentences = tuple(_sentences(before))
    progress(STAGES[2], 2, len(STAGES))
    whole = before.files is not None and after.files is not None
    changes = compare(
        Version(name=before.name, record=before.record),
        Version(name=after.name, record=after.record),
        files=(before.files or {}, after.files or {}) if whole else None,
        sentences=(old_sentences, new_sentences) if whole else ((), ()),
    )
    return Compared(
        changes=changes,
        style=after.style or before.style or find_style(Path(), style or "default"),
        software=tuple((side.name, side.rebuilt) for side in (before, after) if side.rebuilt),
        only_found=tuple(side.name for side in (before, after) if side.files is None),
        fonts=tuple(dict.fromkeys(font for side in (after, before) for font in side.fonts)),
    )


def marked_manuscript(
    old: Path, new: Path, *, style: str | None = None, author: str = "reportgen", date: str | None = None
) -> bytes:
    """Return a Word file with tracked changes from the manuscript of one version to that of another.

    `author` and `date` (``YYYY-MM-DD``, None for none) are those of every change. Both manuscripts are made in `style`,
    else in that of the new version, so that a change of journal marks nothing. DataError as of `compare_versions`.
    """
    with _opened(new, style) as after:
        newer, common = _docx(after), after.style
    with _opened(old, style, common) as before:
        older = _docx(before)
    return marked_docx(older, newer, author=author, date=date)


def _docx(side: _Side) -> bytes:
    if side.assembled is None or side.style is None:
        message = f"found version {side.name} without its files, expected a version that can be built"
        hint = "a version that `reportgen snapshot` keeps has them"
        raise DataError([Issue("snapshot-is-whole", None, message, hint)])
    return WRITERS["docx"].write(side.assembled.resolved, side.style)


def _sentences(side: _Side) -> Iterator[Sentence]:
    if side.assembled is not None:
        yield from sentences_of(side.assembled.resolved.document.blocks)


@contextmanager
def _opened(path: Path, style: str | None, chosen: Style | None = None) -> Iterator[_Side]:
    """Yield a version, for as long as its files stand: in the style `chosen`, or the one called `style`, or its own."""
    with _named_from_here(path):
        kept = kept_in(path)
        snapshot = read_snapshot(kept) if kept else None
    if snapshot is not None and not any(file.path == _SETTINGS for file in snapshot.inputs):
        yield _Side(name=_name(path, snapshot), record=snapshot.record)
        return
    with _named_from_here(path), opened(path) as (folder, recorded):
        yield _read(path, folder, recorded, style, chosen)


def _read(path: Path, folder: Path, recorded: Snapshot | None, style: str | None, chosen: Style | None) -> _Side:
    review = read_review(folder)
    members: dict[str, bytes] = {}
    named = style or (recorded.style if recorded else review.style)
    if chosen is None or not _has_csl(folder, chosen):
        chosen = find_style(folder, named, members)
    assembled = assemble(review, chosen, folder, members=members)
    record = record_of(assembled.analysis)
    return _Side(
        name=_name(path, recorded),
        record=record,
        style=chosen,
        files={**review.inputs, **members},
        assembled=assembled,
        rebuilt=_rebuilt(recorded, assembled, members, named),
        fonts=review.font_paths if kept_in(path) is None else (),  # those of a kept version stand in a passing folder
    )


def _has_csl(folder: Path, style: Style) -> bool:
    """Return whether a style of another version can be used here: its citation style is ours, or is there too."""
    return not style.csl.endswith(".csl") or (folder / style.csl).is_file()


def _rebuilt(
    recorded: Snapshot | None, assembled: Assembled, members: Mapping[str, bytes], style: str
) -> Rebuilt | None:
    """Return how a version differs from what was recorded when it was made, None where nothing is to be told."""
    if recorded is None:
        return None
    now = snapshot_of(assembled.analysis, assembled.resolved, members, style=style, formats=(), files={})
    found = recompare(recorded, now)
    return found if found.moved or found.software else None


@contextmanager
def _named_from_here(path: Path) -> Iterator[None]:
    """Tell what is wrong with a version with its path, so that it is plain which of the two it is about."""
    try:
        yield
    except DataError as error:
        raise DataError([_placed(issue, path) for issue in error.issues]) from error


def _placed(issue: Issue, path: Path) -> Issue:
    origin = issue.origin
    if origin is None:
        return replace(issue, message=f"{path.as_posix()}: {issue.message}")
    if origin.path.startswith("templates/"):
        return issue
    return replace(issue, origin=replace(origin, path=f"{path.as_posix().rstrip('/')}/{origin.path}"))


def _name(path: Path, snapshot: Snapshot | None) -> str:
    """Return how a version is called to readers: by its own name where it has one, else as it was asked for."""
    if snapshot is not None and snapshot.version:
        return snapshot.version
    return path.resolve().name or path.as_posix()
