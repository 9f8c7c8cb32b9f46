"""Foreign formats come in as a Review, and a Review goes out in them.

Reading gives an `Imported`: the review, the results that the source stored beside its data, what had no place, and
remarks. Nothing here writes a file or prints; `pipeline` stores what comes in, `cli` tells of it.
"""

from __future__ import annotations

from reportgen.exchange.bring_in import BroughtIn, bring_in
from reportgen.exchange.exports import Export, Exported
from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported, Kept, Remark, Stored
from reportgen.exchange.places import told_in_the_source
from reportgen.exchange.registry import EXPORTS, FORMATS
from reportgen.exchange.report import ImportReport, report_lines
from reportgen.exchange.source import Source, read_source

__all__ = [
    "EXPORTS",
    "FORMATS",
    "BroughtIn",
    "Export",
    "Exported",
    "Format",
    "ImportOptions",
    "ImportReport",
    "Imported",
    "Kept",
    "Remark",
    "Source",
    "Stored",
    "bring_in",
    "read_source",
    "report_lines",
    "told_in_the_source",
]
