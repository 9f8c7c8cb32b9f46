"""A Word file as a package: parts by name become the bytes of a zip that depend on nothing but the parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

__all__ = ["pack", "unpack"]

CONTENT_TYPES = "[Content_Types].xml"
"""The part that readers expect first."""

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold; used for all members, for the clock must not show."""

PLAIN_FILE = 0o644 << 16


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return the zip of `parts` by their names: content types first, then by name, with one time and one mode."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            archive.writestr(_member(name), parts[name])
    return stream.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zip of ours by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, EARLIEST)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3
    member.external_attr = PLAIN_FILE
    return member
