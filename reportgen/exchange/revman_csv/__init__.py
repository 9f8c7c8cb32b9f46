"""RevMan 5's export of data and analyses: one CSV table with nested lines of comparisons, outcomes and studies."""

from __future__ import annotations

from reportgen.exchange.formats import Format
from reportgen.exchange.revman_csv.read import matches, read

__all__ = ["REVMAN_CSV"]

REVMAN_CSV = Format(id="revman-csv", title="RevMan 5 data and analyses, CSV", matches=matches, read=read)
"""The table that RevMan 5 exports of data and analyses."""
