"""References from elsewhere: items, citation keys, references.bib, formats of reference managers, whose they are."""

from __future__ import annotations

from reportgen.exchange.references.item import Name, ReferenceItem
from reportgen.exchange.references.library import keyed, library_of

__all__ = ["Name", "ReferenceItem", "keyed", "library_of"]
