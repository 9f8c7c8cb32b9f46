"""Compound files, the small file systems of sectors that old office programs write: one stream out, one stream in."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Sequence

__all__ = ["COMPOUND_MAGIC", "compound_file", "stream_of"]

COMPOUND_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = 512
_LAST_SECTOR = 0xFFFFFFFA  # from here on, numbers mark ends and unused sectors
_TABLE, _END, _FREE = 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF
_TABLES_IN_HEADER = 109
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_SMALL_LIMIT = 4096
_SIZE = 4096


def stream_of(data: bytes, names: Collection[str]) -> bytes:
    """Return the first stream with one of these names (in lower case).

    Raises:
        ValueError: the file is broken or cut off, or has no such stream.
    """
    try:
        return _stream(data, names)
    except (struct.error, IndexError):
        raise ValueError("broken") from None


def compound_file(name: str, stream: bytes) -> bytes:
    """Return a compound file with one stream of at most 400 MB, in sectors of 4096 bytes."""
    stream = stream.ljust(_SMALL_LIMIT, b"\0")  # shorter ones would have to be stored as small streams
    sectors = -(-len(stream) // _SIZE)
    numbers = _SIZE // 4
    # the tables of sectors, the directory, a sector for small streams (none, but it must be there), the stream
    tables = -(-(sectors + 2) // (numbers - 1))
    small, begin = tables + 1, tables + 2
    following = [_TABLE] * tables + [_END, _END] + [*range(begin + 1, begin + sectors), _END]
    following += [_FREE] * (tables * numbers - len(following))
    header = COMPOUND_MAGIC + bytes(16) + struct.pack("<5H", 0x3E, 4, 0xFFFE, 12, 6) + bytes(6)
    header += struct.pack("<9I", 1, tables, tables, 0, _SMALL_LIMIT, _END, 0, _END, 0)
    header += struct.pack(f"<{_TABLES_IN_HEADER}I", *range(tables), *[_FREE] * (_TABLES_IN_HEADER - tables))
    entries = _entry("Root Entry", _ROOT, small, _SIZE, 1) + _entry(name, _STREAM, begin, len(stream), _FREE)
    return b"".join(
        (
            header.ljust(_SIZE, b"\0"),
            struct.pack(f"<{len(following)}I", *following),
            entries + _entry("", 0, 0, 0, _FREE) * (_SIZE // _ENTRY - 2),
            bytes(_SIZE),
            stream.ljust(sectors * _SIZE, b"\0"),
        )
    )


def _entry(name: str, kind: int, first: int, length: int, child: int) -> bytes:
    title = f"{name}\0".encode("utf-16-le") if name else b""
    links = struct.pack("<H2B3I", len(title), kind, 1, _FREE, _FREE, child)
    return title.ljust(64, b"\0") + links + bytes(36) + struct.pack("<3I", first, length, 0)


def _stream(data: bytes, names: Collection[str]) -> bytes:
    shift, small_shift = struct.unpack_from("<2H", data, 30)
    if not 7 <= shift <= 16 or not 2 <= small_shift <= shift:
        raise ValueError("sectors of an odd size")
    size, small_size = 1 << shift, 1 << small_shift
    first_entry, _, small_limit, first_small = struct.unpack_from("<4I", data, 48)

    def joined(numbers: Iterator[int]) -> bytes:
        return b"".join(_sector(data, number, size) for number in numbers)

    table = _numbers(joined(_table_sectors(data, size)))
    entries, root = joined(_chain(table, first_entry)), b""
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        name = entries[at : at + 64].decode("utf-16-le", "replace").split("\x00")[0].lower()
        begin, length = struct.unpack_from("<2I", entries, at + 116)
        if entries[at + 66] == _ROOT:
            root = joined(_chain(table, begin))
        elif entries[at + 66] == _STREAM and name in names:
            if length >= small_limit:
                return joined(_chain(table, begin))[:length]
            small = _numbers(joined(_chain(table, first_small)))
            parts = (root[number * small_size : (number + 1) * small_size] for number in _chain(small, begin))
            return b"".join(parts)[:length]
    raise ValueError("no such stream")


def _sector(data: bytes, number: int, size: int) -> bytes:
    begin = max(_HEADER, size) + number * size
    found = data[begin : begin + size]
    if not found:
        raise ValueError("cut off")
    return found


def _table_sectors(data: bytes, size: int) -> Iterator[int]:
    """Yield the sectors that hold the table of sectors: the first 109 in the header, others in sectors of their own."""
    listed = struct.unpack_from(f"<{_TABLES_IN_HEADER}I", data, 76)
    yield from (number for number in listed if number < _LAST_SECTOR)
    following, seen = struct.unpack_from("<I", data, 68)[0], 0
    while following < _LAST_SECTOR and seen * size <= len(data):
        numbers = _numbers(_sector(data, following, size))
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
