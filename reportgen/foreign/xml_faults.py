"""What is wrong with an XML text, in words that a reviewer understands."""

from __future__ import annotations

import re

from reportgen.errors import Issue, Origin, quoted
from reportgen.foreign.encoding import place_in

__all__ = ["fault"]

_CUT_OFF = "the file seems to be cut off: export or download it again"
_ESCAPE = "write “&lt;” for a “<” that is meant as a sign"

# libxml2's numbers of errors (ErrorTypes in lxml), what was found and expected, and how to mend it.
_FAULTS = {
    38: ("“<” within the value of an attribute", "“&lt;”", _ESCAPE),
    39: ("an attribute whose value does not stand in quotation marks", "quotation marks around it", ""),
    40: ("the value of an attribute without its closing quotation mark", "a second quotation mark", ""),
    42: ("an attribute that stands twice in its element", "each once", ""),
    5: ("text after the end of the outermost element", "the end of the file", ""),
    62: ("“]]>” within text", "“]]&gt;”", ""),
    65: ("no space between attributes", "a space", ""),
    201: ("a prefix of a name that is declared nowhere", "xmlns for it", ""),
}
_MISMATCH, _UNFINISHED, _NO_NAME, _EMPTY, _NO_END = 76, 77, 68, 4, 73
_ENDING = re.compile(r"mismatch: (\S+) line (\d+) and (\S+?),?(?:$|\s)")
_OPEN = re.compile(r"in tag (\S+) line (\d+)")


def fault(code: int, said: str, offset: int, text: str, path: str) -> Issue:
    """Return the issue (xml-is-well-formed) for an error of the parser.

    Args:
        code: libxml2's number of the error.
        said: libxml2's own words.
        offset: where in `text` the parser stopped.
        text: the file, line ends as line feeds.
        path: its name.
    """
    at_end = not text[offset:].strip("> \t\n")
    if code == _NO_NAME and "<" in text[max(0, offset - 2) : offset + 1]:
        offset = text.rfind("<", 0, offset + 1)
        found, expected, hint = "“<” that begins no tag", "“&lt;”", _ESCAPE
    elif code in _FAULTS and not (at_end and code == 40):
        found, expected, hint = _FAULTS[code]
    else:
        found, expected, hint = _unfinished(code, said, at_end=at_end)
    return _issue(place_in(text, offset, path), f"found {found}, expected {expected}", hint)


def _unfinished(code: int, said: str, *, at_end: bool) -> tuple[str, str, str]:
    ending = _ENDING.search(said) if code == _MISMATCH else None
    opened = _OPEN.search(said) if code == _UNFINISHED else None
    if ending:
        element, line, end = ending.groups()
        expected = f"</{element[:60]}> for the element that begins in line {line}"
        return f"</{end[:60]}>", expected, "an end tag is missing, or the two overlap"
    if opened:
        return f"the end of the file within <{opened[1][:60]}> of line {opened[2]}", "its end tag", _CUT_OFF
    if code == _EMPTY:
        return "no XML", "an element", "is this the right file?"
    if code == _NO_END or at_end:
        return "a tag, or the file, that ends too early", "its end", _CUT_OFF
    words = re.sub(r", line \d+, column \d+.*", "", said)
    return f"what the parser calls {quoted(words)}", "well-formed XML", ""


def _issue(place: Origin, message: str, hint: str) -> Issue:
    return Issue("xml-is-well-formed", place, message, hint)
