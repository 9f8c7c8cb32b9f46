"""What a reader of references gives, whatever the format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.errors import Issue
from reportgen.foreign.remark import Remark
from reportgen.references.item import ReferenceItem

__all__ = ["ReadReferences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReferences:
    """What one file gave. `unplaced` counts what has no place in references.bib, by its name in the file."""

    items: tuple[ReferenceItem, ...] = ()
    remarks: tuple[Remark, ...] = ()
    issues: tuple[Issue, ...] = ()
    unplaced: Mapping[str, int] = field(default_factory=dict)
