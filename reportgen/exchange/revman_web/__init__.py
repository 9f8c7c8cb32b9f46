"""RevMan Web's data package: tables of analyses and studies, references and figures in a folder or an archive."""

from reportgen.exchange.revman_web.format import REVMAN_WEB

__all__ = ["REVMAN_WEB"]
