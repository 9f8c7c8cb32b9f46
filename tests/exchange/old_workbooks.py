"""Workbooks other than .xlsx for tests: .xls by records and sectors, .ods by its one part."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

_SECTOR = 512
_END = 0xFFFFFFFE
_FREE = 0xFFFFFFFF

_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_MEDIA = "application/vnd.oasis.opendocument.spreadsheet"


def record(kind, body=b""):
    return struct.pack("<2H", kind, len(body)) + body


def number(row, column, value):
    return record(0x0203, struct.pack("<3Hd", row, column, 0, value))


def label(row, column, text):
    return record(0x0204, struct.pack("<4HB", row, column, 0, len(text), 0) + text.encode("latin-1"))


def begin(kind):
    return record(0x0809, struct.pack("<4H2L", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def xls(sheets, *, before=b""):
    """Return an .xls workbook; `sheets` are the records of the cells by name of sheet, `before` stands in front."""
    bodies = [begin(0x10) + cells + record(0x0A) for cells in sheets.values()]

    def globals_with(offsets):
        names = b"".join(
            record(0x0085, struct.pack("<L2BBB", offset, 0, 0, len(name), 0) + name.encode("latin-1"))
            for name, offset in zip(sheets, offsets, strict=True)
        )
        return begin(0x05) + before + names + record(0x0A)

    start = len(globals_with([0] * len(sheets)))
    offsets = [start + sum(map(len, bodies[:index])) for index in range(len(bodies))]
    return compound(globals_with(offsets) + b"".join(bodies))


def compound(stream, *, name="Workbook", following=None):
    """Return a compound file with one stream of up to 7 MB, which is made long enough not to be a small one.

    First come the tables of sectors, then the directory, then the stream; `following` is what the tables say of it.
    """
    stream = stream.ljust(4096, b"\0")
    count, numbers = -(-len(stream) // _SECTOR), _SECTOR // 4
    tables = -(-(count + 1) // (numbers - 1))
    chain = [*range(tables + 2, tables + 1 + count), _END] if following is None else following
    listed = [0xFFFFFFFD] * tables + [_END] + chain
    listed += [_FREE] * (tables * numbers - len(listed))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9L", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109L", *range(tables), *[_FREE] * (109 - tables))
    directory = _entry("Root Entry", 5, _END, 0, 1) + _entry(name, 2, tables + 1, len(stream))
    directory += _entry("", 0) + _entry("", 0)
    return header + struct.pack(f"<{len(listed)}L", *listed) + directory + stream.ljust(count * _SECTOR, b"\0")


def _entry(name, kind, first=0, length=0, child=_FREE):
    title = name.encode("utf-16-le") + b"\0\0" if name else b""
    links = struct.pack("<H2B3L", len(title), kind, 1, _FREE, _FREE, child)
    return title.ljust(64, b"\0") + links + bytes(36) + struct.pack("<3L", first, length, 0)


def ods(tables):
    """Return an .ods workbook of these `table:table` elements, given as XML."""
    names = " ".join(f'xmlns:{short}="{_OPEN}:{short}:1.0"' for short in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    listed = f'<?xml version="1.0"?><m:manifest xmlns:m="{_OPEN}:manifest:1.0"/>'
    files = {
        "mimetype": _MEDIA,
        "META-INF/manifest.xml": listed,
        "content.xml": f'<?xml version="1.0"?><office:document-content {names}>{body}</office:document-content>',
    }
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()
