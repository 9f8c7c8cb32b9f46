"""Edits that are about no study, by the table or file they are in: few in the text, many in the appendix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from reportgen.comparing.report.edits import FLOW, edits_table
from reportgen.comparing.report.words import NOTHING, table_of
from reportgen.document import Block, Heading, Table, Text
from reportgen.versions import Changes, Edit

__all__ = ["edit_blocks", "flow_edits", "long_lists"]

_FEW = 10
"""A list of at most so many edits stands in the text."""

_SETTINGS = "review.yaml"
"""Changes of method are never put away in the appendix."""


def edit_blocks(changes: Changes) -> tuple[Block, ...]:
    """Return how many edits there are in each table or file, and the short lists; nothing where there is none."""
    groups = _groups(changes)
    groups.pop(FLOW, None)
    if not groups:
        return ()
    blocks: list[Block] = [Heading(level=1, children=(Text("Other edits"),), id="sec-edits")]
    if len(groups) > 1 or any(_is_long(edits) for edits in groups.values()):
        blocks.append(_counts(groups))
    return (*blocks, *(_listed(where, edits) for where, edits in groups.items() if not _is_long(edits)))


def flow_edits(changes: Changes) -> tuple[Table, ...]:
    """Return the list of edits of the flow, where it is short."""
    edits = _groups(changes).get(FLOW, [])
    return (_listed(FLOW, edits),) if edits and not _is_long(edits) else ()


def long_lists(changes: Changes) -> tuple[Table, ...]:
    """Return the lists that are too long for the text, those of the flow among them."""
    return tuple(_listed(where, edits) for where, edits in _groups(changes).items() if _is_long(edits))


def _groups(changes: Changes) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for edit in changes.edits:
        found.setdefault(edit.where, []).append(edit)
    return found


def _is_long(edits: Sequence[Edit]) -> bool:
    return len(edits) > _FEW and edits[0].where != _SETTINGS


def _listed(where: str, edits: Sequence[Edit]) -> Table:
    return edits_table(f"tbl-edits-{where}", f"Edits of {where}.", edits, within=where)


def _counts(groups: Mapping[str, Sequence[Edit]]) -> Table:
    rows = []
    for where, edits in groups.items():
        found = Counter(edit.kind for edit in edits)
        numbers = (str(found[kind]) if found[kind] else NOTHING for kind in ("added", "removed", "changed"))
        rows.append((where, *numbers, "appendix" if _is_long(edits) else "below"))
    heads = ("Table or file", "Added", "Removed", "Changed", "Listed")
    alt = "One row for each table or file with its number of edits."
    return table_of("tbl-edits", "Edits that are about no single study.", heads, rows, (2, 1, 1, 1, 1), alt=alt)
