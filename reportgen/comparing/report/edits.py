"""Studies added, removed and edited, each edit about them once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from reportgen.comparing.report.differing import with_differences
from reportgen.comparing.report.words import NOTHING, counted, excerpts, place_words, table_of
from reportgen.document import Block, Heading, Note, Paragraph, Strong, Table, Text
from reportgen.model import Record
from reportgen.style import Style
from reportgen.versions import Changes, Edit, EditKind, StudyChange
from reportgen.wording import numbers
from reportgen.wording.phrases import Phrase, capitalised

__all__ = ["BOLD", "FLOW", "edits_table", "study_blocks", "whole_studies"]

FLOW = "flow"
BOLD = "In bold: words that the other version lacks."

_LONG = 40
"""Of texts longer than this the words that differ stand out; shorter ones are taken in at a glance."""

_HEADS = ("What", "Before", "After", "Where")
_WIDTHS = (1.5, 2.0, 2.0, 1.2)


def study_blocks(changes: Changes, style: Style) -> tuple[Block, ...]:
    """Return studies added and removed in a line each, then a table of edits for each study that was edited."""
    if not changes.studies:
        return ()
    blocks: list[Block] = [Heading(level=1, children=(Text("Studies"),), id="sec-studies")]
    groups: tuple[tuple[EditKind, str, Record], ...] = (
        ("added", "Studies added", changes.new.record),
        ("removed", "Studies removed", changes.old.record),
    )
    for kind, title, record in groups:
        found = [one for one in changes.studies if one.kind == kind]
        if found:
            blocks.append(Heading(level=2, children=(Text(title),), id=f"sec-studies-{kind}"))
            blocks.append(_brief(kind, title, found, record, style))
    edited = [one for one in changes.studies if one.kind == "changed"]
    if edited:
        blocks.append(Heading(level=2, children=(Text("Studies edited"),), id="sec-studies-edited"))
    for place, one in enumerate(edited, 1):
        if not one.edits:  # where the data are not kept, the status is all that is known
            blocks.append(Paragraph(children=(Text(f"{one.study}{_status(one)}."),)))
            continue
        caption = f"Edits about {one.study}{_status(one)}."
        blocks.append(edits_table(f"tbl-study-{place}", caption, one.edits, but=one.study))
    return tuple(blocks)


def whole_studies(changes: Changes) -> tuple[Table, ...]:
    """Return all rows of the studies that were added or removed, a table for each study."""
    whole = [one for one in changes.studies if one.kind != "changed" and one.edits]
    return tuple(
        edits_table(f"tbl-whole-{place}", f"Data of {one.study}, {one.kind}.", one.edits, but=one.study)
        for place, one in enumerate(whole, 1)
    )


def edits_table(id_: str, caption: str, edits: Sequence[Edit], but: str = "", within: str = "") -> Table:
    """Return a row for each edit; the caption says `but` (a study) or `within` (a table), not the rows."""
    told = {value for edit in edits for value in (edit.before, edit.after) if value}
    kinds = {edit.kind for edit in edits}
    rows = [_row(edit, but, within) for edit in edits]
    alt = f"One row for each of {counted(len(edits), 'edit', 'edits')}, with what stood there before and after."
    if len(kinds) == 1 and kinds <= {"added", "removed"} and told:
        one = "Added" if kinds == {"added"} else "Removed"
        place = 2 if kinds == {"added"} else 1
        rows_ = [(row[0], row[place], row[3]) for row in rows]
        return table_of(id_, caption, ("What", one, "Where"), rows_, (1.5, 3.6, 1.3), alt=alt)
    table = table_of(id_, caption, _HEADS, rows, _WIDTHS, alt=alt)
    marked = any(isinstance(piece, Strong) for row in rows for cell in row[1:3] for piece in cell)
    return replace(table, notes=(Note(mark="", children=(Text(BOLD),)),)) if marked else table


_Cell: TypeAlias = Phrase | str


def _row(edit: Edit, but: str, within: str) -> tuple[_Cell, _Cell, _Cell, _Cell]:
    before, after = excerpts(edit.before, edit.after)
    what = _what(edit, but, within)
    empty = "(empty)" if edit.field else NOTHING
    if edit.kind == "added":
        before, after = NOTHING, after or "(added)"
    elif edit.kind == "removed":
        before, after = before or "(removed)", NOTHING
    elif min(len(before), len(after)) > _LONG and not edit.same_value:
        return what, *with_differences(before, after), place_words(edit)
    elif edit.same_value:
        after = f"{after or empty} (the same value, written otherwise)"
    return what, before or empty, after or empty, place_words(edit)


def _what(edit: Edit, but: str, within: str) -> str:
    where = "" if edit.where == within else edit.where
    key = [part for part in edit.key if part and part != but]
    return ": ".join(part for part in (where, ", ".join(key), edit.field) if part) or edit.where


def _status(change: StudyChange) -> str:
    if change.status_before == change.status_after:
        return ""
    return f" (status: {change.status_before or NOTHING} to {change.status_after or NOTHING})"


def _brief(kind: EditKind, title: str, studies: Sequence[StudyChange], record: Record, style: Style) -> Table:
    """Return a line for each study: what it is, its size, and the results that have data of it."""
    columns = 6 if any(one.edits for one in studies) else 5
    heads = ("Study", "Status", "Randomised", "Reports", "Results with data of it", "Rows of data")
    return table_of(
        f"tbl-{kind}",
        f"{title}.",
        heads[:columns],
        [_facts(one, record, style)[:columns] for one in studies],
        (1.6, 1.0, 0.9, 1.6, 3.0, 0.8)[:columns],
        alt=f"One row for each of {counted(len(studies), 'study', 'studies')} with its status, size and results.",
    )


def _facts(change: StudyChange, record: Record, style: Style) -> tuple[str, ...]:
    found = next((one for one in record.studies if one.study == change.study), None)
    status = change.status_after or change.status_before or (found.status if found else "")
    randomised = found.n_randomised if found is not None else None
    n = "not reported" if randomised is None else numbers.count(randomised, style.numbers)
    reports = ", ".join(found.reports) if found is not None else ""
    results = "; ".join(dict.fromkeys(_results_of(change.study, record)))
    return (change.study, status or NOTHING, n, reports or NOTHING, results or "none", str(len(change.edits)))


def _results_of(study: str, record: Record) -> Iterator[str]:
    for result in record.results:
        if not result.part and any(one.study == study and one.state == "used" for one in result.effects):
            yield capitalised(result.title)
