"""export_review(): a review folder is read, pooled, and written in another format."""

from __future__ import annotations

from pathlib import Path

from reportgen.errors import DataError, Issue, did_you_mean
from reportgen.exchange import EXPORTS, Exported
from reportgen.load import load
from reportgen.quantities import analyse
from reportgen.store import refuse_unless_new, write_new_folder
from reportgen.style import Style

__all__ = ["export_review"]


def export_review(folder: Path, output: Path, format_: str) -> Exported:
    """Write the review in `folder` into the new folder `output` in a format of `EXPORTS`; return what was written.

    Raises:
        DataError: no such format; with all that is wrong with the review. OutputError: `output` is not new.
    """
    if format_ not in EXPORTS:
        message = f"found the format {format_!r}, expected one of {', '.join(EXPORTS)}"
        raise DataError([Issue("format-is-known", None, message, did_you_mean(format_, tuple(EXPORTS)))])
    refuse_unless_new(output)
    exported = EXPORTS[format_].write(analyse(load(folder), Style()))
    write_new_folder(output, exported.files)
    return exported
