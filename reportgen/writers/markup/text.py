"""Text and addresses from outside, made harmless for markup."""

from __future__ import annotations

import re
import unicodedata
from html import escape as _escape

__all__ = ["anchor", "clean", "escape", "holds_right_to_left", "safe_address"]

# Control characters (bar tab and line feed), lone surrogates and non-characters have no place in HTML or XML.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}]+\Z", re.IGNORECASE)
_NOT_IN_ANCHOR = re.compile(r"[^\w.:-]")


def clean(text: str) -> str:
    """Return `text` with what no page may hold replaced by U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def escape(text: str) -> str:
    """Return `text` for use between tags or inside a quoted attribute."""
    return _escape(clean(text), quote=True)


def anchor(name: str) -> str:
    """Return an id made of `name` that needs no escaping in an attribute or behind "#"; plain names stay."""
    return _NOT_IN_ANCHOR.sub(lambda found: f"_{ord(found[0]):x}_", clean(name))


def holds_right_to_left(text: str) -> bool:
    """Return whether some of a text is read from right to left (Arabic, Hebrew), so that it must be set apart."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


def safe_address(address: str) -> str:
    """Return an address that may be followed from the page (http, https, mailto), else an empty string."""
    stripped = address.strip()
    return stripped if _ADDRESS.match(stripped) else ""
