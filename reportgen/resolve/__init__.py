"""Numbering, cross-references, citations and the ids of numbers: what is left open in a document gets settled."""

from reportgen.resolve.citation_style import citation_style
from reportgen.resolve.resolve import resolve

__all__ = ["citation_style", "resolve"]
