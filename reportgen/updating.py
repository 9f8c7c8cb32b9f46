"""update(): what is new is merged into a review folder, tried, and written all at once."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.errors import DataError, Issue, Origin
from reportgen.load import files_below, load, read_file_or_folder
from reportgen.load.previous import HISTORY
from reportgen.merging import SETTINGS, Merged, NewFile, Step, merge
from reportgen.model import Review
from reportgen.store import passing_folder, recover_changes, write_changes

__all__ = ["UpdateReport", "update"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """What an update does: its steps in the order of the files, and whether it was written.

    `files` are those that change, by path; `ignored` are new files that are no part of a review; `review` is the
    review after the update.
    """

    steps: tuple[Step, ...]
    files: tuple[str, ...]
    ignored: tuple[str, ...]
    review: Review
    written: bool


def update(folder: Path, new: Sequence[Path], *, replacing: bool = False, writing: bool = True) -> UpdateReport:
    """Merge what is new into the review in `folder`: all of it or nothing.

    `new` are folders or files in the form of a review folder, with only what is new or corrected; several are merged in
    their order. Where `replacing`, a new value takes the place of another one. Without `writing`, nothing is written.

    Raises:
        DataError: contradictions, flaws of the new files, and what would be wrong with the review after the update,
            each in its place in the file that it was entered in. OutputError: the folder cannot be written.
    """
    recover_changes(folder)
    old = files_below(folder)
    if SETTINGS not in old:
        message = "found no review.yaml in this folder, expected a review"
        raise DataError([Issue("folder-is-a-review", Origin(_shown(folder, SETTINGS), 1), message)])
    merged, files = _merged(folder, old, new, replacing=replacing)
    review = _tried(folder, {**files, **merged.files}, merged)
    if writing and merged.files:
        write_changes(folder, merged.files, {path: old.get(path) for path in merged.files})
    return UpdateReport(
        steps=merged.steps,
        files=tuple(sorted(merged.files)),
        ignored=merged.ignored,
        review=review,
        written=writing and bool(merged.files),
    )


def _merged(
    folder: Path, old: Mapping[str, bytes], new: Sequence[Path], *, replacing: bool
) -> tuple[Merged, Mapping[str, bytes]]:
    """Return what comes of all new folders, one after the other, and the files it starts from."""
    named = {path: data for path, data in old.items() if not path.startswith(f"{HISTORY}/")}
    whole = Merged(files={}, steps=())
    for path in new:
        found = merge({**named, **whole.files}, _new_files(path), shown=folder.as_posix(), replacing=replacing)
        if found.issues:
            raise DataError(found.issues)
        whole = Merged(
            files={**whole.files, **found.files},
            steps=(*whole.steps, *found.steps),
            edits={**whole.edits, **found.edits},
            ignored=(*whole.ignored, *found.ignored),
        )
    same = {path for path, data in whole.files.items() if old.get(path) == data}
    return replace(whole, files={p: data for p, data in whole.files.items() if p not in same}), old


def _tried(folder: Path, files: Mapping[str, bytes], merged: Merged) -> Review:
    """Return the review as it would be; DataError with all that is wrong with it, in its place before the update."""
    name = folder.resolve().name or "review"
    try:
        with passing_folder(name, files) as trial:
            return load(trial)
    except DataError as error:
        raise DataError([_placed(issue, folder, merged) for issue in error.issues]) from None


def _placed(issue: Issue, folder: Path, merged: Merged) -> Issue:
    origin = issue.origin
    if origin is None or origin.path.startswith("templates/"):
        return issue
    edited = merged.edits.get(origin.path)
    if edited is None:
        return replace(issue, origin=replace(origin, path=_shown(folder, origin.path)))
    place = edited.origin(origin.line)
    return replace(issue, origin=replace(place, column=origin.column, name=origin.name))


def _new_files(path: Path) -> list[NewFile]:
    """Return the files of a folder with what is new, or the one file that is named."""
    alone = path.is_file()
    return [
        NewFile(path=name, shown=path.as_posix() if alone else _shown(path, name), data=data)
        for name, data in read_file_or_folder(path).items()
        if not name.startswith(f"{HISTORY}/")
    ]


def _shown(folder: Path, name: str) -> str:
    return name if folder.as_posix() == "." else f"{folder.as_posix().rstrip(os.sep)}/{name}"
