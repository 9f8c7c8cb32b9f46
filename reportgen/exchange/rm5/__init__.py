"""Review Manager 5 (.rm5): a whole review as one XML file."""

from reportgen.exchange.rm5.format import RM5

__all__ = ["RM5"]
