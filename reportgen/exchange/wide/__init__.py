"""Spreadsheets with one row a study: headings are recognised, or mapped by a reviewer, and become a review."""

from reportgen.exchange.wide.format import WIDE
from reportgen.exchange.wide.mapping import ColumnMap, mapping_of
from reportgen.exchange.wide.suggest import suggest

__all__ = ["WIDE", "ColumnMap", "mapping_of", "suggest"]
