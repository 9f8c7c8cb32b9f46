"""All files of a folder in the form of a review, read as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from reportgen.errors import DataError, Issue, Origin
from reportgen.load.files import is_hidden
from reportgen.load.previous import HISTORY
from reportgen.load.snapshot import SNAPSHOT

__all__ = ["MANIFEST", "files_below", "read_file_or_folder"]

MANIFEST = "manifest.json"
"""What marks a folder as an output of ours."""

_ROOMS = ("sections", "searches")
_MOST_FILES = 2_000
_MOST_BYTES = 300_000_000
_DEEP_IN_HISTORY = 2


def files_below(folder: Path) -> Mapping[str, bytes]:
    """Return the files of a folder and of its folders, by path.

    Hidden files, links and outputs are no part of it; of each version that is kept there is its snapshot.json alone.
    DataError, with paths as from here, where a file cannot be read or there is too much of it.
    """
    found: dict[str, bytes] = {}
    for path in _walk(folder, folder):
        name = path.relative_to(folder).as_posix()
        if not name.startswith(f"{HISTORY}/") or (
            name.endswith(f"/{SNAPSHOT}") and name.count("/") == _DEEP_IN_HISTORY
        ):
            found[name] = _read(path, found)
    return found


def read_file_or_folder(path: Path) -> Mapping[str, bytes]:
    """Return the files of a folder, or one file by the path that it has in a review folder.

    DataError where there is neither.
    """
    if path.is_dir():
        return files_below(path)
    if not path.is_file():
        message = "found no such file or folder, expected a folder with what is new"
        raise DataError([Issue("file-is-present", Origin(path.as_posix(), 1), message)])
    room = path.absolute().parent.name
    return {f"{room}/{path.name}" if room in _ROOMS else path.name: _read(path, {})}


def _walk(root: Path, folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    if folder != root and any(entry.name == MANIFEST for entry in entries):
        return
    for entry in entries:
        if is_hidden(entry.name) or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _walk(root, entry)
        elif entry.is_file():
            yield entry


def _read(path: Path, found: Mapping[str, bytes]) -> bytes:
    place = Origin(path.as_posix(), 1)
    try:
        if len(found) >= _MOST_FILES or sum(map(len, found.values())) + path.stat().st_size > _MOST_BYTES:
            message = f"found more than {_MOST_FILES} files or {_MOST_BYTES // 1_000_000} MB, expected a review folder"
            raise DataError([Issue("file-is-of-bearable-size", place, message)])
        return path.read_bytes()
    except OSError as error:
        message = f"found {(error.strerror or 'an error of the system').lower()}, expected a file that can be read"
        raise DataError([Issue("file-is-readable", place, message)]) from error
