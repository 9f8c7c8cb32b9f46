"""What the user points at (a file, a folder, an archive) as bytes, within bounds and without leaving its place."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.archive import (
    MOST_BYTES,
    MOST_FILE_BYTES,
    MOST_FILES,
    Allowance,
    is_archive,
    is_passed_over,
    unpacked,
    unsafe,
)
from reportgen.load.findings import Findings, quoted

__all__ = ["Source", "read_source"]

_MOST_ENTRIES = 4 * MOST_FILES
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Files by their path; `name` is the last part of what was given. A single file stands under its own name.

    A gzipped file stands unpacked under its name without ``.gz``. Archives inside an archive are unpacked once, their
    members under the path of the archive. `kind` is what was given.
    """

    name: str
    kind: Literal["file", "folder", "archive"]
    files: Mapping[str, bytes]

    def only(self) -> tuple[str, bytes]:
        """Return path and bytes of the one file; DataError (source-holds-a-review) where there is none, or several."""
        if len(self.files) != 1:
            found = "no file" if not self.files else f"{len(self.files)} files"
            message = f"found {found} in {quoted(self.name)}, expected one file"
            raise DataError([Issue("source-holds-a-review", Origin(self.name, 1), message)])
        return next(iter(self.files.items()))


def read_source(path: Path) -> Source:
    """Return the files of a source, sorted by their path.

    A file is what its first bytes say, not its suffix; workbooks are zip archives and stay files. Archives and gzipped
    files in a folder are unpacked as well. Files of the system and of editors (hidden ones, __MACOSX) are passed over.

    Raises:
        DataError: source-is-readable (missing, empty, no permission, no regular file, broken) or archive-is-harmless
            (more than 5,000 files, 100 MB in one or 300 MB in all; names or links that lead outside; passwords).
    """
    name = _shown(_name(path)) or "source"
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError, RuntimeError) as error:
        missing = isinstance(error, FileNotFoundError)
        found = f"no file or folder {quoted(name)}" if missing else f"{_reason(error)} at {quoted(name)}"
        raise _unreadable(name, f"found {found}, expected a file, a folder or an archive") from None
    if stat.S_ISDIR(mode):
        return Source(name=name, kind="folder", files=_folder(path, name))
    if not stat.S_ISREG(mode):
        raise _unreadable(name, f"found {quoted(name)}, which is no regular file, expected a file, folder or archive")
    findings = Findings()
    data = _bytes(path, name, MOST_BYTES, findings)
    findings.raise_errors()
    _refuse_wrong_suffix(name, data)
    files = unpacked(name, data, Allowance())
    if not files:
        raise _unreadable(name, "found an archive without files, expected some")
    whole = set(files) <= {name, name[: -len(".gz")]} and not is_archive(name, data)
    return Source(name=name, kind="file" if whole else "archive", files=_sorted(files))


def _name(path: Path) -> str:
    """Return the last part of a path, for "." and ".." that of the folder which they are."""
    try:
        return path.resolve().name if path.name in {"", ".."} else path.name
    except (OSError, ValueError, RuntimeError):
        return path.name


def _folder(root: Path, name: str) -> Mapping[str, bytes]:
    findings, allowance = Findings(), Allowance()
    files: dict[str, bytes] = {}
    for path, place in sorted(_walk(root, name, findings)):
        data = _bytes(place, path, MOST_FILE_BYTES, findings)
        try:
            found = unpacked(path, data, allowance, deep=0)
        except DataError as error:
            findings.extend(error.issues)
            if min(allowance.bytes, allowance.files) < 0:
                break
            continue
        inside = is_archive(path, data)
        files |= {f"{path}/{member}" if inside else member: content for member, content in found.items()}
    findings.raise_errors()
    if not files:
        raise _unreadable(name, "found a folder without files, expected some")
    return _sorted(files)


def _walk(root: Path, name: str, findings: Findings) -> Iterator[tuple[str, Path]]:
    """Yield the regular files below a folder by their path in it; links are followed to files inside it only."""
    pending, inside, entries = [(root, "")], root.resolve(), 0
    while pending:
        folder, prefix = pending.pop()
        try:
            with os.scandir(folder) as listed:
                found = [entry for _, entry in zip(range(_MOST_ENTRIES + 1), listed, strict=False)]
        except OSError as error:
            message = f"found a folder that cannot be opened ({_reason(error)}), expected one that can"
            findings.add("source-is-readable", Origin(prefix or name, 1), message)
            continue
        entries += len(found)
        if entries > _MOST_ENTRIES:
            findings.add("archive-is-harmless", Origin(name, 1), f"found more than {MOST_FILES} files, expected fewer")
            return
        for entry in found:
            path = prefix + _shown(entry.name)
            if is_passed_over(path):
                continue
            kind = _kind(entry, inside)
            if kind == "folder":
                pending.append((Path(entry.path), f"{path}/"))
            elif kind == "file" and not unsafe(path):
                yield path, Path(entry.path)
            elif kind != "link to a folder inside":
                said = unsafe(path) if kind == "file" else kind
                findings.add("archive-is-harmless", Origin(name, 1), f"found {said}: {quoted(path)}, expected files")


def _kind(entry: os.DirEntry[str], inside: Path) -> str:
    """Return what an entry of a folder is: a file, a folder, a link to a folder inside, or what it should not be."""
    try:
        if entry.is_symlink():
            target = Path(entry.path).resolve()
            if not target.is_relative_to(inside):
                return "a link that leads outside"
            if target.is_dir():
                return "link to a folder inside"
        if entry.is_dir(follow_symlinks=False):
            return "folder"
        return "file" if entry.is_file() else "something that is no file"
    except (OSError, RuntimeError):
        return "something that cannot be looked at"


def _bytes(place: Path, path: str, most: int, findings: Findings) -> bytes:
    chunks, size = [], 0
    try:
        with place.open("rb") as file:
            while size <= most and (chunk := file.read(_CHUNK)):  # in one go, memory for all that may come is taken
                chunks.append(chunk)
                size += len(chunk)
    except OSError as error:
        message = f"found a file that cannot be opened ({_reason(error)}), expected one that can"
        findings.add("source-is-readable", Origin(path, 1), message)
        return b""
    if size > most:
        message = f"found a file of more than {most // 1_000_000} MB, expected a smaller one"
        findings.add("archive-is-harmless", Origin(path, 1), message)
        return b""
    return b"".join(chunks)


def _refuse_wrong_suffix(name: str, data: bytes) -> None:
    magic = {".zip": b"PK", ".gz": b"\x1f\x8b"}.get(Path(name).suffix.lower(), b"")
    if not data.startswith(magic):
        kind = "zip archive" if magic == b"PK" else "gzipped file"
        hint = "download it again: a page that says why there is no file may have been saved in its place"
        message = f"found a file that is no {kind} although it is named like one, expected a {kind}"
        raise DataError([Issue("source-is-readable", Origin(name, 1), message, hint)])
    if not data:
        raise _unreadable(name, "found an empty file, expected a review")


def _sorted(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {path: files[path] for path in sorted(files)}


def _shown(name: str) -> str:
    """Return a name of the file system as text that can be written."""
    return os.fsencode(name).decode("utf-8", "replace")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or "an error of the system").lower()


def _unreadable(name: str, message: str) -> DataError:
    return DataError([Issue("source-is-readable", Origin(name, 1), message)])
