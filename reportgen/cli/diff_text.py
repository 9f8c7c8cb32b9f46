"""What `reportgen diff` prints: the verdict first, then studies, results, other data, sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reportgen.cli.rebuilt import moved_line
from reportgen.cli.terminal import counted

if TYPE_CHECKING:
    from reportgen.comparing import Compared
    from reportgen.model import RecordedResult
    from reportgen.style import Style
    from reportgen.versions import Changes, Edit, ResultChange, SentenceChange, StudyChange

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
    yield f"from {old.name} ({_size(old.record.included)}) to {new.name} ({_size(new.record.included)})"
    for name in compared.only_found:
        yield f"of {name} only what it found is kept: data and sentences are not compared"
    yield from _verdict(changes)
    yield from _group("Studies", [line for one in changes.studies for line in _study(one, most)], 10**9)
    yield from _group("Results", [line for one in changes.results for line in _result(one, compared.style)], 10**9)
    for where, title in _DATA.items():
        edits = [one for one in changes.edits if (one.where if one.where in _DATA else "") == where]
        yield from _group(title, [_edit(one) for one in edits], most)
    for kind, title in _SENTENCES.items():
        lines = [line for one in changes.sentences if one.kind == kind for line in _sentence(one)]
        yield from _group(title, lines, 2 * most)
    yield from _moved(compared)


def _verdict(changes: Changes) -> Iterator[str]:
    by_digits = [one for one in changes.results if not one.conclusion]
    others = [one for one in changes.results if one.conclusion]
    total = len(changes.results) + changes.unchanged
    if not others:
        yield "no conclusion changed"
    else:
        yield f"conclusions: {counted(len(others), 'result')} of {total} {'differs' if len(others) == 1 else 'differ'}"
    for one in others:
        yield f"  ! {one.title}: {_concluded(one)}"
    yield f"{counted(len(by_digits), 'result')} changed by digits only, {changes.unchanged} not at all"


def _study(change: StudyChange, most: int) -> Iterator[str]:
    status = change.status_after or change.status_before
    if change.status_before and change.status_after and change.status_before != change.status_after:
        status = f"{change.status_before} → {change.status_after}"
    rows = Counter(edit.where for edit in change.edits if edit.kind == change.kind != "changed")
    told = [counted(rows[table], word) for table, word in _ROWS.items() if rows[table]]
    yield f"{_SIGNS[change.kind]} {change.study} ({status}){f': {chr(44).join(told)}' if told else ''}".replace(
        ",", ", "
    )
    if change.kind == "changed":
        yield from (f"    {line}" for line in _few([_edit(one) for one in change.edits], most))


def _edit(edit: Edit) -> str:
    place = edit.new or edit.old
    what = ", ".join(edit.key) or edit.where
    what += f", {edit.field}" if edit.field else ""
    same = " (the same value)" if edit.same_value else ""
    said = {
        "added": f"+ {what}: {_cut(edit.after)}",
        "removed": f"- {what}: {_cut(edit.before)}",
        "changed": f"~ {what}: {_cut(edit.before) or '(empty)'} → {_cut(edit.after) or '(empty)'}{same}",
    }[edit.kind]
    if not edit.key and edit.kind == "changed":  # a whole text: its sentences are told below
        said = f"~ {edit.where}: another text"
    return f"{place}: {said}" if place else said


def _result(change: ResultChange, style: Style) -> Iterator[str]:
    yield f"~ {change.title}: {_concluded(change) or 'digits only'}"
    for word, one in (("before", change.before), ("after", change.after)):
        yield f"    {word:6}  {_numbers(one, style) if one else 'no such result'}"


def _concluded(change: ResultChange) -> str:
    """Return in words in what the conclusion differs, empty where digits do."""
    before, after = change.before, change.after
    said = []
    for kind in change.conclusion:
        match kind:
            case "first result":
                said.append("a first result")
            case "direction":
                said.append("the estimate is on the other side of no effect")
            case "null" if after is not None and after.null is not None:
                includes = (after.ci_low or 0.0) <= after.null <= (after.ci_high or 0.0)
                said.append(f"the interval now {'includes' if includes else 'excludes'} no effect")
            case "size" | "certainty" if before is not None and after is not None:
                was, becomes = (getattr(one, kind) or "not judged" for one in (before, after))
                said.append(f"{kind} {was} → {becomes}")
            case _:
                said.append(kind)
    return ", ".join(said)


def _numbers(result: RecordedResult, style: Style) -> str:
    from reportgen.wording import numbers

    def effect(low: float | None, high: float | None) -> str:
        if result.estimate is None or low is None or high is None:
            return ""
        null = result.null if result.null is not None else 0.0
        estimate, first, last = numbers.effect(result.estimate, low, high, null, style.numbers)
        return f"{estimate} [{first}, {last}]"

    parts = [
        f"{result.measure} {effect(result.ci_low, result.ci_high)}" if result.estimate is not None else "no estimate"
    ]
    parts += [counted(result.k, "trial") if result.k is not None else ""]
    parts += [f"n = {numbers.count(result.n, style.numbers)}" if result.n is not None else ""]
    parts += [f"I² = {numbers.percent(result.i2)}" if result.i2 is not None else ""]
    parts += [f"τ² = {numbers.tau2(result.tau2, style.numbers)}" if result.tau2 is not None else ""]
    prediction = effect(result.prediction_low, result.prediction_high)
    parts += [f"prediction {prediction[prediction.index('[') :]}" if prediction else ""]
    parts += [f"certainty {result.certainty}" if result.certainty else ""]
    return "; ".join(filter(None, parts))


def _sentence(change: SentenceChange) -> tuple[str, ...]:
    """Return a sentence that came or went, or the two lines of one that changed, cut to where they begin to differ."""
    one, other = change.before, change.after
    if not (one and other):
        return (f"+ {_cut(other)}" if other else f"- {_cut(one)}",)
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(0, one.rfind(" ", 0, max(same - 20, 0)) + 1) if same > _LONGEST // 2 else 0
    lead = "… " if start else ""
    return f"- {lead}{_cut(one[start:])}", f"+ {lead}{_cut(other[start:])}"


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
