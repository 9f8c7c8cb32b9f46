"""The flow of studies before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from reportgen.comparing.report.edits import FLOW
from reportgen.comparing.report.other_edits import flow_edits
from reportgen.comparing.report.words import NOTHING, table_of
from reportgen.document import Block, Heading, Text
from reportgen.model import FLOW_ITEMS, Record
from reportgen.style import Style
from reportgen.versions import Changes
from reportgen.wording import numbers
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


def flow_blocks(changes: Changes, style: Style) -> tuple[Block, ...]:
    """Return the numbers of the flow in both versions, and the edits of it if few; nothing where none differs."""
    edits = [edit for edit in changes.edits if edit.where == FLOW]
    flows = _Flows(before=_counts(changes.old.record), after=_counts(changes.new.record), style=style)
    if flows.before == flows.after and not edits:
        return ()
    blocks: list[Block] = [Heading(level=1, children=(Text("Flow of studies"),), id="sec-flow")]
    if keys := _in_order([*flows.after, *flows.before]):
        rows = [(_label(key), *flows.said(key), flows.difference(key)) for key in keys]
        heads = ("Step", changes.old.name, changes.new.name, "Difference")
        alt = "One row for each number of the flow of studies, in both versions."
        blocks.append(table_of("tbl-flow", "Flow of studies before and after.", heads, rows, (3, 1, 1, 1), alt=alt))
    return (*blocks, *flow_edits(changes))


def flow_label(item: str) -> str:
    """Return what an item of the flow counts: "Records screened"."""
    said = _OWN.get(item) or re.split(r"; | \(", FLOW_ITEMS.get(item, item))[0]
    return capitalised(said)


_Key: TypeAlias = tuple[str, str]
_Counts: TypeAlias = Mapping[_Key, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flows:
    """The counts of both versions, by item and detail."""

    before: _Counts
    after: _Counts
    style: Style

    def said(self, key: _Key) -> tuple[str, str]:
        """Return what both versions say of a count."""
        one, other = (self._number(counts, key) for counts in (self.before, self.after))
        return one, other

    def difference(self, key: _Key) -> str:
        """Return "+3"; in an update the included studies are the new ones, which leaves nothing to compare."""
        if key not in self.before:
            return "new"
        if key not in self.after:
            return "gone"
        one, other = self.before[key], self.after[key]
        if one == other:
            return "same"
        if one is None or other is None:
            return "changed"
        if key[0] in {"studies", "reports"} and _is_update(self.before) != _is_update(self.after):
            return "counted otherwise"
        return f"{'+' if other > one else ''}{numbers.count(other - one, self.style.numbers)}"

    def _number(self, counts: _Counts, key: _Key) -> str:
        if key not in counts:
            return NOTHING
        n = counts[key]
        return "not reported" if n is None else numbers.count(n, self.style.numbers)


def _counts(record: Record) -> _Counts:
    return {(one.item, one.detail): one.n for one in record.flow}


def _is_update(counts: _Counts) -> bool:
    return any(item in _OF_UPDATES for item, _ in counts)


def _in_order(found: Iterable[_Key]) -> list[_Key]:
    """Return counts by the steps of the flow, details as they were entered."""
    items = list(FLOW_ITEMS)
    return sorted(dict.fromkeys(found), key=lambda key: items.index(key[0]) if key[0] in items else len(items))


def _label(key: _Key) -> str:
    item, detail = key
    return f"{flow_label(item)}: {detail}" if detail else flow_label(item)
