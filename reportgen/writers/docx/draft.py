"""A Word file in the making: its body, its other parts, and what must be known across them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from reportgen import resources
from reportgen.style import PageForm, Style
from reportgen.writers.docx.elements import Element
from reportgen.writers.docx.page import Page, page_of

__all__ = ["Draft", "open_draft"]

REFERENCE = "docx/reference.docx"


@dataclass(slots=True, kw_only=True)
class Draft:
    """The file being written.

    `word` is python-docx's document; `body` holds the blocks so far and `references` the heads and feet that the
    first section names. `footnotes` is the root of the footnotes, kept in `footnotes_part`. `targets` maps the ids
    that can be referred to to the text their bookmark spans. `wide` says how the page is held at this place,
    `form` is what a journal wants of it, `titled` whether the first page is a title page.
    """

    word: Any
    body: Element
    references: tuple[Element, ...]
    footnotes: Element
    footnotes_part: Any
    style: Style
    targets: Mapping[str, str]
    form: PageForm = PageForm()
    wide: bool = False
    titled: bool = False
    sections: int = 0
    sequences: Counter[str] = field(default_factory=Counter)
    bookmarked: set[str] = field(default_factory=set)
    notes: int = 0
    pictures: int = 0

    @property
    def page(self) -> Page:
        """The page that the next block stands on."""
        return page_of(self.style.paper, wide=self.wide, margin_mm=self.form.margin_mm)

    @property
    def main(self) -> Any:
        """The part that holds the body."""
        return self.word.part

    def add_picture(self, name: str, kind: str, data: bytes) -> str:
        """Return the relationship of a new picture; `name` is its file name, `kind` its media type."""
        part = Part(PackURI(f"/word/media/{name}"), kind, data, self.main.package)
        return str(self.main.relate_to(part, RELATIONSHIP_TYPE.IMAGE))

    def new_list(self, level: int) -> str:
        """Return the number of a numbered list that starts afresh at `level` (0 is the outermost)."""
        counted = self.main.numbering_part.element.add_num(2)
        counted.add_lvlOverride(ilvl=level).add_startOverride(1)
        return str(counted.numId)


def open_draft(style: Style, targets: Mapping[str, str], form: PageForm = PageForm()) -> Draft:
    """Return an empty draft made from the reference document."""
    word = docx.Document(io.BytesIO(resources.read_bytes(REFERENCE)))
    body = word.element.body
    section = body.sectPr
    references = tuple(section.xpath("w:headerReference | w:footerReference"))
    body.remove(section)
    part = word.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    return Draft(
        word=word,
        body=body,
        references=references,
        footnotes=etree.fromstring(part.blob),
        footnotes_part=part,
        style=style,
        targets=targets,
        form=form,
    )
