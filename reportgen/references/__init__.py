"""References as items: read from the formats of reference managers, given citation keys, written as BibTeX.

Readers are pure: a text gives items with their places, remarks, and issues. Nothing here knows of a review's folder or
of what is imported.
"""

from __future__ import annotations

from reportgen.references.citation_text import parse_citation
from reportgen.references.item import Name, ReferenceItem
from reportgen.references.library import keyed, library_of
from reportgen.references.reading import ReadReferences

__all__ = ["Name", "ReadReferences", "ReferenceItem", "keyed", "library_of", "parse_citation"]
