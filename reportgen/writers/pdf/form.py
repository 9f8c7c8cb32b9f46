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

_HEAD_MM: Final = 22.0


def form_rules(form: PageForm) -> str:
    """Return CSS for a form; what it leaves open stays. Tables, their notes and the running heads keep their size."""
    rules = []
    if form.margin_mm:
        margin = max(form.margin_mm, _LEAST_MARGIN_MM)
        sides = f"{max(margin, _HEAD_MM):g}mm {margin:g}mm {margin:g}mm"
        rules.append(f"@page{{margin:{sides}}}@page landscape{{margin:{sides}}}")
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
