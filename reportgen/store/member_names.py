"""Names of files in an output folder: known to stay inside it and not to clash."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from reportgen.errors import OutputError

__all__ = ["checked"]

_PLAIN = re.compile(r'[^\\:*?"<>|\x00-\x1f\x7f]+')


def checked(files: Mapping[str, bytes]) -> list[str]:
    """Return the names of `files`, sorted, each one known to stay inside the folder and to clash with no other."""
    names = sorted(files)
    taken: dict[str, str] = {}
    for name in names:
        path = PurePosixPath(name)
        if str(path) != name or path.is_absolute() or not _PLAIN.fullmatch(name) or {".", ".."} & {name, *path.parts}:
            raise OutputError(f"{name!r} cannot be the name of a file in the output")
        for part in map(str, (path, *path.parents[:-1])):
            # Some systems hold "A" and "a" for one name; a name cannot be a file and a folder.
            if taken.setdefault(part.casefold(), part) != part or (part != name and part in files):
                raise OutputError(f"{part!r} and {taken[part.casefold()]!r} cannot stand in one folder")
    return names
