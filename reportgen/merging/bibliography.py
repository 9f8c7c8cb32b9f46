"""references.bib and entries that are new, completed or corrected: merged by key, field by field."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.errors import Issue, Origin
from reportgen.merging.edited import Edited, TextEdit
from reportgen.merging.values import NewFile, Part, Step, StepKind, contradiction
from reportgen.references.bibtex_fields import Entry, entries

__all__ = ["merge_bibliography"]


def merge_bibliography(path: str, shown: str, data: bytes, new: NewFile, *, replacing: bool) -> Part:
    """Return what becomes of a text of BibTeX with the entries of a new file.

    New entries stand at the end, in their order. An entry that is there gets the fields it lacks; a field with another
    value is a contradiction, or taken where `replacing`.
    """
    merge = _Merge(path, shown, data.decode("utf-8-sig", "replace"), new, replacing)
    merge.run()
    edited = Edited(shown, merge.text, tuple(merge.edits))
    return Part(edited=edited, steps=tuple(merge.steps), issues=tuple(merge.issues))


@dataclass(slots=True)
class _Merge:
    path: str
    shown: str
    text: str
    new: NewFile
    replacing: bool
    steps: list[Step] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    edits: list[TextEdit] = field(default_factory=list)

    def run(self) -> None:
        source = self.new.data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        known = entries(self.text)
        for key, entry in entries(source).items():
            if present := known.get(key):
                self._complete(key, present, entry, source)
            else:
                self._append(key, entry, source)

    def _append(self, key: str, entry: Entry, source: str) -> None:
        ended = not self.text or self.text.endswith("\n")
        apart = "" if not self.text.strip() or (self.text.endswith("\n\n") and not self.edits) else "\n"
        text = f"{'' if ended else chr(10)}{apart}{source[entry.start : entry.end].strip()}\n"
        end = len(self.text)
        self.edits.append(TextEdit(end, end, self._broken(text), Origin(self.new.shown, entry.line)))
        self._step("entry added", key, entry)

    def _complete(self, key: str, old: Entry, new: Entry, source: str) -> None:
        if not (old.fields and new.fields):
            self._whole(key, old, new, source)
            return
        differing = [name for name in new.fields if name in old.fields and _differ(old, new, name)]
        missing = [name for name in new.fields if name not in old.fields]
        if old.kind != new.kind or differing:
            if not self.replacing:
                self._refuse(key, old, new, differing)
                return
            self._replace(key, old, new, source)
        elif missing:
            last = max(span.end for span in old.fields.values())
            indent = self._indent(old)
            more = "".join(f",\n{indent}{source[new.fields[n].start : new.fields[n].end]}" for n in missing)
            self.edits.append(TextEdit(last, last, self._broken(more), Origin(self.new.shown, new.line)))
            self._step("entry completed", key, new, ", ".join(missing))

    def _whole(self, key: str, old: Entry, new: Entry, source: str) -> None:
        """Settle an entry that cannot be taken apart, on one side or the other."""
        before, after = self.text[old.start : old.end], source[new.start : new.end]
        if before.split() == after.split():
            return
        if self.replacing:
            self._replace(key, old, new, source)
        else:
            self.issues.append(contradiction(f"the entry {key}", (self._new(new), after), (self._old(old), before)))

    def _refuse(self, key: str, old: Entry, new: Entry, differing: list[str]) -> None:
        if old.kind != new.kind:
            pair = ((self._new(new), f"@{new.kind}"), (self._old(old), f"@{old.kind}"))
            self.issues.append(contradiction(f"the type of {key}", *pair))
        for name in differing:
            said = (self._new(new), new.fields[name].said), (self._old(old), old.fields[name].said)
            self.issues.append(contradiction(f"{name} of {key}", *said))

    def _replace(self, key: str, old: Entry, new: Entry, source: str) -> None:
        text = source[new.start : new.end].strip()
        self.edits.append(TextEdit(old.start, old.end, self._broken(text), self._new(new)))
        self._step("entry replaced", key, new)

    def _indent(self, entry: Entry) -> str:
        first = min(span.start for span in entry.fields.values())
        before = self.text[self.text.rfind("\n", 0, first) + 1 : first]
        return before if not before.strip() else "  "

    def _broken(self, text: str) -> str:
        return text.replace("\n", "\r\n") if "\r\n" in self.text else text

    def _new(self, entry: Entry) -> Origin:
        return Origin(self.new.shown, entry.line)

    def _old(self, entry: Entry) -> Origin:
        return Origin(self.shown, entry.line)

    def _step(self, kind: StepKind, key: str, entry: Entry, name: str = "") -> None:
        self.steps.append(Step(kind=kind, path=self.path, key=(key,), field=name, origin=self._new(entry)))


def _differ(old: Entry, new: Entry, name: str) -> bool:
    return bool(new.fields[name].said) and old.fields[name].said != new.fields[name].said
