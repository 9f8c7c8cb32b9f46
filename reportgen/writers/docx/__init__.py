"""The Word writer: a settled document becomes a .docx with real styles, fields, footnotes and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.document import Resolved
    from reportgen.style import PageForm, Style

__all__ = ["write_docx"]


def write_docx(resolved: Resolved, style: Style, form: PageForm | None = None) -> bytes:
    """Return the manuscript as the bytes of a Word file, in the form of a journal if there is one.

    The same document gives the same bytes each time.
    """
    # python-docx and lxml cost 0.1 s to load, so they are loaded only when a Word file is wanted
    from reportgen.style import PageForm
    from reportgen.writers.docx.manuscript import manuscript

    return manuscript(resolved, style, form or PageForm())
