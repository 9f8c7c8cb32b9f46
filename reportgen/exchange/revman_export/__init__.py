"""A review goes out as the tables that RevMan Web imports, which are a readable data package as well."""

from reportgen.exchange.revman_export.format import REVMAN_EXPORT

__all__ = ["REVMAN_EXPORT"]
