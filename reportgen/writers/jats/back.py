"""What stands behind the body: declarations, references, footnotes, appendices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from reportgen.document import Paragraph, ReferenceList, Resolved
from reportgen.writers.jats import inlines
from reportgen.writers.jats.blocks import write_in_paragraphs, write_section
from reportgen.writers.jats.draft import Draft
from reportgen.writers.jats.elements import Element, add
from reportgen.writers.jats.inlines import Spot
from reportgen.writers.jats.labelled import Labelled, labelled
from reportgen.writers.jats.outline import Outline, Section, is_reference_list, statement_kind
from reportgen.writers.jats.references import works_of, write_ref_list

__all__ = ["write_back"]

_NOTES: Final = frozenset({"coi-statement", "con", "financial-disclosure"})
"""Statements that JATS keeps as notes, each with its type."""


def write_back(resolved: Resolved, parts: Outline, root: Element, draft: Draft) -> None:
    """Write the back of an article if there is anything for it.

    Reference lists that stand in the body come here, too, and footnotes in the order of their marks.
    """
    back = add(root, "back")
    works = works_of(resolved)
    for section in parts.back:
        if is_reference_list(section):
            _write_references(section, back, works, draft)
        else:
            _write_declarations(section, back, draft)
    for waiting in draft.lists:
        write_ref_list(waiting, add(back, "ref-list"), works, draft)
    if parts.appendices:
        group = add(back, "app-group")
        for section in parts.appendices:
            write_section(section, group, draft, tag="app")
    _write_footnotes(back, draft)
    if not len(back):
        root.remove(back)


def _write_references(section: Section, parent: Element, works: Mapping[str, Mapping[str, Any]], draft: Draft) -> None:
    """Write a section of references as a list; lists within it stay lists within it."""
    made = add(parent, "ref-list", id=draft.place(section.id))
    if section.heading:
        inlines.write_inlines(section.heading.children, Spot(parent=add(made, "title")), draft)
    write_in_paragraphs((block for block in section.blocks if isinstance(block, Paragraph)), made, draft)
    for block in section.blocks:
        if isinstance(block, ReferenceList):
            write_ref_list(block, made, works, draft)
    for inner in section.sections:
        _write_references(inner, made, works, draft)


def _write_declarations(section: Section, back: Element, draft: Draft) -> None:
    """Write statements each in the element that JATS has for it; a section with one statement is one."""
    parts = labelled(section.blocks)
    whole = statement_kind(section.id.removeprefix("sec-"))
    if section.sections or (whole and not any(part.label for part in parts)):
        write_section(section, back, draft, kind=whole if whole == "data-availability" else "")
        return
    others = [part for part in parts if not statement_kind(part.words)]
    if others:
        plain = Section(section.heading, tuple(block for part in others for block in part.blocks), ())
        write_section(plain, back, draft)
    notes = [part for part in parts if statement_kind(part.words) in _NOTES]
    if notes:
        group = add(back, "fn-group", id="" if others else draft.place(section.id))
        for part in notes:
            _write_note(part, group, draft)
    for part in parts:
        if (kind := statement_kind(part.words)) in {"ack", "data-availability"}:
            made = add(back, "ack" if kind == "ack" else "sec", sec_type="" if kind == "ack" else kind)
            inlines.write_inlines(part.label, Spot(parent=add(made, "title")), draft)
            write_in_paragraphs(part.rest, made, draft)


def _write_note(part: Labelled, group: Element, draft: Draft) -> None:
    made = add(group, "fn", fn_type=statement_kind(part.words))
    label = add(add(made, "p"), "bold")
    inlines.write_inlines(part.label, Spot(parent=label), draft)
    write_in_paragraphs(part.rest, made, draft)


def _write_footnotes(back: Element, draft: Draft) -> None:
    if not draft.footnotes:
        return
    group = add(back, "fn-group")
    place = 0
    while place < len(draft.footnotes):  # a footnote within a footnote joins the end
        id_, note = draft.footnotes[place]
        made = add(group, "fn", id=id_)
        if note.mark:
            add(made, "label", note.mark)
        inlines.write_inlines(note.children, Spot(parent=add(made, "p")), draft)
        place += 1
