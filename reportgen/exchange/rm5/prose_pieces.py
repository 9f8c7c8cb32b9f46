"""What stands inside a paragraph of RevMan's rich text, as pieces: text in its form, line breaks, citations, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from reportgen.exchange.raised import lowered_text, raised_text
from reportgen.exchange.rm5.citations import Citations
from reportgen.foreign.characters import CONTROL_CHARACTERS
from reportgen.foreign.xml import Element

__all__ = [
    "BLOCKS",
    "DEEPEST",
    "Content",
    "Piece",
    "content",
    "holds_blocks",
    "is_left_out",
    "pieces_of",
    "plain_of",
    "raised",
    "tag_of",
]

Content: TypeAlias = str | Element

BLOCKS = frozenset(
    {"FLOWCHART", "FLOWCHARTBOX", "HEADING", "LI", "OL", "P", "SUBSECTION", "TABLE", "TD", "TH", "TR", "UL"}
)
"""Elements that begin a line of their own."""

DEEPEST = 40
"""Elements nested deeper than this are read as the text they hold."""

_LEFT_OUT = frozenset({"COMMENT", "COMMENTS", "DEL", "NOTE", "NOTES"})
_BOLD, _ITALIC = frozenset({"B", "STRONG"}), frozenset({"EM", "I", "U"})
_CITED = frozenset({"REFERENCE", "STUDY"})
_LONGEST_TEXT = 3_000_000
"""Letters in one go; a section with more is refused when it is loaded, and a cell holds far fewer."""

_SPACES = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_ITEM, _ITEM_END, _CELL_END = "\U000f0000", "\U000f0001", "\U000f0002"
"""Stand before and after an item and after a cell, until it is known what is in them; no text holds them."""

_ITEM_OF_BLOCKS = re.compile(f"({_ITEM}[^ ]+ )[ \n]+(?=[^ \n{_ITEM}{_ITEM_END}])")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_MARKS = re.compile("[\U000f0000-\U0010ffff]")
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_KEY = re.compile(r"\w(?:[\w:.#$%&+?~/-]*[\w/])?")
_MOVED = frozenset({"SUB", "SUP"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of running text: `text` is what is shown, `target` the address of a link or the key of a citation."""

    text: str
    kind: Literal["text", "break", "citation"] = "text"
    bold: bool = False
    italic: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    bold: bool = False
    italic: bool = False
    target: str = ""


def tag_of(element: Element) -> str:
    """Return the name of an element in capitals; empty for a comment or an instruction."""
    return element.tag.upper() if isinstance(element.tag, str) else ""


def is_left_out(element: Element) -> bool:
    """Return whether an element is no part of the text: what was deleted, and notes of the editors."""
    return not tag_of(element) or tag_of(element) in _LEFT_OUT


def holds_blocks(element: Element) -> bool:
    """Return whether an element is, or holds, something that begins a line of its own."""
    return tag_of(element) in BLOCKS or next(element.iter(*sorted(BLOCKS)), None) is not None


def content(element: Element) -> Iterator[Content]:
    """Yield the texts and elements directly inside an element, in order, without what is no part of the text."""
    if element.text:
        yield element.text
    for child in element:
        if not is_left_out(child):
            yield child
        if child.tail:
            yield child.tail


def plain_of(element: Element) -> str:
    """Return the plain text of an element: a line for each paragraph, item of a list, row of a table and line break.

    What was deleted, and notes of the editors, are left out. Raised and lowered characters are those of Unicode where
    it has them. White space counts as one blank.
    """
    parts: list[str] = []
    _add_plain(element, parts, 0)
    text = _ITEM_OF_BLOCKS.sub(r"\1", "".join(parts))
    return "\n".join(filter(None, map(_plain_line, text.split("\n"))))


def _plain_line(line: str) -> str:
    """Return a line with the marks of cells and items as they are read; empty if nothing stands beside them."""
    text = re.sub(" {2,}", " ", line.replace(_ITEM_END, "")).strip(f" {_CELL_END}")
    if text.startswith(_ITEM):
        return text[1:] if " " in text else ""
    return text.replace(_CELL_END, "|")


def _add_plain(element: Element, parts: list[str], depth: int) -> None:
    if depth > DEEPEST:
        parts.append(_clean("".join(element.itertext())))
        return
    number = 0
    for item in content(element):
        if isinstance(item, str):
            parts.append(_clean(item))
            continue
        tag = tag_of(item)
        number += tag == "LI"
        before, after = _around(tag, number, ordered=tag_of(element) == "OL")
        parts.append(before)
        if tag in _MOVED:
            parts.append(raised(item))
        else:
            _add_plain(item, parts, depth + 1)
        parts.append(after)


def _around(tag: str, number: int, *, ordered: bool) -> tuple[str, str]:
    """Return what stands before and after the text of an element."""
    if tag == "LI":
        return f"\n{_ITEM}{number}. " if ordered else f"\n{_ITEM}- ", f"{_ITEM_END}\n"
    if tag in {"TD", "TH"}:
        return " ", f" {_CELL_END} "
    if tag == "BR":
        return "\n", ""
    return ("\n", "\n") if tag in BLOCKS else ("", "")


def raised(element: Element) -> str:
    """Return the text of a SUP or SUB element in Unicode's raised or lowered characters, as it is where some lack."""
    text = " ".join(plain_of(element).split("\n"))
    moved = raised_text(text) if tag_of(element) == "SUP" else lowered_text(text)
    return text if moved is None else moved


def pieces_of(items: Iterable[Content], citations: Citations) -> tuple[Piece, ...]:
    """Return running text as pieces. A link to a study or reference that has no citation key is the words it shows."""
    return tuple(piece for item in items for piece in _pieces(item, citations, _Form(), 0))


def _pieces(item: Content, citations: Citations, form: _Form, depth: int) -> Iterator[Piece]:
    if isinstance(item, str):
        text = _clean(item)
        yield from [Piece(text, "text", form.bold, form.italic, form.target)] if text else []
        return
    tag = tag_of(item)
    if tag == "BR":
        yield Piece("\n", "break")
    elif tag in _MOVED or depth > DEEPEST:
        text = raised(item) if tag in _MOVED else _clean("".join(item.itertext()))
        yield Piece(text, "text", form.bold, form.italic, form.target)
    elif tag == "LINK" and not form.target:
        yield from _link(item, citations, form, depth)
    else:
        inner = _formed(item, tag, form)
        for part in content(item):
            yield from _pieces(part, citations, inner, depth + 1)


def _formed(item: Element, tag: str, form: _Form) -> _Form:
    target = form.target or (_address(item.get("HREF", "")) if tag == "A" else "")
    return _Form(form.bold or tag in _BOLD, form.italic or tag in _ITALIC, target)


def _link(item: Element, citations: Citations, form: _Form, depth: int) -> Iterator[Piece]:
    reference, kind = item.get("REF", ""), item.get("TYPE", "").upper()
    if kind in _CITED:
        shown = " ".join(plain_of(item).split()) or citations.name_of(reference)
        key = next(iter(citations.keys_of(reference)), "")
        known = bool(_KEY.fullmatch(key))
        yield Piece(shown, "citation" if known else "text", form.bold, form.italic, key if known else "")
        return
    inner = _Form(form.bold, form.italic, _address(item.get("HREF", "") or reference) if kind == "EXTERNAL" else "")
    for part in content(item):
        yield from _pieces(part, citations, inner, depth + 1)


def _address(address: str) -> str:
    """Return an address that a link may lead to, with what Markdown would read written in percent; else nothing."""
    text = _clean(address).strip()
    text = f"http://{text}" if text.lower().startswith("www.") else text
    if not _ADDRESS.fullmatch(text) or len(text) > 400:
        return ""
    return re.sub(r"[()\[\]<>{}\\|`\"^&]", _in_percent, text)


def _in_percent(found: re.Match[str]) -> str:
    return "&amp;" if found[0] == "&" else f"%{ord(found[0]):02X}"


def _clean(text: str) -> str:
    """Return text with single blanks, without characters that nobody sees or that stand for something else here."""
    text = text[:_LONGEST_TEXT]
    text = _MARKS.sub("\ufffd", CONTROL_CHARACTERS.sub("", _SPACES.sub(" ", text)))
    return _INVISIBLE.sub("", text)
