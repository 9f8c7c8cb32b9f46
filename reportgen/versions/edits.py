"""data_edits(): what was entered in one version and not in the other, from the bytes of their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from reportgen.errors import Origin
from reportgen.load import table_forms_of
from reportgen.load.findings import Findings
from reportgen.load.forms import TABLES
from reportgen.load.previous import HISTORY
from reportgen.load.table import Row, Table, TableForm, table_of
from reportgen.merging import same_cell
from reportgen.versions.changes import Edit
from reportgen.versions.text_edits import reference_edits, setting_edits

__all__ = ["data_edits"]

_SETTINGS = "review.yaml"
_LIBRARY = "references.bib"
_WORDS: Mapping[str, str] = {"status": "included", "provenance": "reported", "randomised": "yes", "results": ""}
"""Columns with one of a few words, in capitals or not, and what an empty cell of theirs says."""


def data_edits(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[Edit, ...]:
    """Return every edit of the data between two versions, each once; `old` and `new` are their files by path.

    Rows are known by their keys, settings by their path, references by key and field. The order of rows, and how a file
    is written (quotation marks, delimiter, decimal mark), are no edits; a number in another writing is one with
    `same_value`. Texts of the review's own and other files are compared as a whole. Kept versions are no data.
    """
    found = [*setting_edits(old.get(_SETTINGS), new.get(_SETTINGS))]
    forms = [table_forms_of(files.get(_SETTINGS, b"")) for files in (old, new)]
    for stem in TABLES:
        tables = [_table(files, form[stem]) for files, form in zip((old, new), forms, strict=True)]
        found += _table_edits(stem, tables[0], tables[1], forms[1][stem])
    found += reference_edits(old.get(_LIBRARY), new.get(_LIBRARY))
    return (*found, *_other_edits(old, new))


def _table(files: Mapping[str, bytes], form: TableForm) -> Table | None:
    path = next((f"{form.stem}{kind}" for kind in (".csv", ".xlsx") if f"{form.stem}{kind}" in files), "")
    return table_of(path, files[path], form, Findings()) if path else None


def _table_edits(stem: str, old: Table | None, new: Table | None, form: TableForm) -> Iterator[Edit]:
    before, after = _by_key(old, form), _by_key(new, form)
    for key, row in before.items():
        name = tuple(filter(None, key))
        if key in after:
            yield from _cell_edits(stem, name, row, after[key], form)
        else:
            yield Edit(kind="removed", where=stem, key=name, before=_said(row, form), old=row.origin())
    for key, row in after.items():
        if key not in before:
            name = tuple(filter(None, key))
            yield Edit(kind="added", where=stem, key=name, after=_said(row, form), new=row.origin())


def _cell_edits(stem: str, key: tuple[str, ...], old: Row, new: Row, form: TableForm) -> Iterator[Edit]:
    for name in dict.fromkeys((*old.columns, *new.columns)):
        before, after = old.text(name), new.text(name)
        if before == after or not name:
            continue
        yield Edit(
            kind="changed",
            where=stem,
            key=key,
            field=name,
            before=before,
            after=after,
            same_value=_say_the_same(before, after, name, form),
            old=old.origin(name),
            new=new.origin(name),
        )


def _say_the_same(before: str, after: str, name: str, form: TableForm) -> bool:
    """Return whether two cells that are written differently say the same."""
    words = name in _WORDS or bool(form.open_prefix and name.startswith(form.open_prefix))
    if words:
        empty = _WORDS.get(name, "")
        return (before.casefold() or empty) == (after.casefold() or empty)
    return same_cell(before, after, number=name in form.numbers)


def _by_key(table: Table | None, form: TableForm) -> dict[tuple[str, ...], Row]:
    rows = table.rows if table is not None and table.sound else ()
    return {tuple(row.text(name) for name in form.key): row for row in rows}


def _said(row: Row, form: TableForm) -> str:
    """Return what a row says besides its key."""
    cells = ((name, row.text(name)) for name in row.columns if name not in form.key)
    return "; ".join(f"{name}: {text}" for name, text in cells if text)


def _other_edits(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Iterator[Edit]:
    known = {_SETTINGS, _LIBRARY, *(f"{stem}{kind}" for stem in TABLES for kind in (".csv", ".xlsx"))}
    for path in sorted({*old, *new} - known):
        before, after = old.get(path), new.get(path)
        if path.startswith(f"{HISTORY}/") or _unbroken(before) == _unbroken(after):
            continue
        yield Edit(
            kind="added" if before is None else "removed" if after is None else "changed",
            where=_without_suffix(path),
            key=(),
            before=_told(before),
            after=_told(after),
            old=None if before is None else Origin(path, 1),
            new=None if after is None else Origin(path, 1),
        )


def _unbroken(data: bytes | None) -> bytes | None:
    """Return a file with one kind of line ends, which Git and editors change on their own."""
    return None if data is None else data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


def _told(data: bytes | None) -> str:
    """Return a text of the reviewer's as it is, and of other files how large they are."""
    if data is None:
        return ""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return f"{len(data)} bytes"


def _without_suffix(path: str) -> str:
    for suffix in (".md.j2", ".md", ".txt"):
        if path.endswith(suffix):
            return path.removesuffix(suffix)
    return str(PurePosixPath(path))
