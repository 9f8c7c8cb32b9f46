"""What marks a data package that was exported here: more of it can be read back than RevMan's own tables hold."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from reportgen.exchange.revman.plain import plain, plain_lines

__all__ = ["MARKER", "README", "TITLE", "guarded", "own_title", "unguarded"]

README = "README.txt"
MARKER = "Marker: reportgen revman export 1"
"""The line of the README that says so."""
TITLE = "Title: "
"""What the line of the README with the title of the review begins with."""

_CALCULATED = re.compile(r"'*[=+\-@]")


def guarded(text: str) -> str:
    """Return text as a cell holds it: no sheet calculates it, and nothing in it is taken for HTML."""
    lines = "\n".join(line for line in (" ".join(part.split()) for part in text.splitlines()) if line)
    cell = lines if plain_lines(lines) == lines else html.escape(lines, quote=False)
    return f"'{cell}" if _CALCULATED.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that was put in front of it."""
    return cell[1:] if cell.startswith("'") and _CALCULATED.match(cell) else cell


def own_title(files: Mapping[str, bytes]) -> str | None:
    """Return the title of the review that was exported here; None for packages of others."""
    for path, content in sorted(files.items()):
        if path.rpartition("/")[2] == README:
            lines = content.decode("utf-8", "replace").splitlines()
            if MARKER in lines:
                found = (line.removeprefix(TITLE) for line in lines if line.startswith(TITLE))
                return plain(unguarded(next(found, "")))
    return None
