"""References from elsewhere: items, citation keys, references.bib, formats of reference managers, whose they are."""

from __future__ import annotations

from reportgen.exchange.references.citation_text import parse_citation
from reportgen.exchange.references.item import Name, ReferenceItem
from reportgen.exchange.references.library import keyed, library_of
from reportgen.exchange.references.matching import Matching, match_studies

__all__ = ["Matching", "Name", "ReferenceItem", "keyed", "library_of", "match_studies", "parse_citation"]
