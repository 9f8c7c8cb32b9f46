"""The rules that depend on the document: fonts, paper, running head and foot."""

from __future__ import annotations

from reportgen import resources
from reportgen.document import Resolved
from reportgen.style import Style
from reportgen.writers.markup import clean

__all__ = ["page_rules"]

_PAPER = {"a4": "A4", "letter": "letter"}
_FAMILIES = {"SourceSans": "Source Sans 3", "SourceSerif": "Source Serif 4"}
_CUTS = {"Regular": (400, "normal"), "It": (400, "italic"), "Bold": (700, "normal"), "BoldIt": (700, "italic")}


def page_rules(resolved: Resolved, style: Style) -> str:
    """Return CSS: @font-face for every font, @page with the short title and the notice in the running head."""
    document = resolved.document
    paper = _PAPER[style.paper]
    own = [f'"Own {number}"' for number in range(1, len(resolved.fonts) + 1)]
    return "".join(
        (
            *(_shipped_face(font.stem) for font in resources.font_files()),
            _face("Report Signs", "signs"),
            *(_face(f"Own {number}", f"own-{number}") for number in range(1, len(own) + 1)),
            _families(own),
            f"@page{{size:{paper} portrait}}@page landscape{{size:{paper} landscape}}",
            f"@page{{@top-left{{content:{_quoted(document.short_title or document.title)}}}",
            f"@top-right{{content:{_quoted(document.notice)}}}}}",
        )
    )


def _families(own: list[str]) -> str:
    serif = ",".join(('"Source Serif 4"', '"Source Sans 3"', '"Report Signs"', *own, "serif"))
    sans = ",".join(('"Source Sans 3"', '"Source Serif 4"', '"Report Signs"', *own, "sans-serif"))
    return f":root{{--serif:{serif};--sans:{sans}}}"


def _shipped_face(stem: str) -> str:
    name, _, cut = stem.partition("-")
    weight, slope = _CUTS[cut]
    return _face(_FAMILIES[name], stem, weight, slope)


def _face(family: str, address: str, weight: int = 400, slope: str = "normal") -> str:
    return f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{slope};src:url(font:{address})}}\n'


def _quoted(text: str) -> str:
    """Return a CSS string in which every character but letters, digits and blanks is written by its number."""
    # The blank ends the number and is swallowed with it.
    letters = (c if c == " " or (c.isascii() and c.isalnum()) else f"\\{ord(c):x} " for c in clean(text))
    return f'"{"".join(letters)}"'
