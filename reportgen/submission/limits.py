"""counts_of(): how long a manuscript is beside what a journal allows, without writing anything."""

from __future__ import annotations

from pathlib import Path

from reportgen.pipeline import find_journal
from reportgen.submission.counts import count
from reportgen.submission.manuscripts import settle
from reportgen.submission.preflight import Finding, without_files

__all__ = ["counts_of"]


def counts_of(folder: Path, journal: str) -> tuple[Finding, ...]:
    """Return counts beside their limits, and what the journal wants to be said; DataError as of `submit`."""
    made = settle(folder, find_journal(folder, journal))
    return without_files(count(made.open), made.review, made.journal)
