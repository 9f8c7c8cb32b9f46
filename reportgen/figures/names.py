"""Ids for the parts of a picture."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["Names"]

_LONGEST = 60


class Names:
    """Makes ids of plain letters, digits and hyphens, each given out once."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def unique(self, text: str) -> str:
        """Return an id that reads like `text`: "study-secure-Cooper 2003" becomes "study-secure-cooper-2003"."""
        plain = unicodedata.normalize("NFKD", text[: 4 * _LONGEST]).encode("ascii", "ignore").decode().lower()
        stem = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "part"
        name, count = stem, 1
        while name in self._taken:
            count = self._taken[stem] = self._taken[stem] + 1
            name = f"{stem}-{count}"
        self._taken[name] = 1
        return name
