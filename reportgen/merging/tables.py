"""A table and the rows that are new or corrected: merged by key, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reportgen.errors import Issue
from reportgen.load.findings import Findings
from reportgen.load.table import Row, Table, TableForm, table_of
from reportgen.merging.edited import Edited, TextEdit
from reportgen.merging.sheet import Sheet, sheet_of
from reportgen.merging.values import NewFile, Part, Step, StepKind, contradiction

__all__ = ["merge_table", "same_cell"]


def merge_table(path: str, shown: str, data: bytes, new: NewFile, form: TableForm, *, replacing: bool) -> Part:
    """Return what becomes of the table in `path` (called `shown`) with the rows of a new file.

    An empty cell of the new file says nothing, one of the table is filled. Another value is a contradiction, or taken
    where `replacing`. New rows follow the last one that begins with the same key, or stand at the end.
    """
    findings = Findings()
    text = data.decode("utf-8-sig", "replace")
    old = table_of(shown, data, form, findings)
    needed = tuple(name for name in form.required if name in form.key)
    added = table_of(new.shown, new.data, replace(form, required=needed), findings)
    if findings.errors:
        return Part(edited=Edited(shown, text), issues=findings.errors)
    return _Merge(path, sheet_of(text, old, form), added, form, replacing).part()


def same_cell(one: str, other: str, *, number: bool) -> bool:
    """Return whether two cells say the same: the same words, or the same number written in two ways."""
    if one.split() == other.split():
        return True
    return number and _number(one) is not None and _number(one) == _number(other)


@dataclass(slots=True)
class _Merge:
    """Gathers steps, edits and contradictions, one new row after the other."""

    path: str
    sheet: Sheet
    new: Table
    form: TableForm
    replacing: bool
    steps: list[Step] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    edits: list[TextEdit] = field(default_factory=list)
    beside: dict[str, dict[int, str]] = field(default_factory=dict)
    """Values for columns that the table lacks, by column and the line of their row."""

    def part(self) -> Part:
        """Return what came of all new rows."""
        old = self.sheet.table
        filled = (name for name in self.new.columns if any(row.text(name) for row in self.new.rows))
        columns = tuple(name for name in filled if name not in old.columns)
        known = {self._key(row): row for row in old.rows}
        rows = [self._added(row, columns) for row in self.new.rows if self._key(row) not in known]
        for row in self.new.rows:
            if present := known.get(self._key(row)):
                self._correct(present, row)
        for name in columns:
            self.edits += self.sheet.column_edits(name, self.beside.get(name, {}), self.new.heading_origin(name))
        edited = Edited(old.path, self.sheet.text, (*self.edits, *rows))
        return Part(edited=edited, steps=tuple(self.steps), issues=tuple(self.issues))

    def _added(self, row: Row, columns: tuple[str, ...]) -> TextEdit:
        self._step("row added", row)
        first, rows = self.form.key[0], self.sheet.table.rows
        alike = [old for old in rows if len(self.form.key) > 1 and old.text(first) == row.text(first)]
        return self.sheet.row_edit(alike[-1] if alike else None, row, columns)

    def _correct(self, old: Row, new: Row) -> None:
        for name in self.new.columns:
            before, value = old.text(name), new.text(name)
            if not value or same_cell(before, value, number=name in self.form.numbers):
                continue
            if before and not self.replacing:
                what = f"{name} of {', '.join(filter(None, self._key(new)))}"
                self.issues.append(contradiction(what, (new.origin(name), value), (old.origin(name), before)))
                continue
            if name in self.sheet.table.columns:
                self.edits.append(self.sheet.cell_edit(old, name, value, new.origin(name)))
            else:
                self.beside.setdefault(name, {})[old.line] = value
            self._step("cell replaced" if before else "cell filled", new, name, before, value)

    def _step(self, kind: StepKind, row: Row, name: str = "", before: str = "", after: str = "") -> None:
        key = tuple(filter(None, self._key(row)))
        place = row.origin(name) if name else row.origin()
        self.steps.append(
            Step(kind=kind, path=self.path, key=key, field=name, before=before, after=after, origin=place)
        )

    def _key(self, row: Row) -> tuple[str, ...]:
        return tuple(row.text(name) for name in self.form.key)


def _number(text: str) -> float | None:
    try:
        return float(text.replace("−", "-"))
    except ValueError:
        return None
