"""Ids of the numbers shown, and the ledger's entries for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from reportgen.document import Datum, LedgerEntry, Number
from reportgen.errors import Origin

__all__ = ["Entries", "slug"]

LONGEST = 80


def slug(text: str) -> str:
    """Return a text as a bounded part of an id: lower-case ASCII letters, digits and single hyphens."""
    plain = unicodedata.normalize("NFKD", text[: 4 * LONGEST]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST]


class Entries:
    """Gives each number an id made of what it is and where it stands, never of its value.

    An id reads ``n--PLACE--SUBJECT--STATISTIC``, with a running number where the same quantity stands in the
    same place again; so it stays the same when data change. `taken` are ids that the document uses otherwise.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self.entries: list[LedgerEntry] = []
        self._taken = set(taken)
        self._counts: dict[str, int] = {}

    def settle(self, node: Number | Datum, place: str) -> Number | Datum:
        """Return the node with its id, and keep an entry for it."""
        statistic = node.statistic if isinstance(node, Number) else "text"
        id_ = self._fresh("--".join(("n", slug(place), slug(node.subject), slug(statistic))))
        self.entries.append(
            LedgerEntry(
                id=id_,
                place=place,
                text=node.text,
                value=node.value if isinstance(node, Number) else None,
                statistic=statistic,
                subject=node.subject,
                how=node.how if isinstance(node, Number) else "as entered",
                provenance=node.provenance,
                inputs=tuple(_input(origin) for origin in node.inputs),
            )
        )
        return replace(node, id=id_)

    def _fresh(self, base: str) -> str:
        while True:
            count = self._counts[base] = self._counts.get(base, 0) + 1
            id_ = base if count == 1 else f"{base}--{count}"
            if id_ not in self._taken:
                self._taken.add(id_)
                return id_


def _input(origin: Origin) -> tuple[str, int, int | None, str]:
    return (origin.path, origin.line, origin.column, origin.name)
