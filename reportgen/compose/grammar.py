"""What sections may hold: the Markdown parser as it is set up, what is refused with which advice, and spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from reportgen.compose.references import reference_rule
from reportgen.document import Inline, Text

__all__ = [
    "ADDRESS",
    "DEEPEST",
    "HEADING_ID",
    "LOST_NOTE",
    "REFUSED",
    "ROLE",
    "is_comment",
    "parser",
    "refusal",
    "tidied",
]

HEADING_ID = re.compile(r"\s*\{#([A-Za-z][\w-]*)\}\s*$")
ROLE = re.compile(r"^\{\.([A-Za-z-]+)\}\s*")
LOST_NOTE = re.compile(r"\[\^[^\]\s]+\]")
ADDRESS = re.compile(r"^(?:https?://|mailto:|#)", re.IGNORECASE)
DEEPEST = 4
PLAIN = "use paragraphs, headings, lists, quotes and tables"
REFUSED = {
    "hr": ("a rule (---)", "use a heading to part the text"),
    "fence": ("a block of code", PLAIN),
    "image": ("an image", "figures come from the data: {{ figure('flow') }}"),
    "html_block": ("raw HTML", "write Markdown: **bold**, *italic*, lists and headings"),
    "html_inline": ("raw HTML", "write Markdown: **bold**, *italic*"),
}


@cache
def parser() -> MarkdownIt:
    """Return the parser of sections: CommonMark with footnotes, pipe tables, citations and cross-references."""
    markdown = MarkdownIt("commonmark", {"html": True})
    markdown.use(footnote_plugin)
    markdown.enable("table")
    markdown.disable(["code", "text_join"])  # unjoined, what a reviewer escaped is told from what is meant
    reference_rule(markdown)
    return markdown


def refusal(kind: str) -> tuple[str, str]:
    """Return how a kind of node that the tree does not know is called, and what to do instead."""
    return REFUSED.get(kind, (f"a {kind.replace('_', ' ')}", PLAIN))


def tidied(inlines: Sequence[Inline]) -> list[Inline]:
    """Return inlines without spaces at both ends, and with one space where a template left several."""
    tidy = [Text(re.sub(" {2,}", " ", part.text)) if isinstance(part, Text) else part for part in inlines]
    if tidy and isinstance(tidy[0], Text):
        tidy[0] = Text(tidy[0].text.lstrip(" "))
    if tidy and isinstance(tidy[-1], Text):
        tidy[-1] = Text(tidy[-1].text.rstrip(" "))
    return [part for part in tidy if not (isinstance(part, Text) and not part.text)]


def is_comment(html: str) -> bool:
    """Return whether raw HTML is one comment and nothing else, which prints nothing."""
    text = html.strip()
    return text.startswith("<!--") and text.endswith("-->") and text.count("<!--") == 1
