"""What a journal's rules make of a manuscript: its page, and where its parts stand."""

from __future__ import annotations

from typing import cast

from reportgen.document import PictureFormat
from reportgen.figure_files import FigureWish
from reportgen.journals import Journal, Rule
from reportgen.style import PageForm, Style
from reportgen.submission.arrangement import Place

__all__ = ["figure_wish", "is_blinded", "page_form", "place_of"]

_FONT = "Times New Roman"
"""What manuscripts are set in where a journal names no font: every word processor has it or one of its widths."""

_MOST_HEIGHT_MM = 225.0


def page_form(journal: Journal) -> PageForm:
    """Return the page of a journal's manuscript."""
    numbers = journal.words("line_numbers")
    return PageForm(
        font=journal.words("font") or _FONT,
        font_pt=journal.number("font_size_pt"),
        line_spacing=journal.number("line_spacing"),
        margin_mm=journal.number("margin_mm"),
        line_numbers="page" if numbers == "page" else "none" if numbers == "none" else "continuous",
    )


def place_of(journal: Journal, what: str) -> Place:
    """Return where a journal wants tables or figures (`what`)."""
    return cast("Place", journal.words(what))


def is_blinded(journal: Journal) -> bool:
    """Return whether reviewers must not learn who the authors are."""
    return journal.words("blinding") == "double"


def figure_wish(journal: Journal, style: Style) -> FigureWish:
    """Return how a journal wants figures as files: the first of its formats, its widths, its resolution."""
    kind = cast("PictureFormat", journal.words("figure_formats"))
    return FigureWish(
        formats=(kind,),
        dpi=round(journal.number("figure_dpi")),
        widths_mm=_widths(journal.rules.get("figure_width_mm"), style),
        height_mm=_height(journal.rules.get("figure_height_mm")),
        grey=journal.words("figure_colour") == "grey",
        wider=True,
    )


def _widths(rule: Rule | None, style: Style) -> tuple[float, ...]:
    """Return the widths of a journal's columns; of a range of widths, those of the style within it and its end."""
    usual = (style.figures.width_mm, style.figures.wide_width_mm)
    if rule is None:
        return usual
    if rule.one_of:
        return tuple(sorted(float(width) for width in rule.one_of))
    inside = {width for width in usual if rule.meets(width)}
    end = {rule.most} if rule.most is not None else set()
    return tuple(sorted(inside | end)) or usual


def _height(rule: Rule | None) -> float:
    return float(rule.most) if rule is not None and rule.most is not None else _MOST_HEIGHT_MM
