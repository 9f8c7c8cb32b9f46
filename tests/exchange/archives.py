"""Archives for tests, made member by member, also as no program would make them."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

LINK = stat.S_IFLNK | 0o777
PIPE = stat.S_IFIFO | 0o644


def zipped(files, *, modes=None, method=zipfile.ZIP_DEFLATED):
    """Return a zip archive of pairs of name and content; `modes` are the kinds of file by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in files.items() if isinstance(files, dict) else files:
            info = zipfile.ZipInfo("placeholder")
            info.filename = name
            info.create_system, info.compress_type = 3, method
            info.external_attr = (modes or {}).get(name, stat.S_IFREG | 0o644) << 16
            archive.writestr(info, content)
    return stream.getvalue()


def entry(name, content, **claims):
    """Return a member as `raw_zip` takes it; `claims` are what its two headers say of it where that is not true."""
    return {"name": name.encode(), "content": content, **claims}


def raw_zip(entries, *, count=None):
    """Return a zip archive whose headers say what they are told: size, packed, crc, flags, method, offset."""
    body, directory = b"", b""
    for given in entries:
        content = given["content"]
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = deflate.compress(content) + deflate.flush()
        offset = given.get("offset", len(body))
        fields = (
            given.get("flags", 0),
            given.get("method", 8),
            0,
            0x21,
            given.get("crc", zlib.crc32(content)),
            given.get("packed", len(packed)),
            given.get("size", len(content)),
            len(given["name"]),
        )
        if "offset" not in given:
            body += b"PK\x03\x04" + struct.pack("<5H3L2H", 20, *fields, 0) + given["name"] + packed
        directory += b"PK\x01\x02" + struct.pack("<6H3L5H2L", 20, 20, *fields, 0, 0, 0, 0, 0, offset) + given["name"]
    number = len(entries) if count is None else count
    end = struct.pack("<4H2LH", 0, 0, number, number, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end
