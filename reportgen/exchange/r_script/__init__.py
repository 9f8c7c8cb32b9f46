"""A review as an R script with its data, which works out the same results with the package metafor."""

from reportgen.exchange.r_script.format import R_EXPORT

__all__ = ["R_EXPORT"]
