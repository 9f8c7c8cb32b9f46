"""Foreign formats come in as a Review, and a Review goes out in them.

Reading gives an `Imported`: the review, the results that the source stored beside its data, what had no place, and
remarks. Nothing here writes a file or prints; `pipeline` stores what comes in, `cli` tells of it.
"""

from __future__ import annotations

from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported, Kept, Remark, Stored
from reportgen.exchange.source import Source, read_source

__all__ = ["Format", "ImportOptions", "Imported", "Kept", "Remark", "Source", "Stored", "read_source"]
