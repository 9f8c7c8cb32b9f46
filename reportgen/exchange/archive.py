"""Zip archives and gzipped files unpack in memory, after all that could do harm has been looked for."""

from __future__ import annotations

import gzip
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import PurePosixPath

from reportgen.errors import DataError, Issue, Origin
from reportgen.foreign.characters import CONTROL_CHARACTERS
from reportgen.load.files import is_hidden
from reportgen.load.findings import Findings, quoted

__all__ = [
    "MOST_BYTES",
    "MOST_FILES",
    "MOST_FILE_BYTES",
    "Allowance",
    "is_archive",
    "is_gzip",
    "is_passed_over",
    "members_of",
    "unpacked",
    "unsafe",
]

MOST_BYTES = 300_000_000
"""All files of a source together, unpacked."""

MOST_FILE_BYTES = 100_000_000
"""One file, unpacked."""

MOST_FILES = 5_000
"""Files of a source, and members of an archive."""

_MOST_DEEP = 2
_RATIO, _RATIO_MATTERS = 200, 5_000_000
_LONGEST_NAME = 500
_CHUNK = 1 << 16
_LOCAL_HEADER = 30
_OFFICE_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xlsb", ".ods", ".docx", ".odt", ".pptx")
_OFFICE_MEMBERS = frozenset({"[Content_Types].xml", "mimetype", "Index/Document.iwa"})
_DRIVE = re.compile(r"[A-Za-z]:")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_AGAIN = "download or export it again"


@dataclass(slots=True)
class Allowance:
    """How many bytes and files may still come in."""

    bytes: int = MOST_BYTES
    files: int = MOST_FILES

    def take(self, size: int, path: str) -> None:
        """Count a file; DataError (archive-is-harmless) if it is one too many, or too large."""
        self.bytes, self.files = self.bytes - size, self.files - 1
        if size > MOST_FILE_BYTES:
            raise _harmful(path, f"found a file of more than {MOST_FILE_BYTES // 1_000_000} MB, expected a smaller one")
        if self.bytes < 0:
            raise _harmful(path, f"found more than {MOST_BYTES // 1_000_000} MB up to here, expected less")
        if self.files < 0:
            raise _harmful(path, f"found more than {MOST_FILES} files, expected fewer")


def is_gzip(data: bytes) -> bool:
    """Return whether the bytes begin like a gzipped file."""
    return data.startswith(b"\x1f\x8b")


def is_archive(path: str, data: bytes) -> bool:
    """Return whether the bytes are a zip archive, broken or not, and not a workbook or other office file."""
    if path.lower().endswith(_OFFICE_SUFFIXES) or not data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return False
    try:
        return not _OFFICE_MEMBERS & {member.filename for member in _members(path, data)}
    except Exception:  # noqa: BLE001  unpacking says what is wrong with it
        return True


def is_passed_over(path: str) -> bool:
    """Return whether a file is the system's or an editor's own (.DS_Store, __MACOSX/…, ~$table.xlsx, Thumbs.db)."""
    return any(part == "__MACOSX" or is_hidden(part) for part in path.split("/"))


def unsafe(name: str) -> str:
    """Return what is dangerous about the name of a member of an archive, or an empty text."""
    parts = name.removesuffix("/").split("/")
    reasons = {
        "a control character in the name": CONTROL_CHARACTERS.search(name) or "\n" in name or "\t" in name,
        "a backslash in the name": "\\" in name,
        "a name that begins at the root": name.startswith("/"),
        "a name that begins with a drive": _DRIVE.match(name),
        "a name that leaves the archive": ".." in parts,
        "an empty name": not any(part.strip(". ") for part in parts),
        "a name of more than 500 characters": len(name) > _LONGEST_NAME,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def unpacked(path: str, data: bytes, allowance: Allowance, *, deep: int = 0) -> dict[str, bytes]:
    """Return a file by its path; for an archive its members, an outermost one's by their own names.

    Args:
        path: name of the file; members of an inner archive stand below it, a gzipped file loses ".gz".
        data: the file.
        allowance: what may still come in.
        deep: in how many archives the file lies.

    Raises:
        DataError: archive-is-harmless or source-is-readable, all issues of one archive at once.
    """
    zipped = is_gzip(data)
    if not zipped and not is_archive(path, data):
        allowance.take(len(data), path)
        return {path: data}
    if deep >= _MOST_DEEP:
        raise _harmful(path, "found an archive within an archive within an archive, expected at most one in another")
    if zipped:
        inner = path[: -len(".gz")] if path.lower().endswith(".gz") and len(path) > len(".gz") else path
        return unpacked(inner, _gunzipped(path, data), allowance, deep=deep + 1)
    found: dict[str, bytes] = {}
    for name, content in members_of(path, data, allowance):
        if is_passed_over(name):
            continue
        inner = f"{path}/{name}" if deep else name
        for member, unpacked_member in unpacked(inner, content, allowance, deep=deep + 1).items():
            if member in found:
                raise _harmful(path, f"found {quoted(member)} twice after unpacking, expected each name once")
            found[member] = unpacked_member
    return found


def members_of(path: str, data: bytes, allowance: Allowance) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the files in a zip archive, in the order of their names, all looked at before.

    Raises:
        DataError: archive-is-harmless or source-is-readable, all issues of the archive at once.
    """
    try:
        members = _members(path, data)
    except DataError:
        raise
    except Exception as error:  # noqa: BLE001  the library raises many kinds, and none may reach the user
        message = f"found an archive that is broken or cut off ({type(error).__name__}), expected a whole zip archive"
        raise DataError([Issue("source-is-readable", Origin(path, 1), message, _AGAIN)]) from None
    findings = Findings()
    _look_at(members, path, allowance, findings)
    findings.raise_errors()
    wanted = [(_plain(member), member) for member in members if not _is_folder(member)]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name, member in sorted(wanted, key=lambda pair: pair[0]):
            yield name, _content(archive, member, f"{path}/{name}")


def _members(path: str, data: bytes) -> Sequence[zipfile.ZipInfo]:
    # the directory is counted before it is read: what it says of its own length need not be true
    if data.count(b"PK\x01\x02") > MOST_FILES:
        raise _harmful(path, f"found more than {MOST_FILES} members, expected fewer")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.infolist()


def _look_at(members: Sequence[zipfile.ZipInfo], path: str, allowance: Allowance, findings: Findings) -> None:
    """Add an issue for all that could do harm when the archive is unpacked."""

    def harmful(found: str, expected: str) -> None:
        findings.add("archive-is-harmless", Origin(path, 1), f"found {found}, expected {expected}")

    for member in members:
        for found, expected in (*_dangers(member), *_sizes(member)):
            harmful(f"{found}: {quoted(member.orig_filename)}", expected)
    counts = Counter(_plain(member) for member in members if not _is_folder(member))
    for name in (name for name, count in counts.items() if count > 1):
        harmful(f"{quoted(name)} {counts[name]} times", "each name once")
    if sum(member.file_size for member in members) > allowance.bytes:
        harmful(f"members of more than {allowance.bytes // 1_000_000} MB together", "less")
    places = sorted((member.header_offset, member.compress_size) for member in members)
    if any(start + _LOCAL_HEADER + size > following for (start, size), (following, _) in pairwise(places)):
        harmful("members that overlap", "each at its own place")


def _dangers(member: zipfile.ZipInfo) -> Iterator[tuple[str, str]]:
    mode = stat.S_IFMT(member.external_attr >> 16)
    danger = unsafe(member.orig_filename)
    if danger:
        yield f"a member with {danger}", "a plain path inside the archive"
    if stat.S_ISLNK(mode):
        yield "a symbolic link", "the file that it points to"
    elif mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        yield "a device or pipe", "files only"
    if member.flag_bits & 1:
        yield "a member with a password", "none (unpack the archive and give the folder)"
    if member.compress_type not in _METHODS:
        yield f"a member packed by method {member.compress_type}", "stored or deflated ones"


def _sizes(member: zipfile.ZipInfo) -> Iterator[tuple[str, str]]:
    if member.file_size > MOST_FILE_BYTES:
        yield f"a member of {member.file_size // 1_000_000} MB", f"at most {MOST_FILE_BYTES // 1_000_000} MB"
    elif member.file_size > max(_RATIO_MATTERS, _RATIO * member.compress_size):
        yield f"a member of {member.file_size} bytes packed into {member.compress_size}", f"at most {_RATIO} times that"


def _is_folder(member: zipfile.ZipInfo) -> bool:
    return member.orig_filename.endswith("/")


def _plain(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.orig_filename).as_posix()


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str) -> bytes:
    """Return the content of a member; what the directory said of its size is not relied upon."""
    chunks, size = [], 0
    try:
        with archive.open(member) as file:
            while chunk := file.read(_CHUNK):  # in pieces: in one go, unpacking would not heed any limit
                chunks.append(chunk)
                size += len(chunk)
    except Exception as error:  # noqa: BLE001  the library raises many kinds, and none may reach the user
        message = f"found a member that is broken ({type(error).__name__}), expected a whole archive"
        raise DataError([Issue("source-is-readable", Origin(path, 1), message, _AGAIN)]) from None
    if size != member.file_size:
        raise _harmful(path, f"found {size} bytes where the archive says {member.file_size}, expected the same")
    return b"".join(chunks)


def _gunzipped(path: str, data: bytes) -> bytes:
    chunks, size = [], 0
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as file:
            while size <= MOST_FILE_BYTES and (chunk := file.read(_CHUNK)):
                chunks.append(chunk)
                size += len(chunk)
    except Exception as error:  # noqa: BLE001  the library raises many kinds, and none may reach the user
        message = f"found a gzipped file that is broken or cut off ({type(error).__name__}), expected a whole one"
        raise DataError([Issue("source-is-readable", Origin(path, 1), message, _AGAIN)]) from None
    if size > max(_RATIO_MATTERS, _RATIO * len(data)):
        raise _harmful(path, f"found a file that unpacks to more than {_RATIO} times its size, expected less")
    return b"".join(chunks)


def _harmful(path: str, message: str) -> DataError:
    return DataError([Issue("archive-is-harmless", Origin(path, 1), message)])
