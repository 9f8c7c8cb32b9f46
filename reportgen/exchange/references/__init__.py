"""References that are imported: the formats of reference managers, and which reference belongs to which study."""

from __future__ import annotations

from reportgen.exchange.references.formats import BIBTEX, CSL_JSON, ENDNOTE_XML, NBIB, RIS
from reportgen.exchange.references.matching import Matching, match_studies

__all__ = ["BIBTEX", "CSL_JSON", "ENDNOTE_XML", "NBIB", "RIS", "Matching", "match_studies"]
