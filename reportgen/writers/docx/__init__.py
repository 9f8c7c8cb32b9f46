"""The Word writer: a settled document becomes a .docx with real styles, fields, footnotes and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.document import Resolved
    from reportgen.style import Style

__all__ = ["write_docx"]


def write_docx(resolved: Resolved, style: Style) -> bytes:
    """Return the manuscript as the bytes of a Word file; the same bytes each time for the same document."""
    # python-docx and lxml cost 0.1 s to load, so they are loaded only when a Word file is wanted
    from reportgen.writers.docx.manuscript import manuscript

    return manuscript(resolved, style)
