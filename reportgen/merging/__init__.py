"""A review folder's files and what is new become its files after the update, or every contradiction between the two.

Pure: bytes by path come in and go out. Files of the reviewer are edited as texts, so that every byte that is not about
something new stays as it was.
"""

from __future__ import annotations

from reportgen.merging.merge import SETTINGS, merge
from reportgen.merging.settings import name_of_items
from reportgen.merging.tables import same_cell
from reportgen.merging.values import Merged, NewFile, Step, StepKind

__all__ = [
    "SETTINGS",
    "Merged",
    "NewFile",
    "Step",
    "StepKind",
    "merge",
    "name_of_items",
    "same_cell",
]
