"""The form that a journal wants of a manuscript for reviewers, as rules of CSS behind those of the page."""

from __future__ import annotations

from typing import Final

from reportgen.style import PageForm

__all__ = ["form_rules"]

_SANS: Final = ("arial", "calibri", "helvetica", "verdana", "tahoma", "sans")
"""Fonts that stand in for each other; we ship one with and one without serifs."""

_SPACED: Final = (
    "p,li,blockquote,h1,h2,h3,h4,h5,h6,caption,figcaption,.subtitle,.authors,.affiliation,.notice,.references,"
    ".footnotes,.mark-note,.keywords"
)
_SAME_SIZE: Final = (
    "body,p,li,blockquote,caption,figcaption,.subtitle,.authors,.affiliation,.notice,.references,.footnotes,"
    ".mark-note,.keywords,.statement"
)
_HEADINGS_PT: Final = {"h2": 14.5, "h3": 11.6, "h4": 10.4, "h5,h6": 10.2}
"""As our documents have them; none is to be smaller than the text below it."""

_LEAST_MARGIN_MM: Final = 18.0
"""What the numbers need."""

_MOST_MARGIN_MM: Final = 22.0
"""What our tables are laid out for: between wider margins their columns would break words."""

_HEAD_MM: Final = 22.0


def form_rules(form: PageForm) -> str:
    """Return CSS for a form; what it leaves open stays. Tables, their notes and the running heads keep their size.

    Margins are followed as far as our tables allow; turned pages keep their own.
    """
    rules = []
    if form.margin_mm:
        side = min(max(form.margin_mm, _LEAST_MARGIN_MM), _MOST_MARGIN_MM)
        margin = max(form.margin_mm, _LEAST_MARGIN_MM)
        rules.append(f"@page{{margin:{max(margin, _HEAD_MM):g}mm {side:g}mm {margin:g}mm}}")
    if form.font_pt:
        rules.append(f"{_SAME_SIZE}{{font-size:{form.font_pt:g}pt}}")
        rules += (f"{names}{{font-size:{max(form.font_pt, own):g}pt}}" for names, own in _HEADINGS_PT.items())
    if form.font:
        family = "--sans" if any(name in form.font.lower() for name in _SANS) else "--serif"
        rules.append(f"{_SPACED}{{font-family:var({family})}}")
    if form.line_spacing:
        rules.append(f"{_SPACED}{{line-height:{form.line_spacing * 1.15:g}}}")
        rules.append(".note,td p,th p,.picture{line-height:1.36}sup,sub{line-height:0}")
    return "".join(rules)
