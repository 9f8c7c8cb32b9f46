"""Reading the files of a review folder: inside the folder, of bearable size, in UTF-8, without control characters."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from reportgen.errors import Origin
from reportgen.foreign.characters import CONTROL_CHARACTERS
from reportgen.load.findings import Findings, quoted

__all__ = ["ENDLESS_WORD", "Folder", "decode", "is_hidden"]

ENDLESS_WORD = re.compile(r"\S{501,}")
"""A word that no page can hold; to lay one of 20,000 letters out takes the square of its length."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_RESAVE = "save the file again with the encoding UTF-8 (in a spreadsheet: “CSV UTF-8”)"
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A review folder that is being read; every problem with a file goes to `findings`.

    `taken` holds each file that was read, as it stood, by the path it was asked for.
    """

    root: Path
    findings: Findings
    taken: dict[str, bytes] = field(default_factory=dict)

    def names(self, below: str = "") -> tuple[str, ...]:
        """Return the names of the files in the folder or one of its folders, sorted; hidden ones are left out."""
        try:
            found = [entry.name for entry in (self.root / below).iterdir() if not entry.is_dir()]
        except OSError:
            return ()
        return tuple(sorted(name for name in found if not is_hidden(name)))

    def inside(self, path: str, origin: Origin) -> Path | None:
        """Return the file that a path names, or None after an issue: it is outside the folder, or not there."""
        pure = PurePosixPath(path.replace("\\", "/"))
        try:
            target = (self.root / pure).resolve()
            within = not pure.is_absolute() and target.is_relative_to(self.root.resolve())
            present = within and target.is_file()
        except (OSError, ValueError, RuntimeError):
            within, present, target = False, False, self.root
        if not within:
            expected = "a path that stays inside the review folder"
            self.findings.add("path-is-inside-the-review", origin, f"found {quoted(path)}, expected {expected}")
        elif not present:
            self.findings.add("file-is-present", origin, f"found no file {quoted(path)}, expected it in the folder")
        return target if present else None

    def read(self, path: str, *, megabytes: float) -> bytes | None:
        """Return the bytes of a file, or None after an issue (outside the folder, too large, cannot be opened)."""
        origin = Origin(path, 1)
        target = self.inside(path, origin)
        if target is None:
            return None
        try:
            with target.open("rb") as file:
                data = file.read(int(megabytes * _MEGABYTE) + 1)
        except OSError as error:
            reason = error.strerror or "an error of the system"
            self.findings.add("file-is-readable", origin, f"found {reason.lower()}, expected a file that can be read")
            return None
        if len(data) > megabytes * _MEGABYTE:
            message = f"found more than {megabytes:g} MB, expected at most that"
            self.findings.add("file-is-of-bearable-size", origin, message)
            return None
        self.taken[path] = data
        return data

    def text(self, path: str, *, megabytes: float) -> str | None:
        """Return the text of a file with line ends as line feeds, or None after an issue."""
        data = self.read(path, megabytes=megabytes)
        return None if data is None else self.decode(path, data)

    def decode(self, path: str, data: bytes) -> str | None:
        """Return UTF-8 bytes as text with line ends as line feeds, or None after an issue that names the encoding."""
        return decode(path, data, self.findings)


def decode(path: str, data: bytes, findings: Findings) -> str | None:
    """Return UTF-8 bytes as text with line ends as line feeds, or None after an issue that names the encoding."""
    text = _decoded(path, data, findings)
    if text is None:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = CONTROL_CHARACTERS.search(text)
    if bad is None:
        return text
    message = f"found the control character U+{ord(bad.group()):04X}, expected text without control characters"
    findings.add("text-has-no-control-characters", _place(path, text[: bad.start()]), message)
    return None


def is_hidden(name: str) -> bool:
    """Return whether a file is the system's or an editor's own: .DS_Store, ~$studies.xlsx, Thumbs.db, notes.csv~."""
    return name.startswith((".", "~")) or name.endswith("~") or name.lower() in {"thumbs.db", "desktop.ini"}


def _decoded(path: str, data: bytes, findings: Findings) -> str | None:
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if data.startswith(mark)), "")
    if not marked and b"\x00" in data[:200] and data[:200].count(b"\x00") * 3 >= len(data[:200]):
        marked = "UTF-16"
    if marked:
        findings.add("file-is-utf8", Origin(path, 1), f"found {marked}, expected UTF-8", _RESAVE)
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place(path, data[: error.start].decode("utf-8-sig", "replace").replace("\r\n", "\n"))
        byte = data[error.start]
        message = f"found {_one_byte_encoding(data)} (byte 0x{byte:02X}), expected UTF-8"
        findings.add("file-is-utf8", place, message, _RESAVE)
        return None


def _one_byte_encoding(data: bytes) -> str:
    """Return the most likely name of an encoding with one byte a character."""
    if not any(0x80 <= byte <= 0x9F for byte in data):
        return "ISO-8859-1 (Latin-1)"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "an encoding that is not UTF-8"
    return "Windows-1252"


def _place(path: str, before: str) -> Origin:
    line = before.count("\n") + 1
    return Origin(path, line, len(before) - (before.rfind("\n") + 1) + 1)
