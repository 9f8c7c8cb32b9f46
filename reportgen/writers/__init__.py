"""The tree becomes bytes: one format a package, one line in `WRITERS`; a writer is imported when it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.document import Resolved
from reportgen.style import Style

__all__ = ["USUAL_FORMATS", "WRITERS", "WriterKind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterKind:
    """A format: its name for people, the ending of its files, and the verb that writes it."""

    title: str
    suffix: str
    write: Callable[[Resolved, Style], bytes]


def _html(resolved: Resolved, style: Style) -> bytes:
    from reportgen.writers.html import write_html

    return write_html(resolved, style)


def _pdf(resolved: Resolved, style: Style) -> bytes:
    from reportgen.writers.pdf import write_pdf

    return write_pdf(resolved, style)


def _docx(resolved: Resolved, style: Style) -> bytes:
    from reportgen.writers.docx import write_docx

    return write_docx(resolved, style)


def _jats(resolved: Resolved, style: Style) -> bytes:
    from reportgen.writers.jats import write_jats

    return write_jats(resolved, style)


WRITERS: Mapping[str, WriterKind] = {
    "html": WriterKind(title="Web page, in one file", suffix=".html", write=_html),
    "pdf": WriterKind(title="PDF, tagged", suffix=".pdf", write=_pdf),
    "docx": WriterKind(title="Word document", suffix=".docx", write=_docx),
    "jats": WriterKind(title="JATS XML, for publishers and archives", suffix=".xml", write=_jats),
}
"""Every format by the name it is asked for with."""

USUAL_FORMATS = ("html", "pdf", "docx")
"""The formats that a build writes unless others are asked for."""
