"""change_files(): what a comparison writes, as files by name."""

from __future__ import annotations

import json
from collections.abc import Mapping

from reportgen import __version__
from reportgen.comparing.as_json import changes_json
from reportgen.comparing.compared import Compared
from reportgen.comparing.report import report_files
from reportgen.snapshots import sha256
from reportgen.store import MARKER

__all__ = ["MARKED", "change_files"]

MARKED = "manuscript-marked.docx"
"""Name of the Word file with tracked changes."""


def change_files(compared: Compared, marked: bytes | None = None) -> Mapping[str, bytes]:
    """Return the files of a comparison: the report in every format, the marked manuscript if any, and the manifest."""
    files = {"changes.json": changes_json(compared)}
    files |= report_files(
        compared.changes,
        compared.style,
        software=compared.software,
        only_found=compared.only_found,
        fonts=compared.fonts,
    )
    if marked is not None:
        files[MARKED] = marked
    listed = {name: {"sha256": sha256(data), "bytes": len(data)} for name, data in sorted(files.items())}
    about = {
        "generator": f"reportgen {__version__}",
        "title": f"Changes from {compared.changes.old.name} to {compared.changes.new.name}",
        "files": listed,
    }
    files[MARKER] = (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode()
    return files
