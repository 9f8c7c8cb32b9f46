"""What an old .xls workbook holds, looked at before the reading library builds its sheets in memory.

An .xls file is a compound file whose stream "Workbook" holds records, each with type and length; the records of cells
begin with row and column.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.archive import MOST_BYTES
from reportgen.exchange.compound_file import COMPOUND_MAGIC, compound_file, stream_of
from reportgen.exchange.sheets_xlsx import MOST_SHEET_COLUMNS, MOST_SHEETS
from reportgen.load.raw_table import MOST_CELLS, MOST_ROWS

__all__ = ["is_xls", "looked_at_xls"]

_STREAMS = ("workbook", "book")
_MOST_RECORDS = 4_000_000
_BEGIN, _END, _SHEET, _PASSWORD, _CONTINUED, _TEXTS = 0x0809, 0x000A, 0x0085, 0x002F, 0x003C, 0x00FC
_CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x00BD, 0x00D6, 0x00FD, 0x027E, 0x0206, 0x0406, 0x0004, 0x0003})
_ROW_OF_NUMBERS, _TEXT_BY_NUMBER = 0x00BD, 0x00FD
_NOT_NEEDED = frozenset({0x0017, 0x0018, 0x0200})  # names for formulas, the extent of a sheet as it says itself
_MEANINGLESS = 0x0081
_FORMULA, _EXPRESSION, _MERGED = 0x0006, 20, 0x00E5
_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08


def is_xls(data: bytes) -> bool:
    """Return whether the bytes begin like a compound file."""
    return data.startswith(COMPOUND_MAGIC)


def looked_at_xls(data: bytes, path: str) -> bytes:
    """Return the workbook in a file of its own, without anything else, if its sheets are of bearable size.

    Raises:
        DataError: archive-is-harmless if there are more than 200 sheets, their cells span more than `MOST_CELLS`
            places or their texts more than 300 MB; source-is-readable if the file is broken, has a password, or holds
            no workbook.
    """
    try:
        stream = bytearray(stream_of(data, _STREAMS))
        records = [(kind, body) for kind, _, body in _records(stream, 0)]
        begins = [struct.unpack_from("<I", body)[0] for kind, body in records if kind == _SHEET]
        texts = _text_lengths(records)
    except (struct.error, IndexError, ValueError):
        raise _unreadable(path, "a workbook that is broken or cut off", "save it again as .xlsx") from None
    if any(kind == _PASSWORD for kind, _ in records):
        raise _unreadable(path, "a workbook with a password", "save it again without one")
    if not begins or max(begins) >= len(stream):
        raise _unreadable(path, "a workbook without its sheets", "save it again as .xlsx")
    for kind, at, body in list(_records(stream, 0)):
        _disarm(stream, kind, at, len(body))
    _weigh(stream, begins, texts, path)
    # the library gets our own copy: it meets no broken sectors, and nothing that was not looked at
    return compound_file("Workbook", bytes(stream))


def _weigh(stream: bytearray, begins: Sequence[int], texts: Sequence[int], path: str) -> None:
    places = read = weight = 0
    for begin in begins[: MOST_SHEETS + 1]:
        rows = columns = 0
        for kind, at, body in _records(stream, begin):
            read += 1
            _disarm(stream, kind, at, len(body))
            if kind in _CELLS and len(body) >= 4:
                row, column = struct.unpack_from("<2H", body)
                last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _ROW_OF_NUMBERS else column
                rows, columns = max(rows, row + 1), max(columns, column + 1, last + 1)
                if kind == _TEXT_BY_NUMBER and len(body) >= 10:
                    number = struct.unpack_from("<I", body, 6)[0]
                    weight += texts[number] if number < len(texts) else 0
            if read > _MOST_RECORDS or weight > MOST_BYTES:
                raise _too_much(path, "records or texts")
        places += rows * columns
        if places > MOST_CELLS or rows > MOST_ROWS or columns > MOST_SHEET_COLUMNS:
            raise _too_much(path, f"cells up to row {rows} and column {columns} and {places} places for cells")
    if len(begins) > MOST_SHEETS:
        raise _too_much(path, f"{len(begins)} sheets")


def _disarm(stream: bytearray, kind: int, at: int, length: int) -> None:
    """Take out of a record what the library would believe or stumble over, and what is not needed."""
    if kind in _NOT_NEEDED:
        struct.pack_into("<H", stream, at, _MEANINGLESS)
    elif kind == _FORMULA and length >= _EXPRESSION + 2:  # its value counts, not how it was worked out
        struct.pack_into("<H", stream, at + 4 + _EXPRESSION, 0)
    elif kind == _MERGED and length < 2:
        struct.pack_into("<H", stream, at, _MEANINGLESS)
    elif kind == _MERGED:
        count = struct.unpack_from("<H", stream, at + 4)[0]
        struct.pack_into("<H", stream, at + 4, min(count, (length - 2) // 8))


def _records(stream: bytes | bytearray, at: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield type, place and body of each record from here to the end of what begins here, parts within included."""
    deep = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        yield kind, at, bytes(stream[at + 4 : at + 4 + length])
        deep += (kind == _BEGIN) - (kind == _END)
        if deep <= 0 and kind == _END:
            return
        at += 4 + length


def _text_lengths(records: Sequence[tuple[int, bytes]]) -> Sequence[int]:
    """Return how many characters each shared text has.

    Raises:
        ValueError: there are fewer than are said to be, or one goes beyond its end.
    """
    lengths: list[int] = []
    for index, (kind, body) in enumerate(records):
        if kind != _TEXTS:
            continue
        count = struct.unpack_from("<i", body, 4)[0]
        blocks = [body[8:]]
        for following, continued in records[index + 1 :]:
            if following != _CONTINUED:
                break
            blocks.append(continued)
        if not 0 <= count <= sum(map(len, blocks)) // 3 + 1:
            raise ValueError("more texts than there is room for")
        lengths = _lengths(blocks, count)
    return lengths


def _lengths(blocks: Sequence[bytes], count: int) -> list[int]:
    found: list[int] = []
    block, at = 0, 0
    for _ in range(count):
        if at >= len(blocks[block]):
            block, at = block + 1, 0
        length, flags = struct.unpack_from("<HB", blocks[block], at)
        at += 3
        behind = 0
        if flags & _RICH:
            behind, at = 4 * struct.unpack_from("<H", blocks[block], at)[0], at + 2
        if flags & _EXTENDED:
            behind, at = behind + struct.unpack_from("<I", blocks[block], at)[0], at + 4
        found.append(length)
        while length:
            size = 2 if flags & _WIDE else 1
            here = min(length, (len(blocks[block]) - at) // size)
            length, at = length - here, at + here * size
            if length:  # a text that goes on in the next record says anew how wide it is
                block, flags, at = block + 1, blocks[block + 1][0], 1
        while behind > len(blocks[block]) - at:
            behind, block, at = behind - (len(blocks[block]) - at), block + 1, 0
            if block >= len(blocks):
                raise ValueError("a text that is cut off")
        at += behind
    return found


def _too_much(path: str, found: str) -> DataError:
    message = f"found {found}, expected a workbook of bearable size"
    return DataError([Issue("archive-is-harmless", Origin(path, 1), message)])


def _unreadable(path: str, found: str, hint: str) -> DataError:
    return DataError([Issue("source-is-readable", Origin(path, 1), f"found {found}, expected .xls", hint)])
