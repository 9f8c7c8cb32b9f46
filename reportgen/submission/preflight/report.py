"""preflight.html and preflight.json: every rule with pass, fail or warning, what was found and what is wanted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from reportgen import __version__
from reportgen.document import Block, Document, Heading, Inline, Link, Paragraph, Row, Table, TableCell, Text
from reportgen.journals import Journal
from reportgen.model import Library
from reportgen.resolve import resolve
from reportgen.submission.preflight.finding import Finding
from reportgen.writers import WRITERS

__all__ = ["preflight_html", "preflight_json", "summary"]

_WORDS = {"pass": "pass", "fail": "FAIL", "warn": "warning", "note": "note"}
_HEADS = ("Rule", "Result", "Found", "Wanted", "Where", "Who wants it")
_WIDTHS = (18.0, 9.0, 24.0, 20.0, 14.0, 15.0)
_LONGEST = 200
_PARTS = (
    ("sec-not-met", "What does not fit", ("fail", "warn")),
    ("sec-met", "What fits", ("pass",)),
    ("sec-notes", "For your information", ("note",)),
)
_ABOUT = (
    "A rule that we read where it stands fails if it is not met. One known at second hand only warns: look at the "
    "journal's own page before you rely on it. Journals change their rules, and a profile may be out of date."
)


def summary(findings: Iterable[Finding]) -> Mapping[str, int]:
    """Return how many rules passed, failed, warned, and how many notes there are."""
    counts = Counter(finding.status for finding in findings)
    return {status: counts[status] for status in ("pass", "fail", "warn", "note")}


def preflight_json(journal: Journal, findings: Sequence[Finding], files: Mapping[str, int]) -> bytes:
    """Return the findings as JSON, with the files of the package and their sizes in bytes."""
    written = {
        "generator": f"reportgen {__version__}",
        "journal": {"name": journal.name, "title": journal.title},
        "summary": summary(findings),
        "findings": [asdict(finding) for finding in findings],
        "files": dict(files),
    }
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()


def preflight_html(title: str, journal: Journal, findings: Sequence[Finding], files: Mapping[str, int]) -> bytes:
    """Return the findings as a web page: what does not fit first."""
    heading = f"Preflight: {journal.title}"
    document = Document(
        title=heading,
        short_title=heading,
        authors=(),
        keywords=(),
        language="en-GB",
        notice="",
        blocks=(
            Heading(level=0, children=(Text(heading),), id="title"),
            _paragraph(title),
            _paragraph(_counts(findings)),
            _paragraph(_ABOUT),
            *(block for id_, title, kinds in _PARTS for block in _part(id_, title, kinds, findings)),
            *_files(files),
        ),
    )
    resolved = resolve(document, Library(), journal.style, included=frozenset(), csl=b"")
    return WRITERS["html"].write(resolved, journal.style)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(children=(Text(text),))


def _counts(findings: Sequence[Finding]) -> str:
    found = summary(findings)
    return f"{found['fail']} failed, {found['warn']} warnings, {found['pass']} passed, {found['note']} notes."


def _part(id_: str, title: str, statuses: Sequence[str], findings: Sequence[Finding]) -> tuple[Block, ...]:
    chosen = [finding for status in statuses for finding in findings if finding.status == status]
    if not chosen:
        return ()
    table = Table(
        id="",
        caption=(),
        head=_head(_HEADS),
        body=tuple(map(_row, chosen)),
        widths=_WIDTHS,
        alt=f"{title}: {len(chosen)} rules, each with what was found and what is wanted.",
        wide=True,
    )
    return (Heading(level=1, children=(Text(title),), id=id_), table)


def _head(texts: Sequence[str]) -> Row:
    return Row(cells=tuple(TableCell(children=(Text(text),), scope="col") for text in texts))


def _row(finding: Finding) -> Row:
    wanted = "; ".join(filter(None, (finding.wanted, finding.note)))
    texts = (finding.title, _WORDS[finding.status], _short(finding.found), _short(wanted), finding.where)
    cells = [TableCell(children=(Text(text),), scope="" if at else "row") for at, text in enumerate(texts)]
    return Row(cells=(*cells, TableCell(children=_source(finding))))


def _source(finding: Finding) -> tuple[Inline, ...]:
    source = Text(finding.source)
    if not finding.source:
        return (Text("–"),)
    return (Link(finding.url, (source,)),) if finding.url else (source,)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _files(files: Mapping[str, int]) -> tuple[Block, ...]:
    rows = [Row(cells=(TableCell(children=(Text(name),), scope="row"), _size(size))) for name, size in files.items()]
    table = Table(
        id="",
        caption=(),
        head=_head(("File", "Bytes")),
        body=tuple(rows),
        widths=(70.0, 30.0),
        alt=f"The {len(files)} files of the package with their sizes.",
    )
    return (Heading(level=1, children=(Text("Files"),), id="sec-files"), table)


def _size(size: int) -> TableCell:
    return TableCell(children=(Text(f"{size:,}"),), align="right")
