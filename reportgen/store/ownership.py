"""Whose folder it is: reportgen replaces only what it wrote and nobody has changed since."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from reportgen.errors import OutputError
from reportgen.store.system import said

__all__ = ["GENERATOR", "MARKER", "is_marker", "refuse_foreign", "refuse_unless_new"]

MARKER = "manifest.json"
"""The file that marks a folder as written by reportgen: a ``generator``, and ``files`` by name with ``sha256``."""

GENERATOR = "reportgen"
"""What the value of ``generator`` in the marker begins with."""

_LARGEST_MARKER = 50_000_000

# What office programs and desktops leave beside an open document; nobody's work.
_PASSING = (".~lock.", "~$", ".DS_Store", "Thumbs.db", "desktop.ini")


def refuse_foreign(target: Path) -> None:
    """Raise OutputError unless `target` is absent, empty, or as reportgen wrote it, nothing added or changed."""
    with said(target):
        if target.is_symlink():
            raise OutputError(f"{target} is a symbolic link; name the folder itself")
        if os.path.lexists(target) and not target.is_dir():
            raise OutputError(f"{target} is a file, not a folder")
        if not target.is_dir() or not any(target.iterdir()):
            return
        marker = _marker_of(target)
        if marker is None:
            raise OutputError(
                f"{target} holds files that reportgen did not write (no {MARKER} of reportgen is among them); "
                "name another folder, or empty this one"
            )
        for name, what in _work_of_others(target, marker):
            raise OutputError(f"{target / name} {what}; move it elsewhere, then build again")


def refuse_unless_new(target: Path) -> None:
    """Raise OutputError unless `target` is absent, or empty and not the current folder."""
    with said(target):
        if target.is_symlink() or (os.path.lexists(target) and not target.is_dir()):
            raise OutputError(f"{target} exists and is not a folder")
        if target.is_dir():
            if any(target.iterdir()):
                raise OutputError(f"{target} exists and is not empty; name a new folder")
            if target.samefile(Path.cwd()):
                raise OutputError("the current folder cannot be made anew; name a new folder")


def is_marker(content: bytes) -> bool:
    """Return whether `content` is a marker of ours."""
    return _parsed(content) is not None


def _marker_of(folder: Path) -> dict[str, object] | None:
    marker = folder / MARKER
    if marker.is_symlink() or not marker.is_file() or marker.stat().st_size > _LARGEST_MARKER:
        return None
    return _parsed(marker.read_bytes())


def _parsed(content: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    ours = isinstance(found, dict) and str(found.get("generator", "")).startswith(GENERATOR)
    return found if ours else None


def _work_of_others(folder: Path, marker: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the names of files that somebody added or changed, and which of the two it is."""
    files = marker.get("files")
    if not isinstance(files, dict):
        return
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == MARKER or path.name.startswith(_PASSING) or (path.is_dir() and not path.is_symlink()):
            continue
        listed = files.get(name)
        if not isinstance(listed, dict) or path.is_symlink():
            yield name, "was not written by reportgen"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != listed.get("sha256"):
            yield name, "was changed since reportgen wrote it"
