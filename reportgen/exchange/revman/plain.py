"""The small HTML that RevMan puts into cells (names, support for judgements) as plain text."""

from __future__ import annotations

import html
import re

from reportgen.exchange.raised import lowered_text, raised_text

__all__ = ["plain", "plain_lines"]

_TAGS = (
    "a|abbr|b|blockquote|br|caption|code|col|colgroup|del|div|em|figcaption|figure|font|h[1-6]|hr|i|img|ins|label|li"
    "|mark|ol|p|pre|s|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul"
)
_DELETED = re.compile(r"<del\b[^<>]*>.*?</del\s*>", re.IGNORECASE | re.DOTALL)
_SHIFTED = re.compile(r"<(su[bp])\b[^<>]*>([^<>]*)</\1\s*>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]\s*>\s*(?=<t[dh]\b)", re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:p|br|div|blockquote|h[1-6]|hr|ol|ul|li|tr|table|section|pre|figure)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(rf"</?(?:{_TAGS})\b[^<>]*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\ud800-\udfff\ufeff\ufffe\uffff]")


def plain(text: str) -> str:
    """Return text in one line without tags: entities as characters, raised and lowered digits as such."""
    return " ".join(plain_lines(text).split())


def plain_lines(text: str) -> str:
    """Return text without tags, one paragraph, item or row of a table a line.

    Only tags that HTML has are taken for such: a "<" of "P < 0.05" or "n<m" stays. What is marked as deleted is left
    out; a raised "9" stays apart from what it follows ("10⁹", never "109").
    """
    if "<" in text:
        text = _DELETED.sub("", text)
        text = _SHIFTED.sub(_shifted, text)
        text = _ITEM.sub("\n- ", text)
        text = _CELL_END.sub(" | ", text)
        text = _BREAK.sub("\n", text)
        text = _TAG.sub("", text)
    text = html.unescape(text).replace("\r", "\n").replace("\N{NO-BREAK SPACE}", " ")
    text = _CONTROL.sub("", text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line and line != "-")


def _shifted(match: re.Match[str]) -> str:
    raised, inside = match[1].casefold() == "sup", html.unescape(match[2]).strip()
    if not inside:
        return ""
    moved = raised_text(inside) if raised else lowered_text(inside)
    if moved is not None:
        return moved
    return f"^{inside}" if raised and len(inside) == 1 else inside if not raised else f"^({inside})"
