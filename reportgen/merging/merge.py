"""merge(): every file of what is new finds its place; steps and contradictions of all files at once."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from reportgen.errors import Issue, Origin, did_you_mean
from reportgen.load import table_forms_of
from reportgen.load.forms import TABLES
from reportgen.load.reference_files import is_reference_file
from reportgen.load.table import TableForm
from reportgen.merging.bibliography import merge_bibliography
from reportgen.merging.edited import Edited
from reportgen.merging.settings import merge_settings
from reportgen.merging.tables import merge_table
from reportgen.merging.values import Merged, NewFile, Part, Step, StepKind, contradiction

__all__ = ["SETTINGS", "merge"]

SETTINGS = "review.yaml"
LIBRARY = "references.bib"
_WHOLE = frozenset({"flow"})
"""Tables about one search: a later one takes the place of an earlier one."""
_NOTES = ("readme", "licence", "license")


def merge(old: Mapping[str, bytes], new: Sequence[NewFile], *, shown: str = "", replacing: bool = False) -> Merged:
    """Return what becomes of the files of a review folder with new ones.

    `old` are bytes by path, `shown` is how their folder is called to readers. Values that are there already change
    only where `replacing`; else they are contradictions among the issues.
    """
    work = _Work(dict(old), f"{shown.rstrip('/')}/" if shown else "", replacing)
    for file in sorted(new, key=lambda one: (one.path != SETTINGS, one.path)):
        work.take(file)
    changed = {path: data for path, data in work.files.items() if old.get(path) != data}
    return Merged(
        files=changed,
        steps=tuple(work.steps),
        issues=tuple(work.issues),
        edits=work.edits,
        ignored=tuple(work.ignored),
    )


@dataclass(slots=True)
class _Work:
    """The files so far; review.yaml comes first, since it declares columns and comparisons."""

    files: dict[str, bytes]
    shown: str
    replacing: bool
    steps: list[Step] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    edits: dict[str, Edited] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    forms: Mapping[str, TableForm] = field(default_factory=dict)

    def take(self, file: NewFile) -> None:
        stem, _, kind = file.path.partition(".")
        if file.path == SETTINGS:
            self._merged(file, partial(merge_settings, replacing=self.replacing))
        elif file.path == LIBRARY:
            self._merged(file, partial(merge_bibliography, replacing=self.replacing))
        elif stem in TABLES and kind in {"csv", "xlsx"}:
            self._table(file, stem)
        elif PurePosixPath(file.path).stem.lower() in _NOTES:
            self.ignored.append(file.shown)
        elif file.path.split("/")[0] in {"sections", "searches"} or self._is_named(file.path):
            self._whole(file)
        elif is_reference_file(file.path):
            self._references(file)
        else:
            self._refuse(file)

    def _references(self, file: NewFile) -> None:
        """Take a file of references beside those that are there; one of the same name would take theirs away."""
        if self.files.get(file.path, file.data) == file.data:
            self._whole(file)
            return
        suffix = PurePosixPath(file.path).suffix
        message = f"found {file.path} with other references than that of the review, expected another name"
        hint = f"all files in references/ are read: call it references/new{suffix}"
        self.issues.append(Issue("update-fits", Origin(file.shown, 1), message, hint))

    def _table(self, file: NewFile, stem: str) -> None:
        present = next((path for path in (f"{stem}.csv", f"{stem}.xlsx") if path in self.files), "")
        if not present or (stem in _WHOLE and present == file.path):
            self._whole(file, replacing=True)
        elif present.endswith(".xlsx") or stem in _WHOLE:
            message = f"found {present} in the review, expected {stem}.csv to put the new rows in"
            hint = f"open {present} in a spreadsheet, save it as “CSV UTF-8” and move the workbook elsewhere"
            self.issues.append(Issue("update-fits", Origin(file.shown, 1), message, hint))
        else:
            self._merged(file, partial(merge_table, form=self._form(stem), replacing=self.replacing), present)

    def _merged(self, file: NewFile, merging: partial[Part], path: str = "") -> None:
        """Merge a file into the one that is there, or add it."""
        path = path or file.path
        data = self.files.get(path)
        if data is None:
            self._whole(file)
            return
        part = merging(path, self.shown + path, data, file)
        self.steps += part.steps
        self.issues += part.issues
        if part.edited.edits and not part.issues:
            mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
            text = part.edited.result
            if b"\r\n" in data and "\r\n" not in text:
                text = text.replace("\n", "\r\n")
            self.files[path] = mark + text.encode()
            self.edits[path] = part.edited

    def _whole(self, file: NewFile, *, replacing: bool = False) -> None:
        """Take a file as it is, where there is none or it may be replaced."""
        before = self.files.get(file.path)
        if before == file.data:
            return
        if before is not None and not (replacing or self.replacing):
            new, old = (Origin(place, 1) for place in (file.shown, self.shown + file.path))
            self.issues.append(contradiction("the whole file", (new, "another text"), (old, "the text")))
            return
        self.files[file.path] = file.data
        self.edits[file.path] = Edited(file.shown, file.data.decode("utf-8-sig", "replace"))
        kind: StepKind = "file added" if before is None else "file replaced"
        self.steps.append(Step(kind=kind, path=file.path, origin=Origin(file.shown, 1)))

    def _form(self, stem: str) -> TableForm:
        if not self.forms:
            self.forms = table_forms_of(self.files.get(SETTINGS, b""))
        return self.forms[stem]

    def _is_named(self, path: str) -> bool:
        """Return whether review.yaml names a file: a font, a style, a tool."""
        return path in self.files or path.encode() in self.files.get(SETTINGS, b"")

    def _refuse(self, file: NewFile) -> None:
        expected = "a file of a review folder, or one that review.yaml names"
        known = [SETTINGS, LIBRARY, *(f"{stem}.csv" for stem in TABLES)]
        message = f"found {file.path!r}, expected {expected}"
        self.issues.append(Issue("update-fits", Origin(file.shown, 1), message, did_you_mean(file.path, known)))
