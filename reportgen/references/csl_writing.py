"""Items as CSL-JSON, in the form that citeproc reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.references.csl import CSL_FIELDS
from reportgen.references.item import Name, ReferenceItem

__all__ = ["csl_of_item"]


def csl_of_item(item: ReferenceItem) -> Mapping[str, Any]:
    """Return an item as a CSL-JSON object; what `item_of_csl` makes of it is the item."""
    return {"id": item.id, "type": item.type, **dict(_fields(item))}


def _fields(item: ReferenceItem) -> Iterator[tuple[str, Any]]:
    for role, names in (("author", item.authors), ("editor", item.editors)):
        if names:
            yield role, _names(names)
    for name, ours in CSL_FIELDS.items():
        if text := getattr(item, ours):
            yield name, text
    if item.number:
        yield "number", item.number
    if item.keywords:
        yield "keyword", ("; " if any("," in word for word in item.keywords) else ", ").join(item.keywords)
    if date := item.date or item.year:
        yield "issued", {"date-parts": [[int(part) for part in date.split("-") if part.isdigit()]]}


def _names(names: Sequence[Name]) -> list[dict[str, str]]:
    """Return names with their particles in the family name, where references.bib has them as well."""
    return [
        {"literal": name.literal}
        if name.literal
        else {
            part: text
            for part, text in (("family", name.family), ("given", name.given), ("suffix", name.suffix))
            if text
        }
        for name in names
    ]
