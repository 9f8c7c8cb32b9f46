"""The bytes of a foreign file become text, and what had to be guessed on the way is said."""

from __future__ import annotations

import codecs
import re

from reportgen.errors import DataError, Issue, Origin
from reportgen.foreign.characters import CONTROL_CHARACTERS
from reportgen.foreign.remark import Remark

__all__ = ["declared_encoding", "decoded", "decoded_with_remarks", "place_in"]

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TRUSTED = re.compile(r"iso8859-\d+|cp125\d|mac-roman|koi8-[ru]|gb18030|gbk|gb2312|big5|euc_jp|euc_kr|shift_jis")
"""Encodings a file may declare (Python's names); others, such as UTF-7, only serve to hide something."""

_DECLARED = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_RESAVE = "save the file again with the encoding UTF-8 (in a spreadsheet: “CSV UTF-8”)"
_FEWEST_CONTROLS = 20
_CONTROLS_OF_TEXT = 0.02

# What Windows-1252 has at each byte from 0x80 on; five bytes have no meaning there.
_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


def decoded(data: bytes, path: str, *, declared: str = "") -> tuple[str, str]:
    """Return the text of a file with line ends as line feeds, and a remark on what was guessed (mostly empty).

    UTF-8 with or without a byte-order mark, and UTF-16 and UTF-32 with one, are read as what they are. Anything else
    is read in the encoding it declares or, byte by byte where it is no UTF-8, as Windows-1252. Control characters that
    neither XML nor a page can hold are left out.

    Args:
        data: the whole file.
        path: its name, for messages.
        declared: the encoding that the file names itself, such as "ISO-8859-1"; empty if it names none.

    Raises:
        DataError: encoding-is-known, with the place, if the bytes are no text.
    """
    text, remarks = decoded_with_remarks(data, path, declared=declared)
    return text, "; ".join(f"{remark.text} (line {_line_and_column(remark.origin)})" for remark in remarks)


def decoded_with_remarks(data: bytes, path: str, *, declared: str = "") -> tuple[str, tuple[Remark, ...]]:
    """Return the same as `decoded`, each remark with its place; DataError as there."""
    text, guess = _text(data, path, declared)
    text = _one_kind_of_line_end(text)
    bad = CONTROL_CHARACTERS.search(text)
    if bad is None:
        return text, guess
    place = place_in(text, bad.start(), path)
    clean, count = CONTROL_CHARACTERS.subn("", text)
    if count >= _FEWEST_CONTROLS and count > _CONTROLS_OF_TEXT * len(text):
        message = f"found {count} control characters, the first of them here, expected text"
        raise DataError([Issue("encoding-is-known", place, message, _RESAVE)])
    others = f" and {count - 1} more control characters were" if count > 1 else " was"
    said = f"the control character U+{ord(bad.group()):04X}{others} left out"
    return clean, (*guess, Remark(topic="file", text=said, origin=place))


def declared_encoding(data: bytes) -> str:
    """Return the encoding that the bytes of an XML file declare, such as "ISO-8859-1"; empty for all others."""
    found = _DECLARED.match(data[:1000].removeprefix(codecs.BOM_UTF8).lstrip())
    return found[1].decode("ascii") if found else ""


def place_in(text: str, offset: int, path: str) -> Origin:
    """Return line and column (both from 1) of an offset in a text whose line ends are line feeds."""
    return Origin(path, text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def _text(data: bytes, path: str, declared: str) -> tuple[str, tuple[Remark, ...]]:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if marked:
        return _marked(data, path, marked), ()
    _refuse_binary(data, path)
    data, named = data.removeprefix(codecs.BOM_UTF8), _trusted(declared)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        first = error.start
    else:
        said = f"the file says that it is {declared}, and it is UTF-8: it was read as UTF-8"
        wrong = named and not data.isascii()
        return text, (Remark(topic="file", text=said, origin=Origin(path, 1)),) if wrong else ()
    if named:
        try:
            return data.decode(named), ()
        except UnicodeDecodeError:
            pass
    said = f"byte 0x{data[first]:02X} is no UTF-8: from here on, such bytes were read as Windows-1252"
    text = data.decode("utf-8", "surrogateescape").translate(_WINDOWS)
    return text, (Remark(topic="file", text=said, origin=_end_of(data[:first].decode("utf-8"), path)),)


def _trusted(declared: str) -> str:
    """Return Python's name of a declared encoding that is to be believed, or an empty text."""
    try:
        name = codecs.lookup(declared).name if declared.isascii() and len(declared) <= 40 else ""
    except (LookupError, ValueError):
        return ""
    # who declares Latin-1 on Windows writes Windows-1252; the characters that differ are controls in Latin-1
    name = "cp1252" if name == "iso8859-1" else name
    return name if _TRUSTED.fullmatch(name) else ""


def _marked(data: bytes, path: str, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        place = _end_of(data[: error.start].decode(encoding, "replace"), path)
        message = f"found bytes that are no {encoding.upper()} after its mark, expected {encoding.upper()} to the end"
        raise DataError([Issue("encoding-is-known", place, message, _RESAVE)]) from None
    _refuse_binary(text.encode("utf-8"), path)
    return text


def _refuse_binary(data: bytes, path: str) -> None:
    at = data.find(b"\x00")
    if at < 0:
        return
    start = data[:200]
    wide = len(start) > 1 and start.count(b"\x00") * 3 >= len(start)
    found = "zero bytes as in UTF-16 without its mark" if wide else "a zero byte"
    place = _end_of(data[:at].decode("utf-8", "replace"), path)
    raise DataError([Issue("encoding-is-known", place, f"found {found}, expected text", _RESAVE)])


def _end_of(before: str, path: str) -> Origin:
    before = _one_kind_of_line_end(before)
    return place_in(before, len(before), path)


def _one_kind_of_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line_and_column(origin: Origin | None) -> str:
    return f"{origin.line}, column {origin.column or 1}" if origin else "1"
