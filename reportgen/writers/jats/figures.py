"""Figures: label, caption, notes, and the picture's file with what it shows in words."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from reportgen.document import Drawing, Figure, Note, OutlineItem, plain_text
from reportgen.writers.jats import inlines
from reportgen.writers.jats.draft import Draft, Target
from reportgen.writers.jats.elements import HREF, Element, add, add_text
from reportgen.writers.jats.inlines import Spot
from reportgen.writers.jats.tables import note_targets, write_caption

__all__ = ["write_fig"]


def write_fig(node: Figure, parent: Element, draft: Draft) -> None:
    """Write a figure; its picture is the file of that name beside the manuscript."""
    fig = add(parent, "fig", id=draft.place(node.id), position="float", orientation="landscape" if node.wide else "")
    notes = note_targets(node.id, node.notes, "other", draft)
    if node.label:
        add(fig, "label", node.label)
    if node.caption or node.notes:
        caption = write_caption(node.caption, fig, notes, draft)
        _write_notes(node.notes, caption, notes, draft)
    _write_graphic(node.drawing, fig)


def _write_notes(notes: Iterable[Note], caption: Element, targets: dict[str, Target], draft: Draft) -> None:
    """Write notes as paragraphs of the caption: JATS has no foot for figures."""
    written: set[str] = set()
    for note in notes:
        first = note.mark in targets and note.mark not in written
        written.add(note.mark)
        made = add(caption, "p", id=targets[note.mark].id if first else "")
        if note.mark:
            add(made, "sup", note.mark)
            add_text(made, " ")
        inlines.write_inlines(note.children, Spot(parent=made, notes=targets), draft)


def _write_graphic(drawing: Drawing, fig: Element) -> None:
    graphic = add(fig, "graphic", mimetype="image", mime_subtype="png")
    stem = quote(drawing.name.removeprefix("figure-"), safe="")
    graphic.set(HREF, f"figures/{stem}.png")
    if drawing.alt:
        add(graphic, "alt-text", drawing.alt)
    if drawing.outline:
        add(graphic, "long-desc", _told(drawing.outline))


def _told(outline: Iterable[OutlineItem]) -> str:
    """Return what a picture says from part to part as sentences."""
    texts = (plain_text(item.children).strip() for item in outline)
    return " ".join(text if text.endswith((".", "!", "?", ":")) else f"{text}." for text in texts if text)
