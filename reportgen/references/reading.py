"""What a reader of references gives, whatever the format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.errors import Issue
from reportgen.foreign.remark import Remark
from reportgen.references.item import ReferenceItem

__all__ = ["ReadReferences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReferences:
    """What one file gave. `unplaced` counts what has no place in an item, by its name in the file.

    `names` holds for each item how its record is called in a file whose form has no citation keys ("pmid7654321"),
    empty where it has no name. `entries` holds for each item the CSL-JSON of a file that is CSL-JSON itself: an entry
    may say more than an item.
    """

    items: tuple[ReferenceItem, ...] = ()
    remarks: tuple[Remark, ...] = ()
    issues: tuple[Issue, ...] = ()
    unplaced: Mapping[str, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    entries: tuple[Mapping[str, Any], ...] = ()
