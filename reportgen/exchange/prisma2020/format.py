"""A table of the R package PRISMA2020 becomes the flow of a review."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported, Remark
from reportgen.exchange.prisma2020.boxes import Box, box_of
from reportgen.exchange.sheets import is_workbook, read_sheets
from reportgen.exchange.small_tables import Record, SmallTable, heading_words, records_of, table_of_rows, too_long
from reportgen.exchange.source import Source
from reportgen.exchange.titles import called, file_title
from reportgen.model import Cell, Flow, FlowCount, Review

__all__ = ["PRISMA2020"]

_NEEDED = ("description", "boxtext", "n")
_UNTOUCHED = re.compile(r"(?i)^(?:x+|n/?a|\?|tbc)?$")
_LEFT_OUT = re.compile(r"(?i)^n/?a$")
"""What takes a line out of the diagram, unlike what nobody has filled in."""
_WHOLE = re.compile(r"\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+|\d{1,12}")
_LISTED = re.compile(r"(?P<name>.*?)\s*,\s*(?P<n>\d{1,3}(?:,\d{3})+|[^,]*)$", re.DOTALL)
_SAMPLE_NAME = re.compile(r"(?i)^(?:reason|database|register|website)\s*\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Counts of one row, and what was odd about it. `filled` is False where nobody has typed anything in."""

    box: Box
    counts: tuple[FlowCount, ...]
    remarks: tuple[Remark, ...] = ()
    filled: bool = True


def _matches(source: Source) -> bool:
    return any(_is_table(path, data) for path, data in source.files.items())


def _is_table(path: str, data: bytes) -> bool:
    name = PurePosixPath(path).name.lower()
    if name.endswith((".csv", ".txt", ".tsv")):
        return set(_NEEDED) <= heading_words(data)
    return "prisma" in name and name.endswith((".xlsx", ".xlsm", ".xls", ".ods")) and is_workbook(data)


def _read(source: Source, options: ImportOptions) -> Imported:
    paths = sorted(
        (path for path, data in source.files.items() if _is_table(path, data)),
        key=lambda path: (is_workbook(source.files[path]), path.count("/"), path),
    )
    table = next((table for path in paths if (table := _table(path, source.files[path])) is not None), None)
    if table is None:
        raise DataError([_nothing(source.name, "found no table with the columns description, boxtext and n")])
    if issues := too_long(table):
        raise DataError(issues)
    rows = [
        _row(record, box)
        for record in table.records
        if (box := box_of(record.text("data"), record.text("description"))) is not None
    ]
    if not any(count.n.value for row in rows for count in row.counts):
        raise DataError([_nothing(table.path, "found a table in which no number is filled in")])
    kept, passed = _without_unused(rows)
    counts, again = _once([count for row in kept for count in row.counts])
    said = [*table.remarks, *(remark for row in kept for remark in row.remarks), *again]
    title = options.title or file_title(table.path)
    if not options.title:
        said.append(called(title, Origin(table.path, 1)))
    others = [path for path in paths if path != table.path]
    if others:
        said.append(Remark(topic="file", text=f"Read from {table.path}; not read: {', '.join(others)}."))
    return Imported(
        format="prisma2020",
        review=Review(title=title, flow=Flow(form="prisma2020", counts=counts)),
        remarks=(*said, *passed),
    )


def _once(counts: Sequence[FlowCount]) -> tuple[tuple[FlowCount, ...], list[Remark]]:
    """Return each total once, the first of them, and names that come again with a number; and what was passed over."""
    found: dict[tuple[str, str], FlowCount] = {}
    said = []
    for count in counts:
        held = found.get((count.item, count.detail))
        if held is not None and not count.detail:
            if count.n.value and count.n.value != held.n.value:
                text = f"{count.item} is given twice, as {held.n.text or 'not known'} and as {count.n.text}."
                said.append(Remark(topic="flow", text=f"{text} The first number was taken.", origin=count.origin))
            continue
        detail, number = count.detail, 1
        while (count.item, detail) in found:
            number += 1
            detail = f"{count.detail} ({number})"
        found[count.item, detail] = replace(count, detail=detail)
    return tuple(found.values()), said


def _nothing(path: str, found: str) -> Issue:
    hint = "the table of the R package PRISMA2020 has a row for each box of the diagram"
    return Issue("source-holds-a-review", Origin(path, 1), f"{found}, expected the numbers of a flow diagram", hint)


def _table(path: str, data: bytes) -> SmallTable | None:
    """Return the table in a file; None if a workbook holds none."""
    if not is_workbook(data):
        return records_of(path, data, _NEEDED)
    for sheet in read_sheets(data, path):
        table = table_of_rows(path, sheet.rows, _NEEDED)
        if table is not None:
            return table
    return None


def _row(record: Record, box: Box) -> _Found:
    text, origin = record.text("n"), record.origin("n")
    if _LEFT_OUT.fullmatch(text):
        return _Found(box=box, counts=())
    if box.listed:
        return _listed(record, box)
    if _UNTOUCHED.fullmatch(text):
        return _Found(box=box, counts=(_count(box, "", None, origin),), filled=False)
    n = _whole(text)
    if n is None:
        said = f"found {text[:60]!r} where a number belongs; it was taken as not known"
        remark = Remark(topic="flow", text=f"{_name(record)}: {said}.", origin=origin)
        return _Found(box=box, counts=(_count(box, "", None, origin),), remarks=(remark,))
    own = record.words("boxtext")
    detail = own if box.named and own and own.lower().rstrip(":") != box.named else ""
    return _Found(box=box, counts=(_count(box, detail, n, origin),))


def _listed(record: Record, box: Box) -> _Found:
    """Return the numbers of a row that lists names with numbers, or the total that it holds in their place."""
    text, origin = record.text("n"), record.origin("n")
    total = _whole(text)
    if total is not None:
        return _Found(box=box, counts=(_count(box, "", total, origin),))
    counts, remarks = [], []
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    split = [_split(part) for part in parts]
    if all(_UNTOUCHED.fullmatch(n) and (not name or _SAMPLE_NAME.fullmatch(name)) for name, n in split):
        unknown = (_count(box, "", None, origin),) if box.item in {"excluded_reports", "other_excluded"} else ()
        return _Found(box=box, counts=unknown, filled=False)
    for part, (name, typed) in zip(parts, split, strict=True):
        n = _whole(typed)
        counts.append(_count(box, name, n, origin))
        if not name or (n is None and not _UNTOUCHED.fullmatch(typed)):
            said = "a number without a name" if not name else "a name without a number"
            text = f"{_name(record)}: found {said} ({part[:60]!r}), expected “name, number; name, number”."
            remarks.append(Remark(topic="flow", text=text, origin=origin))
    return _Found(box=box, counts=tuple(counts), remarks=tuple(remarks))


def _split(part: str) -> tuple[str, str]:
    """Return name and number of a part ("not randomised, 12"); the number is empty where there is none."""
    found = _LISTED.fullmatch(part)
    if found and (_whole(found["n"]) is not None or _UNTOUCHED.fullmatch(found["n"])):
        return " ".join(found["name"].split()), found["n"].strip()
    counted = re.fullmatch(r"(.*?)\s*[(:=]\s*(?:n\s*=\s*)?(\d+)\s*\)?", part, re.DOTALL)
    return (" ".join(counted[1].split()), counted[2]) if counted else (" ".join(part.split()), "")


def _whole(text: str) -> int | None:
    bare = text.strip()
    bare = bare.removesuffix(".0")  # what spreadsheets make of whole numbers
    return int(re.sub(r"\D", "", bare)) if _WHOLE.fullmatch(bare) else None


def _count(box: Box, detail: str, n: int | None, origin: Origin) -> FlowCount:
    return FlowCount(item=box.item, detail=detail, n=Cell(n, origin, "" if n is None else str(n)), origin=origin)


def _name(record: Record) -> str:
    return record.text("data") or record.text("boxtext") or record.text("description")


def _without_unused(rows: Sequence[_Found]) -> tuple[list[_Found], list[Remark]]:
    """Return the rows of the parts of the diagram that are in use, and what was left out.

    The table comes with zeros: a part whose rows hold nothing else was not used. Without an earlier version the totals
    of an update say nothing new.
    """
    used = {
        group
        for group in ("previous", "other", "total")
        if any(count.n.value for row in rows if row.box.group == group for count in row.counts)
    }
    update = "previous" in used
    kept, said = [], []
    for row in rows:
        total = row.box.item in {"total_studies", "total_reports"}
        zero = not any(count.n.value for count in row.counts)
        if row.box.group != "main" and row.box.group not in used:
            continue
        if row.box.group == "total" and (zero or (total and not update)):
            said += [] if zero else list(_total_without_update(row, rows))
            continue
        kept.append(row)
    names = {"previous": "the earlier version", "other": "other methods of searching"}
    left = [words for group, words in names.items() if group not in used]
    if left:
        text = f"Rows on {' and '.join(left)} hold no number but 0 and were taken as not used."
        said.append(Remark(topic="flow", text=text, origin=rows[0].counts[0].origin if rows[0].counts else None))
    unknown = [row for row in kept if not row.filled and row.counts]
    if unknown:
        text = f"Not filled in: {', '.join(dict.fromkeys(row.box.item for row in unknown))}."
        said.append(Remark(topic="flow", text=text, origin=unknown[0].counts[0].origin))
    return kept, said


def _total_without_update(row: _Found, rows: Sequence[_Found]) -> Iterator[Remark]:
    """Yield a remark where a total that was left out differs from the number of new studies."""
    own = row.counts[0].n.value
    new = row.box.item.removeprefix("total_")
    others = [one.counts[0].n.value for one in rows if one.box.item == new and one.counts]
    if others and others[0] != own:
        text = f"{row.box.item} is {own}, and {new} {others[0]}; without an earlier version only the latter came in."
        yield Remark(topic="flow", text=text, origin=row.counts[0].origin)


PRISMA2020 = Format(id="prisma2020", title="PRISMA2020 table", matches=_matches, read=_read)
"""The table of the R package PRISMA2020, with nine columns or, as in older versions, three."""
