"""Members of an archive that were looked at become an archive of our own, and nothing else is in it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

__all__ = ["packed"]


def packed(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of members, unpacked.

    A library that reads it cannot find anything in the archive that was not looked at: two members of one name, one
    hidden behind the directory, one that unpacks to more than it said.
    """
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()
