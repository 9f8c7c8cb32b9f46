"""Names of authors as databases and people write them."""

from __future__ import annotations

import re

from reportgen.references.item import Name

__all__ = ["is_initials", "person"]

_SUFFIX = re.compile(r"^(?:Jr|Sr|II|III|IV|2nd|3rd)\.?$", re.IGNORECASE)
_INITIALS = re.compile(r"^[^\W\d_a-z](?:[.\s-]*[^\W\d_a-z]){0,4}\.?$")
_OF_A_BODY = frozenset({"of", "for", "and", "the", "on", "in", "&", "für", "und", "et", "Group", "Team"})
_SHORT_FIRST = re.compile(r"^((?:[^\W\d_]\.[\s-]*)+)([^\s.,]\S*(?: [^\s.,]\S*)?)$")


def is_initials(text: str) -> bool:
    """Return whether a text is the initials of somebody: "J", "JA", "J. A.", "J-P"."""
    return bool(_INITIALS.match(text))


def person(text: str) -> Name:
    """Return a name written "Smith, J. A.", "Smith, J., Jr.", "Smith JA" or "J. A. Smith"; anything else is a body."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1 and parts[0]:
        suffix = next((part for part in parts[1:] if _SUFFIX.match(part)), "")
        given = ", ".join(part for part in parts[1:] if part and part != suffix)
        return Name(family=parts[0], given=given.replace(", ", " "), suffix=suffix)
    words = text.strip(" ,").split(" ")
    if (
        len(words) > 1
        and not _OF_A_BODY & set(words)
        and _INITIALS.match(words[-1])
        and len(words[-1].replace(".", "")) <= 4
    ):
        return Name(family=" ".join(words[:-1]), given=words[-1])
    if first := _SHORT_FIRST.match(text.strip()):
        return Name(family=first[2], given=first[1].strip())
    return Name(literal=text.strip(" ,"))
