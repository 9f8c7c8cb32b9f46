"""Authors of a Metapsy database: names taken apart, and ORCID iDs whose check digit fits."""

from __future__ import annotations

import re
from typing import Any

from reportgen.errors import Origin
from reportgen.exchange.imported import Remark
from reportgen.model import Author

__all__ = ["authors_in"]

_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")


def authors_in(value: Any, origin: Origin | None) -> tuple[tuple[Author, ...], tuple[Remark, ...]]:
    """Return the authors in the contents of authors.json, and what is wrong with their ORCID iDs."""
    authors, remarks = [], []
    for entry in value if isinstance(value, list) else ():
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"].strip():
            continue
        given, family = _split(" ".join(entry["name"].split()))
        said = str(entry.get("orcid") or "").strip()
        orcid = _orcid(said)
        if said and not orcid:
            text = f"The ORCID iD {said[:40]!r} of {entry['name'].strip()} is mistyped and was left out."
            remarks.append(Remark(topic="file", text=text, origin=origin))
        authors.append(Author(given=given, family=family, orcid=orcid))
    return tuple(authors), tuple(remarks)


def _split(name: str) -> tuple[str, str]:
    """Return given and family names; particles ("van", "de la") belong to the family."""
    words = name.split(" ")
    if len(words) == 1:
        return name, name
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def _orcid(text: str) -> str:
    """Return an ORCID iD without its address, empty if its check digit does not fit (ISO 7064, mod 11-2)."""
    found = _ORCID.fullmatch(text)
    if not found:
        return ""
    total = 0
    for digit in found[1][:-1].replace("-", ""):
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return found[1] if found[1][-1] == ("X" if check == 10 else str(check)) else ""
