"""What links inside an .rm5 file lead to: studies and references by their ids, with citation keys and names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Citations"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citations:
    """Ids of an .rm5 file and what they stand for.

    `keys` maps the ID of a STUDY (``STD-Cooper-2003``) or REFERENCE (``REF-Higgins-2011``) to citation keys of the
    library, in their order; a study has one for each of its reports, and none if it has no report. `names` maps the
    same IDs to the names that the review prints ("Cooper 2003").
    """

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def keys_of(self, id_: str) -> tuple[str, ...]:
        """Return the citation keys of a study or reference; an empty tuple if it has none or is not known."""
        return self.keys.get(id_, ())

    def name_of(self, id_: str) -> str:
        """Return the printed name of a study or reference; empty if it is not known."""
        return self.names.get(id_, "")
