"""Runs, fields and bookmarks: the smallest pieces of a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Literal

from reportgen.writers.docx.draft import Draft
from reportgen.writers.docx.elements import Element, add, add_text, element

__all__ = ["Form", "Spot", "add_bookmark", "add_field", "add_run", "bookmark_name", "new_run"]

# Word compares the names of bookmarks without regard to case and takes letters, digits and "_", 40 at most.
_FIT_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_UNFIT = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a run looks: bold, italic, raised or lowered, and its character style."""

    bold: bool = False
    italic: bool = False
    height: Literal["", "superscript", "subscript"] = ""
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where inlines go: the element that takes them, the part it belongs to, and how they look there.

    `linked` is set inside a link and `noted` inside a footnote, for neither may hold another.
    """

    parent: Element
    part: Any
    form: Form = Form()
    linked: bool = False
    noted: bool = False


def new_run(spot: Spot) -> Element:
    """Return an empty run at the end of the spot, in its form."""
    run = add(spot.parent, "w:r")
    form = spot.form
    if form == Form():
        return run
    look = add(run, "w:rPr")
    if form.style:
        add(look, "w:rStyle", {"w:val": form.style})
    for wanted, name in ((form.bold, "b"), (form.italic, "i")):
        if wanted:
            add(look, f"w:{name}")
            add(look, f"w:{name}Cs")
    if form.height:
        add(look, "w:vertAlign", {"w:val": form.height})
    return run


def add_run(spot: Spot, text: str) -> None:
    """Write text as one run."""
    if text:
        add_text(new_run(spot), text)


def add_field(spot: Spot, instruction: str, shown: str) -> None:
    """Write a field together with what it shows, so that nothing needs to be worked out before reading."""
    add(new_run(spot), "w:fldChar", {"w:fldCharType": "begin"})
    code = add(new_run(spot), "w:instrText", {"xml:space": "preserve"})
    code.text = f" {instruction} "
    add(new_run(spot), "w:fldChar", {"w:fldCharType": "separate"})
    add_run(spot, shown)
    add(new_run(spot), "w:fldChar", {"w:fldCharType": "end"})


def bookmark_name(key: str) -> str:
    """Return the bookmark of an id: hyphens become underscores, an id that does not fit gets a digest of itself."""
    if _FIT_NAME.fullmatch(key):
        return key.replace("-", "_")
    digest = blake2b(key.encode("utf-8", "replace"), digest_size=6).hexdigest()
    return f"b_{_UNFIT.sub('_', key)[:24]}_{digest}"


def add_bookmark(parent: Element, key: str, draft: Draft, *, start: int) -> None:
    """Put the bookmark of an id around the children of `parent` from `start` on; a second one of that id is left."""
    name = bookmark_name(key)
    if not key or name in draft.bookmarked:
        return
    number = str(len(draft.bookmarked))
    draft.bookmarked.add(name)
    parent.insert(start, element("w:bookmarkStart", {"w:id": number, "w:name": name}))
    add(parent, "w:bookmarkEnd", {"w:id": number})
