"""What other software made of the same data: results that moved although nobody edited anything."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.comparing.report.words import NOTHING, table_of
from reportgen.document import Block, Heading, Paragraph, Text
from reportgen.history import Rebuilt
from reportgen.wording.phrases import capitalised

__all__ = ["software_blocks"]


def software_blocks(rebuilt: Sequence[tuple[str, Rebuilt]]) -> tuple[Block, ...]:
    """Return what came out otherwise when versions were built again with the software of today; nothing if nothing did.

    `rebuilt` are versions by their names.
    """
    moved = [(name, one) for name, one in rebuilt if one.moved or one.software]
    if not moved:
        return ()
    blocks: list[Block] = [Heading(level=1, children=(Text("What the software changed"),), id="sec-software")]
    for place, (name, one) in enumerate(moved, 1):
        blocks.append(Paragraph(children=(Text(_said(name, one)),)))
        if one.moved:
            rows = [
                (capitalised(result.title), what, _value(pair[0]), _value(pair[1]))
                for result in one.moved
                for what, pair in result.values.items()
            ]
            rows += [
                (capitalised(result.title), "there only", *_only(result.only)) for result in one.moved if result.only
            ]
            alt = "One row for each value that came out otherwise."
            caption = f"Results of {name} as recorded and as they come out now."
            heads = ("Result", "Value", "Recorded", "Now")
            blocks.append(table_of(f"tbl-software-{place}", caption, heads, rows, (2, 1, 1, 1), alt=alt))
    return tuple(blocks)


def _said(name: str, one: Rebuilt) -> str:
    changed = ", ".join(f"{what} {old or NOTHING} → {new or NOTHING}" for what, old, new in one.software)
    made = f"{name} was made with other software ({changed})." if changed else f"{name} was built again."
    if not one.moved:
        return f"{made} All of its results come out the same now."
    return f"{made} Both versions are compared as they come out now, so these differences are not among the changes."


def _value(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else NOTHING if value is None else str(value)


def _only(which: str) -> tuple[str, str]:
    return ("yes", NOTHING) if which == "recorded" else (NOTHING, "yes")
