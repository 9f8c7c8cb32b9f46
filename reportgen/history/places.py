"""Where versions stand, and which of them a path names."""

from __future__ import annotations

from pathlib import Path

from reportgen.errors import DataError, Issue, did_you_mean
from reportgen.load import is_version_name
from reportgen.load.previous import HISTORY
from reportgen.load.snapshot import SNAPSHOT

__all__ = ["INPUTS", "folder_of", "kept_in", "refuse_name", "version_names"]

INPUTS = "inputs"
"""The folder beside a kept snapshot.json that holds the files of the review."""

_SETTINGS = "review.yaml"


def version_names(folder: Path) -> tuple[str, ...]:
    """Return the names in the history of a review folder that versions can have, in no telling order."""
    try:
        found = sorted(entry.name for entry in (folder / HISTORY).iterdir() if entry.is_dir())
    except OSError:
        return ()
    return tuple(name for name in found if is_version_name(name))


def folder_of(folder: Path, version: str) -> Path:
    """Return where a version of a review stands or would stand; DataError if no version can be called so."""
    refuse_name(version)
    return folder / HISTORY / version


def refuse_name(version: str) -> None:
    """Raise DataError if no version can be called so."""
    if not is_version_name(version):
        expected = "letters and digits without accents, dots, hyphens and underscores, 60 at most"
        raise DataError([Issue("version-is-known", None, f"found the version {version!r}, expected {expected}")])


def kept_in(path: Path) -> Path | None:
    """Return the folder of the snapshot that a path names; None where it names a review, or nothing.

    A snapshot is named by its file, by the folder it is in, and as ``FOLDER@VERSION``. DataError if the review has no
    such version.
    """
    if path.name.endswith(".json") and path.is_file():
        return path.parent
    if path.is_dir():
        return path if (path / SNAPSHOT).is_file() and not (path / _SETTINGS).is_file() else None
    before, at, version = path.name.rpartition("@")
    folder = path.with_name(before) if before else path.parent
    if not at or not folder.is_dir():
        return None
    found = folder_of(folder, version)
    if (found / SNAPSHOT).is_file():
        return found
    hint = did_you_mean(version, version_names(folder)) or "`reportgen history FOLDER` lists them"
    raise DataError(
        [Issue("version-is-known", None, f"found no version {version!r} in {HISTORY}/ of the review", hint)]
    )
