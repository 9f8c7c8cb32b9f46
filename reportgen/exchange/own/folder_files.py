"""The files of a review folder, held in memory, become a Review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.errors import DataError, Issue, Origin, OutputError
from reportgen.load import load
from reportgen.model import Review
from reportgen.store import checked, write_new_folder

__all__ = ["review_of_files"]


def review_of_files(files: Mapping[str, bytes], title: str = "") -> Review:
    """Return the review that files of a review folder make, by their paths; `title` takes the place of its own.

    Raises:
        DataError: with all that is wrong with them, as `load` says it; a name is not that of a file.
    """
    try:
        checked(files)
    except OutputError as error:
        message = f"found a file that cannot be written ({error}), expected a plain name"
        raise DataError([Issue("source-value-is-usable", Origin("review.yaml", 1), message)]) from None
    with TemporaryDirectory(prefix="reportgen-") as scratch:
        folder = Path(scratch) / "review"
        write_new_folder(folder, files)
        review = load(folder)
    return replace(review, title=title) if title else review
