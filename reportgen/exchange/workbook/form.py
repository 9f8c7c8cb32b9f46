"""The names of the sheets of a workbook that holds a review."""

from __future__ import annotations

from reportgen.load.forms import TABLES

__all__ = ["AS_ENTERED", "LONGEST", "SETTINGS", "TABLES", "TEXTS"]

SETTINGS = "settings"
TEXTS = "texts"
AS_ENTERED = "as entered"

LONGEST = 32_000
"""Letters that go into one cell; a spreadsheet holds 32,767."""
