"""The form that a journal wants a manuscript in: one font, its size, wide lines. Tables and feet keep their own."""

from __future__ import annotations

from typing import Final

from reportgen.style import PageForm
from reportgen.writers.docx.draft import Draft
from reportgen.writers.docx.elements import Element, attribute

__all__ = ["apply_form"]

_DENSE: Final = frozenset({"TableText", "TableNote", "TableEnd", "Figure", "FootnoteText", "Header", "Footer"})
"""Styles whose lines stay as close as they are; single spacing is what journals expect of tables."""

_LARGER: Final = frozenset({"Title", "Subtitle", "Heading1", "Heading2", "Heading3", "Heading4"})
"""Styles whose letters stay larger than those of the text, in proportion."""

_FONTS: Final = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_USUAL_HALF_POINTS: Final = 22
_LINE: Final = 240
"""A line of single spacing, in 240ths of a line."""


def apply_form(draft: Draft, form: PageForm) -> None:
    """Give the styles of a file the font, size and spacing of a form; what the form leaves open stays."""
    styles = draft.word.styles.element
    for defaults in styles.iter(attribute("w:docDefaults")):
        _set_letters(defaults, "", form)
        _set_lines(defaults, form)
    for style in styles.iter(attribute("w:style")):
        name = style.get(attribute("w:styleId"), "")
        _set_letters(style, name, form)
        if name not in _DENSE:
            _set_lines(style, form)


def _set_letters(holder: Element, name: str, form: PageForm) -> None:
    if form.font:
        for fonts in holder.iter(attribute("w:rFonts")):
            for script in _FONTS:
                fonts.set(attribute(script), form.font)
    if not form.font_pt or name in _DENSE:
        return
    for tag in ("w:sz", "w:szCs"):
        for size in holder.iter(attribute(tag)):
            usual = int(size.get(attribute("w:val")))
            larger = usual / _USUAL_HALF_POINTS if name in _LARGER else 1.0
            size.set(attribute("w:val"), str(round(2 * form.font_pt * max(1.0, larger))))


def _set_lines(holder: Element, form: PageForm) -> None:
    if form.line_spacing:
        for spacing in holder.iter(attribute("w:spacing")):
            if spacing.get(attribute("w:line")):
                spacing.set(attribute("w:line"), str(round(_LINE * form.line_spacing)))
                spacing.set(attribute("w:lineRule"), "auto")
