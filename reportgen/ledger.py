"""The ledger: every number shown, with the file, line and column of each cell it was worked out from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from reportgen.document import LedgerEntry, Resolved, SourceLine
from reportgen.model import Review, Source

__all__ = ["ledger_entries", "ledger_json", "source_lines"]


def ledger_entries(resolved: Resolved) -> Iterator[Mapping[str, object]]:
    """Return the numbers shown in reading order as plain values, keys in fixed order."""
    return (_as_dict(entry) for entry in resolved.ledger)


def ledger_json(resolved: Resolved) -> bytes:
    """Return ledger.json: one object per number in reading order; UTF-8, keys in fixed order."""
    # One entry a line: with `indent`, json leaves its fast encoder, which a large review would wait for.
    lines = (json.dumps(entry, ensure_ascii=False, allow_nan=False) for entry in ledger_entries(resolved))
    body = ",\n".join(lines)
    return f'{{"generator": "reportgen", "entries": [\n{body}\n]}}\n'.encode()


def source_lines(review: Review, entries: Sequence[LedgerEntry]) -> tuple[SourceLine, ...]:
    """Return the lines of data files that the ledger's entries come from, by file and line."""
    places = sorted({(path, line) for entry in entries for path, line, _, _ in entry.inputs})
    sources = {source.id: source for source in review.sources}
    found = (_line(review, path, line, sources) for path, line in places)
    return tuple(line for line in found if line is not None)


def _line(review: Review, path: str, line: int, sources: dict[str, Source]) -> SourceLine | None:
    file = review.files.get(path)
    if file is None or line not in file.rows:
        return None
    cells = tuple(zip(file.columns, file.rows[line], strict=False))
    named = dict(cells)
    ids = [part.strip() for part in named.get("source", "").split(";") if part.strip()]
    return SourceLine(
        path=path,
        line=line,
        cells=cells,
        sources=tuple(_source(id_, sources) for id_ in ids),
        provenance=named.get("provenance", "") or "reported",
        note=named.get("note", ""),
    )


def _source(named: str, sources: dict[str, Source]) -> tuple[str, str, str]:
    """Return id, address and title of a source as a row names it ("S00 l.136" is source S00, line 136)."""
    found = sources.get(named) or sources.get(named.split(maxsplit=1)[0])
    return (named, found.address, found.title) if found else (named, "", "")


def _as_dict(entry: LedgerEntry) -> dict[str, object]:
    value = entry.value
    finite = value is None or abs(value) < float("inf")
    return {
        "id": entry.id,
        "place": entry.place,
        "text": entry.text,
        "value": value if finite else None,
        "statistic": entry.statistic,
        "subject": entry.subject,
        "how": entry.how,
        "provenance": entry.provenance,
        "inputs": [
            {"file": path, "line": line, "column": column, "name": name} for path, line, column, name in entry.inputs
        ],
    }
