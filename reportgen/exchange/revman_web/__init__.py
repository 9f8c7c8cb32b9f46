"""RevMan Web's data package: tables of analyses and studies, references and figures in a folder or an archive."""

from __future__ import annotations

from reportgen.exchange.formats import Format
from reportgen.exchange.revman_web.members import is_package
from reportgen.exchange.revman_web.read import read

__all__ = ["REVMAN_WEB"]

REVMAN_WEB = Format(id="revman-web", title="RevMan Web data package", matches=is_package, read=read)
