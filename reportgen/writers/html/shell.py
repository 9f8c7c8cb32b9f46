"""The whole page: what browsers are told about it, the styles, the contents, the text, the sources and the script."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from reportgen import resources
from reportgen.document import Document, Resolved
from reportgen.style import Style
from reportgen.writers.html.contents import contents
from reportgen.writers.html.faces import font_faces, own_faces
from reportgen.writers.html.pictures import write_picture
from reportgen.writers.html.sources import sources_data, write_sources
from reportgen.writers.markup import Page, blocks, clean, escape
from reportgen.writers.markup.page import targets

__all__ = ["write_html"]

_PLACE = re.compile(r"\{\{ (\w+) \}\}")


def write_html(resolved: Resolved, style: Style) -> bytes:
    """Return the manuscript as one self-contained HTML file in UTF-8.

    Nothing is fetched: fonts, figures, styles and script are inside, and the page forbids everything else.
    The same document gives the same bytes.

    Raises:
        DataError: a figure has no text alternative.
    """
    del style  # the look of the page is the same for every journal
    document = resolved.document
    page = Page(target="screen", picture=write_picture(resolved), targets=targets(document.blocks))
    blocks.write_blocks(page, document.blocks)
    blocks.write_footnotes(page)
    text = page.text()
    appendix = write_sources(resolved)
    script = resources.read_text("html/page.js")
    parts = {
        "language": escape(document.language),
        "policy": escape(_policy(script)),
        "title": escape(document.title),
        "meta": _meta(document),
        "styles": _styles(resolved, text + appendix),
        "short_title": escape(document.short_title or document.title),
        "notice": escape(document.notice),
        "contents": contents(document.blocks),
        "body": text,
        "sources": appendix,
        "data": sources_data(resolved),
        "script": script,
    }
    shell = resources.read_text("html/page.html")
    return _PLACE.sub(lambda place: parts[place[1]], shell).encode()


def _policy(script: str) -> str:
    """Return the content security policy: nothing from anywhere, and no script but ours."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def _meta(document: Document) -> str:
    pairs = [("author", author) for author in document.authors]
    pairs += [("keywords", ", ".join(document.keywords)), ("description", document.notice)]
    return "\n".join(f'<meta name="{name}" content="{escape(content)}">' for name, content in pairs if content)


def _styles(resolved: Resolved, text: str) -> str:
    own = own_faces(resolved.fonts, clean(text))
    return "\n".join(
        (font_faces(text), own, resources.read_text("html/screen.css"), resources.read_text("html/print.css"))
    )
