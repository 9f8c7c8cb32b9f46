"""What the user points at (a file, a folder, an archive) as bytes, within bounds and without leaving its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["Source", "read_source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Files by their path; `name` is the last part of what was given. A single file stands under its own name.

    A gzipped file stands unpacked under its name without ``.gz``. Archives inside an archive are unpacked once, their
    members under the path of the archive. `kind` is what was given.
    """

    name: str
    kind: Literal["file", "folder", "archive"]
    files: Mapping[str, bytes]


def read_source(path: Path) -> Source:
    """Return the files of a source; DataError if it is missing, too large, or an archive that is not harmless."""
    raise NotImplementedError(path)
