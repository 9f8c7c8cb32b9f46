"""What `reportgen diff` prints: the verdict first, then results, studies, risk of bias, other data, sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reportgen.cli.diff_results import result_lines, verdict_of
from reportgen.cli.rebuilt import moved_line
from reportgen.cli.terminal import counted

if TYPE_CHECKING:
    from reportgen.comparing import Compared
    from reportgen.versions import Edit, EditKind, SentenceChange, StudyChange

__all__ = ["diff_lines"]

_LONGEST = 70
_FEW = 10
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_ROWS = {"arms": "arm", "results": "result", "risk_of_bias": "judgement"}
_DATA = {
    "flow": "Flow of studies",
    "certainty": "Certainty",
    "published_effects": "Published effects",
    "sources": "Sources",
    "review.yaml": "Settings",
    "references.bib": "References",
    "": "Texts and other files",
}
_SENTENCES = {
    "meaning": "Sentences with other words",
    "digits": "Sentences with other numbers only",
    "added": "Sentences added",
    "removed": "Sentences removed",
}


def diff_lines(compared: Compared, *, everything: bool) -> Iterator[str]:
    """Yield what changed, a line each; of many changes of a kind only the first unless `everything`."""
    changes = compared.changes
    most = 10**9 if everything else _FEW
    old, new = changes.old, changes.new
    yield verdict_of(changes)
    yield f"from {old.name} ({_size(old.record.included)}) to {new.name} ({_size(new.record.included)})"
    for name in compared.only_found:
        yield f"of {name} only what it found is kept: data and sentences are not compared"
    if not (changes.studies or changes.edits or changes.results or changes.sentences or compared.only_found):
        yield "nothing was edited, and the manuscripts say the same"
    yield from _group("Results", tuple(result_lines(changes.results, compared.style)), 10**9)
    studies = [line for one in changes.studies for line in _study(one, most)]
    yield from _group(f"Studies: {_counts(one.kind for one in changes.studies)}", studies, 10**9)
    judged = [edit for one in changes.studies for edit in one.edits if edit.where == "risk_of_bias"]
    yield from _group(f"Risk of bias: {_counts(edit.kind for edit in judged)}", [_edit(one) for one in judged], most)
    for where, title in _DATA.items():
        edits = [one for one in changes.edits if (one.where if one.where in _DATA else "") == where]
        yield from _group(f"{title}: {_counts(edit.kind for edit in edits)}", [_edit(one) for one in edits], most)
    for kind, title in _SENTENCES.items():
        alike = [one for one in changes.sentences if one.kind == kind]
        shown = [line for one in (alike if everything else alike[:_FEW]) for line in _sentence(one)]
        shown += [f"… and {len(alike) - _FEW} more (--all shows them)"] if len(alike) > _FEW and not everything else []
        yield from _group(f"{title}: {len(alike)}", shown, 10**9)
    yield from _moved(compared)


def _counts(kinds: Iterable[EditKind]) -> str:
    """Return "2 added, 1 changed"."""
    found = Counter(kinds)
    order: tuple[EditKind, ...] = ("added", "removed", "changed")
    return ", ".join(f"{found[kind]} {kind}" for kind in order if found[kind])


def _study(change: StudyChange, most: int) -> Iterator[str]:
    status = change.status_after or change.status_before
    if change.status_before and change.status_after and change.status_before != change.status_after:
        status = f"{change.status_before} → {change.status_after}"
    rows = Counter(edit.where for edit in change.edits)
    told = [counted(rows[table], word) for table, word in _ROWS.items() if rows[table] and change.kind != "changed"]
    yield f"{_SIGNS[change.kind]} {change.study} ({status}){': ' if told else ''}{', '.join(told)}"
    if change.kind == "changed" or most > _FEW:
        edits = [edit for edit in change.edits if edit.where != "risk_of_bias"]
        yield from (f"    {line}" for line in _few([_edit(one) for one in edits], most))


def _edit(edit: Edit) -> str:
    place = edit.new or edit.old
    what = ", ".join(edit.key) or edit.where
    what += f", {edit.field}" if edit.field else ""
    same = " (the same value)" if edit.same_value else ""
    before, after = _shortened(edit.before, edit.after)
    said = {
        "added": f"+ {what}: {after}",
        "removed": f"- {what}: {before}",
        "changed": f"~ {what}: {before or '(empty)'} → {after or '(empty)'}{same}",
    }[edit.kind]
    if not edit.key and edit.kind == "changed":  # a whole text: its sentences are told below
        said = f"~ {edit.where}: another text"
    return f"{place}: {said}" if place else said


def _sentence(change: SentenceChange) -> tuple[str, ...]:
    """Return a sentence that came or went, or the two lines of one that changed, cut to where they begin to differ."""
    before, after = _shortened(change.before, change.after)
    return tuple(f"{sign} {text}" for sign, text in (("-", before), ("+", after)) if text)


def _shortened(before: str, after: str) -> tuple[str, str]:
    """Return two texts in a line each; of long ones the stretch in which they begin to differ."""
    one, other = " ".join(before.split()), " ".join(after.split())
    if not (one and other) or max(len(one), len(other)) <= _LONGEST:
        return _cut(one), _cut(other)
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, one.rfind(" ", 0, max(same - 20, 0)) + 1) if same > _LONGEST // 2 else 0
    lead = "… " if start else ""
    return f"{lead}{_cut(one[start:])}", f"{lead}{_cut(other[start:])}"


def _moved(compared: Compared) -> Iterator[str]:
    for name, found in compared.software:
        title = f"Version {name} was made by other software; what that moved is no change of the review"
        lines = [f"{library} {old or 'none'} → {new or 'none'}" for library, old, new in found.software]
        yield from _group(title, [*lines, *(moved_line(one) for one in found.moved)], 30)


def _group(title: str, lines: Sequence[str], most: int) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (f"  {line}" for line in _few(lines, most))


def _few(lines: Sequence[str], most: int) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"… and {len(lines) - most} more (--all shows them)"


def _size(included: Iterable[str]) -> str:
    number = len(tuple(included))
    return "1 study" if number == 1 else f"{number} studies"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
