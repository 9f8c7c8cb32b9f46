"""The manuscript on paper: the same markup as on the screen, laid out in pages by WeasyPrint."""

from __future__ import annotations

import re

from reportgen import resources
from reportgen.document import Document, Figure, Resolved
from reportgen.style import Style
from reportgen.writers.markup import Page, blocks, escape
from reportgen.writers.markup.page import Picture, targets
from reportgen.writers.markup.svg import svg_of
from reportgen.writers.pdf.engine import Again, Store, print_pdf
from reportgen.writers.pdf.sheets import page_rules
from reportgen.writers.pdf.turning import turned

__all__ = ["print_manuscript", "write_pdf"]

# WeasyPrint 70 ends a line after the first word of a text whose last blank alone runs over the edge, if an element
# follows. The blank goes into that element instead.
_BLANK_BEFORE = re.compile(r" (<(?:(?:a|em|strong)(?: [^<>]*)?|span id=[^<>]*)>)")


def write_pdf(resolved: Resolved, style: Style) -> bytes:
    """Return the manuscript as a PDF tagged for PDF/UA-1, with bookmarks, running heads and vector figures.

    Fonts are embedded; nothing is fetched from anywhere. The same document gives the same bytes on a machine.

    Raises:
        DataError: a figure has no text alternative.
        MissingToolError: WeasyPrint or Pango cannot be loaded.
        OutputError: something in the document could not be drawn.
    """
    return print_manuscript(resolved, style)


def print_manuscript(resolved: Resolved, style: Style, *, more: str = "", again: Again | None = None) -> bytes:
    """Return a manuscript as a PDF, as `write_pdf`, with `more` rules; `again` as of `print_pdf`."""
    document = resolved.document
    store: Store = {f"font:{stem}": data for stem, data in resources.font_bytes().items()}
    store["font:signs"] = resources.font_data(resources.signs_font())
    store.update((f"font:own-{number}", font.data) for number, font in enumerate(resolved.fonts, 1))
    page = Page(target="paper", picture=_picture(store), targets=targets(document.blocks))
    for turn, run in turned(document.blocks):
        page.add('\n<div class="landscape">' if turn else "")
        blocks.write_blocks(page, run)
        page.add("\n</div>" if turn else "")
    blocks.write_footnotes(page)
    styles = resources.read_text("html/paper.css") + page_rules(resolved, style) + more
    body = _BLANK_BEFORE.sub(r"\1 ", page.text())
    return print_pdf(_whole(document, body), styles, store, again)


def _picture(store: Store) -> Picture:
    def write(page: Page, figure: Figure) -> None:
        from lxml import etree

        drawing = figure.drawing
        address = f"figure:{page.exhibit}"
        store[address] = etree.tostring(svg_of(drawing, page.exhibit))
        size = f"width:{drawing.width_mm:g}mm"
        page.add(f'\n<p class="picture"><img src="{address}" alt="{escape(drawing.alt)}" style="{size}"></p>')

    return write


def _whole(document: Document, body: str) -> str:
    meta = "".join(f'<meta name="author" content="{escape(author)}">' for author in document.authors)
    keywords = escape(", ".join(document.keywords))
    return (
        f'<!doctype html><html lang="{escape(document.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(document.title)}</title>{meta}"
        f'<meta name="keywords" content="{keywords}"><meta name="description" content="{escape(document.notice)}">'
        f'<meta name="generator" content="reportgen"></head><body>{body}</body></html>'
    )
