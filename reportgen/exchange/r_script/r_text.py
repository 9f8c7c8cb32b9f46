"""Text as R code can hold it: string literals, and comments that end where they should."""

from __future__ import annotations

import unicodedata

__all__ = ["comment", "in_comment", "one_line", "string"]

_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of characters that end lines, turn the direction of writing, or cannot be written."""

_PLAIN = range(0x20, 0x7F)


def one_line(text: str) -> str:
    """Return a text as one line that shows all it holds: controls and breaks become blanks, blanks in a row one."""
    seen = "".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in text)
    return " ".join(seen.split())


def in_comment(text: str) -> str:
    """Return a text as it may stand behind the sign of a comment."""
    return one_line(text) or "(no name)"


def comment(text: str) -> str:
    """Return a line that R passes over."""
    return f"# {in_comment(text)}"


def string(text: str) -> str:
    """Return a text, on one line, as a string literal of R in plain ASCII, whatever the locale it is read in."""
    return f'"{"".join(map(_escaped, one_line(text)))}"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    code = ord(sign)
    if code in _PLAIN:
        return sign
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
