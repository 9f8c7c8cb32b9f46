"""Analyses as RevMan and its kin hold them, and how they become a review's: shared by the formats that carry them."""

from reportgen.exchange.analyses.analyses import Analyses, analyses_of
from reportgen.exchange.analyses.source_values import (
    SIDES,
    SourceComparison,
    SourceKind,
    SourceOutcome,
    SourceRow,
    SourceSubgroup,
    SourceValues,
)
from reportgen.exchange.analyses.text_tables import TextTable

__all__ = [
    "SIDES",
    "Analyses",
    "SourceComparison",
    "SourceKind",
    "SourceOutcome",
    "SourceRow",
    "SourceSubgroup",
    "SourceValues",
    "TextTable",
    "analyses_of",
]
