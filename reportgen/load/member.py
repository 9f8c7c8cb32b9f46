"""Files that a review names beside its tables: a font, a citation style, a journal style."""

from __future__ import annotations

from pathlib import Path

from reportgen.load.files import Folder
from reportgen.load.findings import Findings

__all__ = ["read_member"]

MOST_MEGABYTES = 60.0


def read_member(folder: Path, name: str) -> bytes:
    """Return the bytes of the file `name` in a review folder; DataError if it is outside, missing or too large."""
    findings = Findings()
    data = Folder(root=folder, findings=findings).read(name, megabytes=MOST_MEGABYTES)
    findings.raise_errors()
    return data or b""
