"""The appendix behind "show sources": the lines of the data files, and the way from each number to its cells."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby

from reportgen.document import LedgerEntry, Resolved, SourceLine
from reportgen.writers.markup import anchor, clean, escape, safe_address

__all__ = ["sources_data", "write_sources"]

_OPENING = """
<section id="sources" aria-labelledby="sources-heading" hidden>
<h2 id="sources-heading">Sources of the numbers</h2>
<p>The lines of the data files that the numbers above come from, with their places in the files.</p>"""


def sources_data(resolved: Resolved) -> str:
    """Return JSON for the script: ledger id -> what, of what, how, value, provenance, inputs.

    An input is [index of the line in the appendix, column], or [-1, column, path, line] if the line is not there.
    No character in it can end a script element or open a comment.
    """
    places = _places(resolved)
    table = {anchor(entry.id): _entry(entry, places) for entry in resolved.ledger if entry.id}
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    return clean(text).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def write_sources(resolved: Resolved) -> str:
    """Return the appendix: a table for each data file, a row for each line that numbers come from."""
    if not resolved.source_lines:
        return ""
    lines = list(enumerate(resolved.source_lines))
    parts = [_OPENING]
    for number, (path, group) in enumerate(groupby(lines, key=lambda pair: pair[1].path)):
        parts.extend(_file(f"sources-{number}", path, list(group)))
    parts.append("</section>")
    return "".join(parts)


def _places(resolved: Resolved) -> Mapping[tuple[str, int], int]:
    return {(line.path, line.line): index for index, line in enumerate(resolved.source_lines)}


def _entry(entry: LedgerEntry, places: Mapping[tuple[str, int], int]) -> list[object]:
    inputs: list[list[object]] = []
    for path, line, column, name in entry.inputs:
        place = places.get((path, line), -1)
        field = name or (f"field {column}" if column else "")
        inputs.append([place, field] if place >= 0 else [place, field, path, line])
    value = (
        "" if entry.value is None else repr(entry.value) if isinstance(entry.value, int) else repr(float(entry.value))
    )
    return [entry.statistic.replace("_", " "), entry.subject, entry.how, value, entry.provenance, inputs]


def _file(name: str, path: str, lines: list[tuple[int, SourceLine]]) -> Iterator[str]:
    """Yield the table of one file; its columns are all headings of its lines, in the order they are met."""
    headings = list(dict.fromkeys(heading for _, line in lines for heading, _ in line.cells))
    yield f'\n<div class="scroll" role="region" tabindex="0" aria-labelledby="{name}"><table class="lines">'
    yield f'<caption id="{name}">{escape(path)}</caption><thead><tr><th scope="col">line</th>'
    yield "".join(f'<th scope="col">{escape(heading or "–")}</th>' for heading in headings)
    yield '<th scope="col">how known</th><th scope="col">source</th></tr></thead><tbody>'
    for index, line in lines:
        cells = dict(line.cells)
        yield f'\n<tr id="line-{index}" tabindex="-1"><th scope="row">{line.line}</th>'
        yield "".join(f"<td>{escape(cells.get(heading, ''))}</td>" for heading in headings)
        yield f"<td>{escape(line.provenance)}{escape(line.note and ': ' + line.note)}</td><td>{_links(line)}</td></tr>"
    yield "</tbody></table></div>"


def _links(line: SourceLine) -> str:
    links: list[str] = []
    for key, address, title in line.sources:
        text = escape(title or key)
        safe = safe_address(address)
        links.append(f'<a href="{escape(safe)}" rel="noreferrer">{text}</a>' if safe else text)
    return "; ".join(links)
