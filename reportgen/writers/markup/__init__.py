"""The document tree as HTML markup, for the two writers that need it: `html` for the screen, `pdf` for paper."""

from reportgen.writers.markup.page import Page, Target
from reportgen.writers.markup.text import anchor, clean, escape, safe_address

__all__ = ["Page", "Target", "anchor", "clean", "escape", "safe_address"]
