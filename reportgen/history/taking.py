"""take(): the review as it is now, kept as a version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.errors import DataError, Issue, OutputError
from reportgen.history.listing import next_name
from reportgen.history.places import INPUTS, folder_of
from reportgen.load import snapshot_text
from reportgen.load.snapshot import SNAPSHOT
from reportgen.model import Snapshot
from reportgen.progress import Progress, silent
from reportgen.store import checked, recover, write_new_folder

__all__ = ["Taken", "refuse_kept", "take"]

_AS_THEY_ARE = b"# Git shall not change the ends of lines: every file is known by its bytes.\n* -text\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A version that was kept: where it stands, what it holds, and warnings about the review."""

    folder: Path
    snapshot: Snapshot
    warnings: tuple[Issue, ...]


def take(
    folder: Path,
    version: str = "",
    *,
    formats: tuple[str, ...] = ("html", "pdf", "docx"),
    style: str | None = None,
    progress: Progress = silent,
) -> Taken:
    """Keep the review in `folder` as ``history/VERSION/``, whole or not at all; without a name, as the next number.

    The review is built for it, so that what came out is known. Raises what `reportgen.build` raises, and DataError if
    no version can be called so, OutputError if one is.
    """
    from reportgen.pipeline import make  # not before a review is built: it brings all writers with it

    version = version or next_name(folder)
    target = folder_of(folder, version)
    refuse_kept(target)
    made = make(folder, formats=formats, style=style, progress=progress)
    snapshot = replace(made.snapshot, version=version)
    files = _files(snapshot)
    _refuse_names(files)
    progress("store", 1, 1)
    write_new_folder(target, files)
    return Taken(folder=target, snapshot=snapshot, warnings=made.warnings)


def refuse_kept(target: Path) -> None:
    """Raise OutputError if something stands where a version shall stand."""
    recover(target)
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        message = f"{target} stands already, and a version that is kept is never changed; name another version"
        raise OutputError(message)


def _files(snapshot: Snapshot) -> Mapping[str, bytes]:
    """Return the files of a kept version: what it says, and what it was made from beside it."""
    beside = replace(snapshot, inputs=tuple(replace(file, data=None) for file in snapshot.inputs))
    return {
        SNAPSHOT: snapshot_text(beside).encode(),
        ".gitattributes": _AS_THEY_ARE,
        **{f"{INPUTS}/{file.path}": file.data or b"" for file in snapshot.inputs},
    }


def _refuse_names(files: Mapping[str, bytes]) -> None:
    """Raise DataError if a file of the review has a name that other systems cannot hold."""
    try:
        checked(files)
    except OutputError as error:
        hint = "give the file a name of letters, digits, hyphens and blanks"
        raise DataError([Issue("path-is-inside-the-review", None, str(error), hint)]) from error
