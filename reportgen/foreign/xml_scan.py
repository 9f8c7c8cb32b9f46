"""Where the start tags of an XML text stand, and whether the text is harmless, before a parser sees it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.errors import DataError, Issue, Origin
from reportgen.foreign.encoding import place_in

__all__ = ["MOST_ATTRIBUTES", "MOST_DEEP", "MOST_MARKS", "Tag", "refuse_declarations", "start_tags"]

MOST_DEEP = 256
"""Elements inside one another."""

MOST_ATTRIBUTES = 500
"""Attributes of one element; a result in RevMan has about 60."""

MOST_MARKS = 1_500_000
"""Start and end tags, comments and attributes of a file together: half a gigabyte of memory."""

# Each alternative ends somewhere, at the latest at the end of the text, so that no text takes more than linear time.
_MARK = re.compile(
    r"""<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|(?P<end></[^<>]*+>?)"""
    r"""|<(?P<start>[^\s<>/!?"'=&](?:[^"'<>]++|"[^"<]*+"|'[^'<]*+')*+)>?""",
    re.DOTALL,
)
_PROLOG = re.compile(r"\s*+(?:<!--.*?-->\s*+|<\?.*?\?>\s*+)*+", re.DOTALL)
_VALUE = re.compile(r"""=\s*+(?:"[^"<]*+"|'[^'<]*+')""")


@dataclass(frozen=True, slots=True)
class Tag:
    """The place of a start tag: line and column of its angle bracket, from 1."""

    line: int
    column: int


def refuse_declarations(text: str, path: str) -> None:
    """Return if nothing is declared before the root element; DataError (xml-is-harmless) with the place otherwise.

    A document type and entities can only be declared there: anywhere else a text with them is not well formed.
    """
    prolog = _PROLOG.match(text)
    at = prolog.end() if prolog else 0
    if text.startswith("<!", at) and not text.startswith(("<!--", "<![CDATA["), at):
        page = text[at : at + 40].lower().startswith("<!doctype html")
        found = "a web page" if page else "a document type declaration"
        hint = "export the review again" if page else "remove everything from <!DOCTYPE to the bracket that closes it"
        message = f"found {found}, expected XML without declarations of its own"
        raise DataError([Issue("xml-is-harmless", place_in(text, at, path), message, hint)])


def start_tags(text: str, path: str) -> Sequence[Tag]:
    """Return the places of all start tags in the order of the text (line ends are line feeds).

    Raises:
        DataError: xml-is-harmless, with the place, if elements are nested too deeply, have too many attributes, or
            are too many to be held.
    """
    tags: list[Tag] = []
    line, line_start, counted, deep, marks = 1, 0, 0, 0, 0
    for mark in _MARK.finditer(text):
        at = mark.start()
        breaks = text.count("\n", counted, at)
        if breaks:
            line, line_start = line + breaks, text.rfind("\n", counted, at) + 1
        counted, marks = at, marks + 1
        start = mark["start"]
        if start is None:
            deep -= mark["end"] is not None
            continue
        tags.append(Tag(line, at - line_start + 1))
        attributes = len(_VALUE.findall(start)) if "=" in start else 0
        marks += attributes
        deep += 1
        if deep > MOST_DEEP or attributes > MOST_ATTRIBUTES or marks > MOST_MARKS:
            raise DataError([_too_much(Origin(path, line, at - line_start + 1), deep, attributes)])
        deep -= start.endswith("/")
    return tags


def _too_much(place: Origin, deep: int, attributes: int) -> Issue:
    if deep > MOST_DEEP:
        message = f"found elements inside one another more than {MOST_DEEP} deep, expected fewer"
    elif attributes > MOST_ATTRIBUTES:
        message = f"found an element with {attributes} attributes, expected at most {MOST_ATTRIBUTES}"
    else:
        message = f"found more than {MOST_MARKS} tags and attributes up to here, expected a file of bearable size"
    return Issue("xml-is-harmless", place, message)
