"""How large the sheets of an old .xls workbook are, before the reading library builds them in memory.

An .xls file is a small file system of sectors (compound file); its stream "Workbook" holds records, each with type
and length, and the records of cells begin with row and column.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.sheets_xlsx import MOST_SHEET_COLUMNS
from reportgen.load.raw_table import MOST_CELLS, MOST_ROWS

__all__ = ["is_xls", "look_at_xls"]

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_SHEETS = 200
_MOST_RECORDS = 4_000_000
_LAST_SECTOR = 0xFFFFFFFA  # from here on, numbers mark ends and unused sectors
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_BEGIN, _END, _SHEET, _PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
_CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x00BD, 0x00D6, 0x00FD, 0x027E, 0x0206, 0x0406, 0x0004, 0x0003})
_ROW_OF_NUMBERS = 0x00BD


def is_xls(data: bytes) -> bool:
    """Return whether the bytes begin like a compound file."""
    return data.startswith(_MAGIC)


def look_at_xls(data: bytes, path: str) -> None:
    """Return if the sheets are of bearable size.

    Raises:
        DataError: archive-is-harmless if there are more than 200 sheets or their cells span more than 2 million
            places; source-is-readable if the file is broken, has a password, or holds no workbook.
    """
    try:
        stream = _workbook(data)
        begins = [struct.unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _SHEET]
        if any(kind == _PASSWORD for kind, _ in _records(stream, 0)):
            raise _unreadable(path, "a workbook with a password", "save it again without one")
        places, read = 0, 0
        for begin in begins[: _MOST_SHEETS + 1]:
            rows, columns, records = _extent(stream, begin, _MOST_RECORDS - read)
            places, read = places + rows * columns, read + records
        if len(begins) > _MOST_SHEETS or places > MOST_CELLS or read >= _MOST_RECORDS:
            message = f"found {len(begins)} sheets with {places} places for cells, expected a bearable size"
            raise DataError([Issue("archive-is-harmless", Origin(path, 1), message)])
    except (struct.error, IndexError, ValueError):
        raise _unreadable(path, "a workbook that is broken or cut off", "save it again as .xlsx") from None


def _workbook(data: bytes) -> bytes:
    """Return the stream with the records; ValueError or struct.error if the file is broken."""
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
    small_size = 1 << min(struct.unpack_from("<H", data, 32)[0], 16)
    first_entry, _, small_limit, first_small = struct.unpack_from("<4I", data, 48)

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    table = _numbers(b"".join(map(sector, _table_sectors(data, size))))
    entries = b"".join(map(sector, _chain(table, first_entry)))
    root = b""
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        name = entries[at : at + 64].decode("utf-16-le", "replace").split("\x00")[0].lower()
        kind = entries[at + 66]
        begin, length = struct.unpack_from("<2I", entries, at + 116)
        if kind == _ROOT:
            root = b"".join(map(sector, _chain(table, begin)))
        elif kind == _STREAM and name in {"workbook", "book"}:
            if length >= small_limit:
                return b"".join(map(sector, _chain(table, begin)))[:length]
            small = _numbers(b"".join(map(sector, _chain(table, first_small))))
            parts = (root[number * small_size : (number + 1) * small_size] for number in _chain(small, begin))
            return b"".join(parts)[:length]
    raise ValueError("no workbook")


def _table_sectors(data: bytes, size: int) -> Iterator[int]:
    """Yield the sectors that hold the table of sectors: the first 109 in the header, others in sectors of their own."""
    yield from (number for number in struct.unpack_from("<109I", data, 76) if number < _LAST_SECTOR)
    following, seen = struct.unpack_from("<I", data, 68)[0], 0
    while following < _LAST_SECTOR and seen * size <= len(data):
        numbers = _numbers(data[(following + 1) * size : (following + 2) * size])
        yield from (number for number in numbers[:-1] if number < _LAST_SECTOR)
        following, seen = numbers[-1], seen + 1


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _chain(table: Sequence[int], first: int) -> Iterator[int]:
    number, seen = first, 0
    while number < _LAST_SECTOR:
        if seen > len(table):
            raise ValueError("sectors that follow one another in a circle")
        yield number
        number, seen = table[number], seen + 1


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield type and body of each record from here to the end of what begins here, parts within it included."""
    deep = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        deep += (kind == _BEGIN) - (kind == _END)
        if deep <= 0 and kind == _END:
            return
        at += 4 + length


def _extent(stream: bytes, begin: int, most: int) -> tuple[int, int, int]:
    """Return the last row and column (from 1) of a sheet's cells, and the number of its records."""
    rows = columns = read = 0
    for kind, body in _records(stream, begin):
        read += 1
        if read >= most:
            break
        if kind not in _CELLS or len(body) < 4:
            continue
        row, column = struct.unpack_from("<2H", body)
        last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _ROW_OF_NUMBERS else column
        rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
    if rows > MOST_ROWS or columns > MOST_SHEET_COLUMNS:
        return rows, columns + MOST_CELLS, read
    return rows, columns, read


def _unreadable(path: str, found: str, hint: str) -> DataError:
    return DataError([Issue("source-is-readable", Origin(path, 1), f"found {found}, expected .xls", hint)])
