"""The flow of studies before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.comparing.report.edits import FLOW, edits_table
from reportgen.comparing.report.words import NOTHING, table_of
from reportgen.document import Block, Heading, Text
from reportgen.model import FLOW_ITEMS, Record
from reportgen.versions import Changes
from reportgen.wording.phrases import capitalised

__all__ = ["flow_blocks", "flow_label"]

_OWN = {
    "identified": "Records identified",
    "assessed": "Reports assessed for eligibility",
    "studies": "Studies included (in an update: new ones)",
    "reports": "Reports of the included studies (in an update: of new ones)",
    "excluded_human": "Records excluded by a human",
    "excluded_automation": "Records excluded by automation tools",
}


_OF_UPDATES = frozenset({"previous_studies", "previous_reports", "total_studies", "total_reports"})


def flow_blocks(changes: Changes) -> tuple[Block, ...]:
    """Return the numbers of the flow in both versions, and the edits of flow.csv; nothing where none differs."""
    edits = [edit for edit in changes.edits if edit.where == FLOW]
    before, after = _counts(changes.old.record), _counts(changes.new.record)
    if before == after and not edits:
        return ()
    blocks: list[Block] = [Heading(level=1, children=(Text("Flow of studies"),), id="sec-flow")]
    if before or after:
        keys = _in_order([*after, *before])
        other = _is_update(before) != _is_update(after)
        rows = [
            (_label(key), _said(before, key), _said(after, key), _difference(before, after, key, counts_new=other))
            for key in keys
        ]
        heads = ("Step", changes.old.name, changes.new.name, "Difference")
        alt = "One row for each number of the flow of studies, in both versions."
        blocks.append(table_of("tbl-flow", "Flow of studies before and after.", heads, rows, (3, 1, 1, 1), alt=alt))
    if edits:
        blocks.append(edits_table("tbl-flow-edits", "Edits of the flow.", edits))
    return tuple(blocks)


def flow_label(item: str) -> str:
    """Return what an item of the flow counts: "Records screened"."""
    said = _OWN.get(item) or re.split(r"; | \(", FLOW_ITEMS.get(item, item))[0]
    return capitalised(said)


_Key = tuple[str, str]


def _counts(record: Record) -> dict[_Key, int | None]:
    return {(one.item, one.detail): one.n for one in record.flow}


def _in_order(found: Iterable[_Key]) -> list[_Key]:
    """Return counts by the steps of the flow, details as they were entered."""
    items = list(FLOW_ITEMS)
    return sorted(dict.fromkeys(found), key=lambda key: items.index(key[0]) if key[0] in items else len(items))


def _label(key: _Key) -> str:
    item, detail = key
    return f"{flow_label(item)}: {detail}" if detail else flow_label(item)


def _said(counts: dict[_Key, int | None], key: _Key) -> str:
    if key not in counts:
        return NOTHING
    n = counts[key]
    return "not reported" if n is None else str(n)


def _is_update(counts: dict[_Key, int | None]) -> bool:
    """Return whether counts are those of an update, whose included studies are the new ones."""
    return any(item in _OF_UPDATES for item, _ in counts)


def _difference(before: dict[_Key, int | None], after: dict[_Key, int | None], key: _Key, *, counts_new: bool) -> str:
    """Return "+3"; `counts_new` says that one version alone counts new studies, which leaves nothing to compare."""
    one, other = before.get(key), after.get(key)
    if key not in before:
        return "new"
    if key not in after:
        return "gone"
    if one == other:
        return "same"
    if one is None or other is None:
        return "changed"
    if counts_new and key[0] in {"studies", "reports"}:
        return "counted otherwise"
    return f"+{other - one}" if other > one else f"\u2212{one - other}"
