"""Names under which parts of a source are kept: any system can hold them, and no two are one file on any."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportgen.exchange.imported import Kept

__all__ = ["placed"]

_FORBIDDEN = frozenset('\\:*?"<>|')
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_ENDS = " ."
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\s*\..*)?", re.IGNORECASE)
"""Names that mean a device to Windows, whatever comes after the point."""

_LONGEST_NAME, _LONGEST_PATH = 100, 180
"""In bytes; file systems hold 255 in a name, Windows 260 characters in a whole path."""

_LONGEST_SUFFIX = 12

_RUNS = frozenset(
    {"app", "bat", "cmd", "com", "command", "cpl", "desktop", "exe", "hta", "htm", "html", "jar", "js", "jse", "lnk"}
    | {
        "mht",
        "mhtml",
        "msi",
        "pif",
        "ps1",
        "reg",
        "scf",
        "scr",
        "sh",
        "url",
        "vbe",
        "vbs",
        "wsf",
        "wsh",
        "xht",
        "xhtml",
    }
)
"""Suffixes of files that do something when they are opened; they are kept as texts."""


def placed(kept: Iterable[Kept]) -> tuple[Kept, ...]:
    """Return parts kept, each under a path of its own that any system can hold; what stands there twice once.

    Names come out of archives and files of anyone. They lose what leads elsewhere, what cannot be seen and what a
    system forbids; of those that differ in case or composition of letters alone, each but the first gets a number.
    """
    places = _Places()
    found: dict[str, Kept] = {}
    for one in kept:
        path = places.of(_safe(one.path), one.content)
        found.setdefault(path, replace(one, path=path))
    return tuple(found.values())


class _Places:
    """Paths that are taken: a file with its content, a folder without, as a system that ignores capitals sees them."""

    def __init__(self) -> None:
        self._taken: dict[str, tuple[str, bytes | None]] = {}
        self._numbers: dict[str, int] = {}

    def of(self, names: Sequence[str], content: bytes) -> str:
        """Return the path under which a file can stand; the same again for a file that stands there already."""
        *folders, last = names
        above = ""
        for folder in folders:
            above = f"{self._free(above + folder, None)}/"
        return self._free(above + last, content)

    def _free(self, wanted: str, content: bytes | None) -> str:
        path, key = wanted, _same(wanted)
        number = 1 if content is None else self._numbers.get(key, 1)  # many files may have one name
        while (there := self._taken.setdefault(_same(path), (path, content)))[1] != content:
            number += 1
            path = _numbered(wanted, number)
        if content is not None:
            self._numbers[key] = number
        return there[0]


def _safe(path: str) -> list[str]:
    """Return the names in a path, each plain; folders that would make it too long are left out."""
    names = [safe for name in path.replace("\\", "/").split("/") if (safe := _name(name))]
    while len("/".join(names).encode()) > _LONGEST_PATH:
        del names[0]
    return names or ["file"]


def _name(name: str) -> str:
    seen = "".join(sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign) not in _UNSEEN)
    plain = "".join("-" if sign in _FORBIDDEN else sign for sign in seen).strip(_ENDS).lstrip("~")
    plain = _cut(plain, _LONGEST_NAME)
    if plain.rpartition(".")[2].lower() in _RUNS:
        plain = f"{plain}.txt"
    return f"_{plain}" if _DEVICE.fullmatch(plain) else plain


def _cut(name: str, most: int) -> str:
    """Return a name of so many bytes at most, with its suffix."""
    if len(name.encode()) <= most:
        return name
    stem, dot, suffix = name.rpartition(".")
    end = f".{suffix}" if dot and len(suffix.encode()) <= _LONGEST_SUFFIX else ""
    start = (stem if end else name).encode()[: most - len(end.encode())]
    return start.decode("utf-8", "ignore").rstrip(_ENDS) + end


def _numbered(path: str, number: int) -> str:
    """Return a path with a number before its suffix."""
    folder, slash, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    return f"{folder}{slash}" + (f"{stem}-{number}.{suffix}" if dot else f"{name}-{number}")


def _same(path: str) -> str:
    """Return what a system that does not tell capitals apart takes a path for."""
    return unicodedata.normalize("NFC", path.casefold())
