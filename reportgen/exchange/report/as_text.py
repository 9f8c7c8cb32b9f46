"""The report on an import in a few lines, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.exchange.agreement import Compared
from reportgen.exchange.report.report import ImportReport, effect_text, subject_text

__all__ = ["report_lines"]

_MOST_RESULTS = 20
_MOST_REMARKS = 20
_FINE = frozenset({"equal", "equal as printed", "not shown"})


def report_lines(report: ImportReport) -> Iterator[str]:
    """Yield the lines: what was read, what came in, what was kept aside, what to look at, and the comparison."""
    for source, format_ in zip(report.sources, report.formats, strict=True):
        yield f"read {source} as {format_}"
    imported = report.imported
    if imported.counts:
        yield "came in: " + ", ".join(f"{n} {name}" for name, n in imported.counts.items() if n)
    if imported.kept:
        yield f"kept in import/unmapped, having no place in a review folder: {len(imported.kept)} (see import/import.html)"
    yield from _remarks(report)
    yield from _comparison(report)


def _remarks(report: ImportReport) -> Iterator[str]:
    remarks = report.imported.remarks
    for remark in remarks[:_MOST_REMARKS]:
        place = f"{remark.origin}: " if remark.origin else ""
        yield f"note: {place}{remark.text}"
    if len(remarks) > _MOST_REMARKS:
        yield f"note: {len(remarks) - _MOST_REMARKS} more in import/import.html"


def _comparison(report: ImportReport) -> Iterator[str]:
    if not report.compared:
        yield "the source stores no results to compare with"
        return
    parts = ", ".join(f"{n} {verdict}" for verdict, n in report.verdicts.items())
    yield f"stored results compared with ours: {len(report.compared)}: {parts}"
    doubtful = [one for one in report.compared if one.verdict not in _FINE]
    for one in sorted(doubtful, key=_unexplained_first)[:_MOST_RESULTS]:
        yield _line(one, report)
    if len(doubtful) > _MOST_RESULTS:
        yield f"  {len(doubtful) - _MOST_RESULTS} more in import/import.html"


def _unexplained_first(one: Compared) -> bool:
    return one.verdict != "unexplained"


def _line(one: Compared, report: ImportReport) -> str:
    subject = subject_text(one.stored, report.outcomes)
    reason = f": {one.reason}" if one.reason else ""
    numbers = f"stored {effect_text(one.stored.values)}, here {effect_text(one.ours)}"
    return f"  {one.verdict}: {subject}: {numbers}{reason}"
