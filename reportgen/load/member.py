"""Files that a review names beside its tables: a font, a citation style, a journal style."""

from __future__ import annotations

from pathlib import Path

from reportgen.load.files import Folder
from reportgen.load.findings import Findings

__all__ = ["MOST_MEGABYTES", "read_member"]

MOST_MEGABYTES = 60.0


def read_member(
    folder: Path, name: str, taken: dict[str, bytes] | None = None, *, megabytes: float = MOST_MEGABYTES
) -> bytes:
    """Return the bytes of the file `name` in a review folder; DataError if it is outside, missing or too large.

    `taken`, where given, gathers what was read by its name.
    """
    findings = Findings()
    data = Folder(root=folder, findings=findings).read(name, megabytes=megabytes)
    findings.raise_errors()
    if taken is not None:
        taken[name] = data or b""
    return data or b""
