"""The version of the review that this one updates: what it found, from its snapshot in history/."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.errors import DataError, Origin, did_you_mean
from reportgen.load.files import Folder
from reportgen.load.findings import quoted
from reportgen.load.settings_check import UNSTATED
from reportgen.load.snapshot import SNAPSHOT, SNAPSHOT_MEGABYTES, parse_snapshot, snapshot_text
from reportgen.model import Library, Record, Snapshot, Update

__all__ = ["HISTORY", "previous_path", "previous_text", "read_previous"]

HISTORY = "history"
"""The folder in a review folder that holds its earlier versions; only the one that review.yaml names is ever read."""


def previous_path(since: str) -> str:
    """Return the path in the review folder of the snapshot of a version."""
    return f"{HISTORY}/{since}/{SNAPSHOT}"


def read_previous(
    update: Update | None, library: Library, places: Mapping[str, Origin], files: Folder
) -> Record | None:
    """Return what the version that `update` names found; None without one, or after an issue."""
    if update is None:
        return None
    _check_published(update, library, places, files)
    if update.since == UNSTATED:
        return None
    place = places.get("update.since", Origin("review.yaml", 1))
    path = previous_path(update.since)
    if not (files.root / path).is_file():
        hint = did_you_mean(update.since, _versions(files)) or "`reportgen snapshot FOLDER VERSION` keeps a version"
        message = f"found no version {quoted(update.since)} in {HISTORY}/, expected one"
        files.findings.add("version-is-known", place, message, hint)
        return None
    data = files.read(path, megabytes=SNAPSHOT_MEGABYTES)
    if data is None:
        return None
    try:
        return parse_snapshot(path, data).record
    except DataError as error:
        files.findings.extend(error.issues)
        return None


def previous_text(record: Record, name: str, since: str) -> str:
    """Return a snapshot.json that holds a record and nothing to build it from."""
    return snapshot_text(
        Snapshot(name=name, version=since, style="", formats=(), software={}, inputs=(), record=record)
    )


def _versions(files: Folder) -> list[str]:
    try:
        return sorted(entry.name for entry in (files.root / HISTORY).iterdir() if entry.is_dir())
    except OSError:
        return []


def _check_published(update: Update, library: Library, places: Mapping[str, Origin], files: Folder) -> None:
    if update.published and update.published not in library.keys:
        place = places.get("update.published", Origin("review.yaml", 1))
        expected = "a citation key of references.bib"
        files.findings.unknown("citation-is-known", place, update.published, known=library.keys, expected=expected)
