"""All formats that can be read or written; to add one, write its file and a line here.

A format of several modules is a folder, whose module `format` holds the `Format` or `Export` and says how it is read.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.exchange.exports import Export
from reportgen.exchange.formats import Format
from reportgen.exchange.metapsy import METAPSY
from reportgen.exchange.own.as_json import JSON, JSON_EXPORT
from reportgen.exchange.own.as_tables import FOLDER, TABLES_EXPORT
from reportgen.exchange.prisma2020 import PRISMA2020
from reportgen.exchange.r_script import R_EXPORT
from reportgen.exchange.references import BIBTEX, CSL_JSON, ENDNOTE_XML, NBIB, RIS
from reportgen.exchange.revman_csv import REVMAN_CSV
from reportgen.exchange.revman_export import REVMAN_EXPORT
from reportgen.exchange.revman_web import REVMAN_WEB
from reportgen.exchange.rm5 import RM5
from reportgen.exchange.rob2_excel import ROB2_EXCEL
from reportgen.exchange.robvis import ROBVIS
from reportgen.exchange.wide import WIDE
from reportgen.exchange.workbook.reading import WORKBOOK
from reportgen.exchange.workbook.writing import WORKBOOK_EXPORT

__all__ = ["EXPORTS", "FORMATS"]

_FORMATS: tuple[Format, ...] = (
    RM5,
    REVMAN_WEB,
    REVMAN_CSV,
    METAPSY,
    PRISMA2020,
    ROBVIS,
    ROB2_EXCEL,
    RIS,
    BIBTEX,
    CSL_JSON,
    NBIB,
    ENDNOTE_XML,
    JSON,
    WORKBOOK,
    FOLDER,
    WIDE,
)
_EXPORTS: tuple[Export, ...] = (R_EXPORT, WORKBOOK_EXPORT, TABLES_EXPORT, JSON_EXPORT, REVMAN_EXPORT)

FORMATS: Mapping[str, Format] = {one.id: one for one in _FORMATS}
"""Formats that can be read, by their id."""

EXPORTS: Mapping[str, Export] = {one.id: one for one in _EXPORTS}
"""Formats that can be written, by their id."""
