"""Sources become the files of a review folder, with a report on how they came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.exchange.agreement import compare
from reportgen.exchange.combine import combine
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.imported import Imported, Kept
from reportgen.exchange.recognise import recognised
from reportgen.exchange.report import ImportReport, report_html, report_json
from reportgen.exchange.source import Source
from reportgen.load import write

__all__ = ["BroughtIn", "bring_in"]

_UNMAPPED = "import/unmapped"


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """The files of a review folder by their path, and the report, which is among them as a page and as JSON."""

    files: Mapping[str, bytes]
    report: ImportReport


def bring_in(sources: Sequence[Source], options: ImportOptions, format_: str = "") -> BroughtIn:
    """Return a review folder made of sources (at least one), each of the format it has the form of.

    `format_` names the format, where it is not to be recognised: that of the first source, the others are recognised.

    Raises:
        DataError: with all that is wrong with a source, or its format is not known.
    """
    formats = [recognised(source, "" if place else format_) for place, source in enumerate(sources)]
    parts = [found.read(source, options) for found, source in zip(formats, sources, strict=True)]
    imported = combine(parts)
    report = ImportReport(
        sources=tuple(source.name for source in sources),
        formats=tuple(found.title for found in formats),
        imported=imported,
        compared=compare(imported),
    )
    files = {
        **write(imported.review),
        **_kept(imported),
        "import/import.html": report_html(report),
        "import/import.json": report_json(report),
    }
    return BroughtIn(files={path: files[path] for path in sorted(files)}, report=report)


def _kept(imported: Imported) -> dict[str, bytes]:
    """Return what was kept aside by its path; a path that stands twice gets a number."""
    found: dict[str, bytes] = {}
    for one in imported.kept:
        path, number = f"{_UNMAPPED}/{one.path}", 2
        while path in found and found[path] != one.content:
            path, number = _numbered(one, number), number + 1
        found[path] = one.content
    return found


def _numbered(kept: Kept, number: int) -> str:
    stem, dot, suffix = kept.path.rpartition(".")
    return f"{_UNMAPPED}/{stem}-{number}{dot}{suffix}" if dot else f"{_UNMAPPED}/{kept.path}-{number}"
