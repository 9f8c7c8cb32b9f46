"""RevMan 5's export of data and analyses: one CSV table with nested lines of comparisons, outcomes and studies."""

from reportgen.exchange.revman_csv.format import REVMAN_CSV

__all__ = ["REVMAN_CSV"]
