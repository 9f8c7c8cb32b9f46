"""The title of a review whose source has none."""

from __future__ import annotations

from pathlib import PurePosixPath

from reportgen.errors import Origin
from reportgen.foreign.remark import Remark
from reportgen.load.findings import quoted

__all__ = ["called", "file_title"]


def file_title(path: str) -> str:
    """Return the name of a file without its ending, as a title."""
    return PurePosixPath(path).stem or "Imported review"


def called(title: str, origin: Origin | None = None) -> Remark:
    """Return the remark that a review is called so for want of another title."""
    return Remark(
        topic="title",
        text=f"The source has no title: the review is called {quoted(title)} (`title` in review.yaml).",
        origin=origin,
    )
