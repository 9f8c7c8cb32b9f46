"""The report on an import in a few lines, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from reportgen.errors import Origin
from reportgen.exchange.agreement import Compared
from reportgen.exchange.counts import count_text
from reportgen.exchange.report.remarks import grouped_remarks
from reportgen.exchange.report.report import ImportReport, subject_text
from reportgen.exchange.report.sentences import differing, numbers_text, verdict_sentences

__all__ = ["LONGEST_LINE", "report_lines"]

LONGEST_LINE = 200
"""No line is longer, in characters; what is cut stands in import/import.html."""

_MOST_RESULTS = 12
_MOST_REMARKS = 12
_MOST_WORDS = 3
_LONGEST_PATH = 40


def report_lines(report: ImportReport) -> Iterator[str]:
    """Yield the lines: what was read, what came in, what was kept apart, what to look at, and the comparison.

    No line has more than `LONGEST_LINE` characters, and remarks that say the same of several outcomes are one line.
    """
    for source, format_ in zip(report.sources, report.formats, strict=True):
        yield _cut(f"read {source} as {format_}")
    imported = report.imported
    counts = [count_text(n, name) for name, n in imported.counts.items() if n]
    if counts:
        yield from textwrap.wrap(f"came in: {', '.join(counts)}", LONGEST_LINE, subsequent_indent="  ")
    if imported.kept:
        count = f"{len(imported.kept)} (see import/import.html)"
        yield f"kept in import/unmapped, having no place in a review folder: {count}"
    yield from _remarks(report)
    yield from _comparison(report)


def _remarks(report: ImportReport) -> Iterator[str]:
    groups = grouped_remarks(report.imported.remarks)
    for group in groups[:_MOST_REMARKS]:
        yield _cut(f"note: {_place(group.places)}{group.text(_MOST_WORDS)}")
    if len(groups) > _MOST_REMARKS:
        yield f"note: {len(groups) - _MOST_REMARKS} more in import/import.html"


def _comparison(report: ImportReport) -> Iterator[str]:
    if not report.compared:
        yield "the source stores no results to compare with"
        return
    for sentence in verdict_sentences(report):
        yield _cut(sentence)
    groups: dict[tuple[str, str, int], list[Compared]] = {}
    for place, one in enumerate(differing(report)):
        alone = place if one.verdict == "unexplained" or not one.reason else -1
        groups.setdefault((one.verdict, one.reason, alone), []).append(one)
    for several in list(groups.values())[:_MOST_RESULTS]:
        yield _cut(_line(several, report))
    left = sum(map(len, list(groups.values())[_MOST_RESULTS:]))
    if left:
        yield f"  {left} more in import/import.html"


def _line(several: Sequence[Compared], report: ImportReport) -> str:
    """Return a line on results that differ for the same reason: the reason first where there are several."""
    first = several[0]
    subject = f"{subject_text(first.stored, report.outcomes)}: {numbers_text(first)}"
    if len(several) == 1:
        return f"  {first.verdict}: {subject}{f': {first.reason}' if first.reason else ''}"
    return f"  {first.verdict}, {len(several)} results: {first.reason} First: {subject}"


def _place(places: Sequence[Origin]) -> str:
    """Return the first of places, its path cut to the name of the file, before a colon; nothing without one."""
    if not places:
        return ""
    first = places[0]
    path = first.path if len(first.path) <= _LONGEST_PATH else first.path.rpartition("/")[2]
    where = str(first)[len(first.path) :]
    return f"{path if len(path) <= _LONGEST_PATH else f'…{path[-_LONGEST_PATH:]}'}{where}: "


def _cut(line: str) -> str:
    """Return a line that is short enough, on one line, and without characters that steer a terminal."""
    clean = "".join(letter if letter.isprintable() else " " for letter in line)
    return clean if len(clean) <= LONGEST_LINE else f"{clean[: LONGEST_LINE - 2].rstrip()} …"
