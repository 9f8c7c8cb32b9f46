"""The marked manuscript: two Word files of ours become one that shows, as Word's tracked changes, how they differ."""

from __future__ import annotations

__all__ = ["marked_docx"]


def marked_docx(old: bytes, new: bytes, *, author: str = "reportgen", date: str | None = None) -> bytes:
    """Return a Word file in which all differences from `old` to `new` are tracked as changes by `author`.

    Both must be files of the Word writer. Accepting all changes gives the text of `new`, rejecting all that of `old`.
    `date` is a day (``2026-03-01``) or a time in UTC (``2026-03-01T09:30:00Z``); without one the changes bear no date.
    The same bytes each time for the same arguments. DataError if a file is not of the Word writer, or the date none.
    """
    # lxml costs time to load, so it is loaded only when a marked file is wanted
    from reportgen.writers.marked.manuscript import marked_manuscript

    return marked_manuscript(old, new, author=author, date=date)
