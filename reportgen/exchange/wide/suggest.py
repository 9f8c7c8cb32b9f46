"""A draft of a columns.yaml for a table: what was recognised and why, what was not, and what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from reportgen.exchange.imported import Remark
from reportgen.exchange.naming import one_line
from reportgen.exchange.source import Source
from reportgen.exchange.wide.bias import BiasColumns, bias_columns
from reportgen.exchange.wide.chosen_table import chosen_table
from reportgen.exchange.wide.completeness import KINDS, kinds_of, measures_of_kind
from reportgen.exchange.wide.fields import FIELDS, SIDES
from reportgen.exchange.wide.headings import Block
from reportgen.exchange.wide.layout import is_passed_over
from reportgen.exchange.wide.mapping import TableMap
from reportgen.exchange.wide.sheet_rows import sheets_of
from reportgen.exchange.wide.table import SheetTable, table_of
from reportgen.load.findings import Findings
from reportgen.load.yaml_form import yaml_scalar

__all__ = ["suggest"]

_MOST_SAMPLES = 3
_LONGEST_SAMPLE = 30
_WANTED: Mapping[str, list[str]] = {
    "dichotomous": [f"{name}_{side}" for side in SIDES for name in ("events", "n")],
    "continuous": [f"{name}_{side}" for side in SIDES for name in ("mean", "sd", "n")],
    "rates": [f"{name}_{side}" for side in SIDES for name in ("events", "time")],
    "proportion": ["events", "n"],
    "correlation": ["r", "n"],
    "effect": ["estimate", "ci_low", "ci_high"],
}
"""The keys that give each kind of data in its usual form."""


def suggest(source: Source) -> str:
    """Return the text of a draft columns.yaml for the table of a source.

    Every heading stands in it: as a value with the reason in a comment, or in a comment with samples of its cells. What
    is missing for the data that are nearly there is named. Where enough was recognised, the draft works as it stands.

    Raises:
        DataError: the source holds no table that can be read.
    """
    findings = Findings()
    remarks: list[Remark] = []
    table = chosen_table(source, TableMap(), findings, remarks)
    if table is None:  # several sheets: the first with any text is drafted, for the reviewer to choose
        first = next((sheet for sheet in sheets_of(source, []) if sheet.rows and not sheet.hidden), None)
        table = None if first is None else table_of(first, Findings(), [])
    else:
        findings.raise_errors()
    if table is None:
        findings.raise_errors()
        return "# There is no table in this file.\n"
    return "\n".join(_draft(source, table)) + "\n"


def _draft(source: Source, table: SheetTable) -> Iterator[str]:
    bias = bias_columns(table.headings, {}, "", table.place(table.heading_line), Findings())
    yield f"# Which column of {one_line(source.name)} holds what: our names, then the headings of the table."
    yield "# Change what is wrong, fill in what is missing, and give this file with --map."
    sheet = table.path.partition(" [")[2].removesuffix("]")
    if sheet:
        yield f"sheet: {yaml_scalar(sheet)}"
    blocks = table.whole_blocks()
    yield "#title: title of the review"
    yield from _measure(table, blocks)
    yield "#better: lower      # or higher: which direction is good for participants"
    yield from _outcome(table, blocks)
    names = table.recognised.names
    for key, name in zip(SIDES, names, strict=True):
        yield (
            f"{key}: {yaml_scalar(name)}"
            if name
            else f"#{key}: name of the {'experimental' if key == SIDES[0] else 'other'} side"
        )
    yield "columns:"
    own = blocks[0].columns if len(blocks) == 1 else _shared(blocks)
    lines = list(_columns(table, {**table.recognised.general, **own}))
    yield from lines or ["  #study: heading of the column that names the studies"]
    yield from _missing(table, blocks)
    if len(blocks) > 1:
        yield from _outcomes(table, blocks)
    used = {*table.recognised.general.values(), *(index for block in blocks for index in block.columns.values())}
    yield from _characteristics(table)
    used |= set(table.recognised.characteristics.values())
    if bias:
        yield from _bias(table, bias)
        used |= set(bias.domains.values())
    yield from _others(table, used)


def _measure(table: SheetTable, blocks: Sequence[Block]) -> Iterator[str]:
    said = table.recognised.measure
    if "measure" in table.recognised.general:
        return
    if said:
        yield f"measure: {said}      # a heading says so"
        return
    cells = [table.column(index) for index in range(len(table.headings))]
    kinds = kinds_of(blocks[0].columns, cells) if blocks else ()
    choices = measures_of_kind(kinds[0]) if kinds else ("RR", "OR", "MD", "SMD", "HR")
    yield f"#measure: {choices[0]}      # one of {', '.join(choices)}: see `reportgen list measures`"


def _outcome(table: SheetTable, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the name of the one outcome, where no column names it."""
    if "outcome" in table.recognised.general or len(blocks) > 1:
        return
    title = blocks[0].title if blocks else ""
    yield f"outcome: {yaml_scalar(title)}" if title else "#outcome: name of the outcome"


def _columns(table: SheetTable, columns: Mapping[str, int], indent: str = "  ") -> Iterator[str]:
    for name, index in sorted(columns.items(), key=lambda item: item[1]):
        why = table.recognised.why.get(index, FIELDS.get(name, ""))
        yield f"{indent}{name}: {yaml_scalar(table.headings[index])}      # {one_line(why)}"


def _shared(blocks: Sequence[Block]) -> dict[str, int]:
    """Return the columns that all blocks have."""
    if not blocks:
        return {}
    first, *others = blocks
    return {
        name: index
        for name, index in first.columns.items()
        if all(other.columns.get(name) == index for other in others)
    }


def _outcomes(table: SheetTable, blocks: Sequence[Block]) -> Iterator[str]:
    shared = _shared(blocks)
    yield "outcomes:"
    for block in blocks:
        yield f"  - title: {yaml_scalar(block.title or 'first outcome')}"
        yield "    columns:"
        yield from _columns(table, {n: i for n, i in block.columns.items() if n not in shared}, "      ")
    for block in table.recognised.baseline:
        headings = ", ".join(one_line(table.headings[index]) for index in block.columns.values())
        yield f"  # left out, since it looks like numbers before treatment: {headings}"


def _missing(table: SheetTable, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield what the data lack that are nearly there, or examples of data where there are none."""
    if blocks:
        return
    given: Collection[str] = {name for block in table.recognised.blocks for name in block.columns}
    near = [(kind, [n for n in names if n not in given]) for kind, names in _WANTED.items() if set(names) & set(given)]
    for kind, missing in near or list(_WANTED.items()):
        lead = "still missing" if near else "needed"
        yield f"  # {lead} for {KINDS[kind]} ({', '.join(measures_of_kind(kind)[:4])} …):"
        yield from (f"  #{name}: heading      # {FIELDS[name]}" for name in missing)
    if not near:
        return
    named = sorted({index for block in table.recognised.blocks for index in block.columns.values()})
    yield f"  # recognised so far, and not enough by itself: {', '.join(one_line(table.headings[i]) for i in named)}"
    for block in table.recognised.blocks:
        yield from (f"  #{line.strip()}" for line in _columns(table, block.columns))


def _characteristics(table: SheetTable) -> Iterator[str]:
    found = table.recognised.characteristics
    if found:
        yield "characteristics:"
        yield from (f"  {name}: {yaml_scalar(table.headings[index])}" for name, index in found.items())


def _bias(table: SheetTable, bias: BiasColumns) -> Iterator[str]:
    yield "risk_of_bias:"
    yield f"  tool: {bias.shipped}      # {bias.tool.title}"
    yield from (f"  {name}: {yaml_scalar(table.headings[index])}" for name, index in bias.domains.items())


def _others(table: SheetTable, used: Collection[int]) -> Iterator[str]:
    """Yield a comment for each heading that is not in the draft, with samples of its cells."""
    left = [index for index, heading in enumerate(table.headings) if heading and index not in used]
    baseline = {index for block in table.recognised.baseline for index in block.columns.values()}
    part = {index for block in table.recognised.blocks for index in block.columns.values()}
    doubles = set(table.recognised.doubles)
    left = [index for index in left if index not in baseline | part]
    if left:
        yield "# Not recognised; what describes studies becomes a column of studies.csv by itself:"
    for index in left:
        samples = [cell for cell in dict.fromkeys(table.column(index)) if cell][:_MOST_SAMPLES]
        shown = "; ".join(one_line(cell)[:_LONGEST_SAMPLE] for cell in samples) or "no cell is filled in"
        note = " (means the same as another heading)" if index in doubles else ""
        note = note or (" (left out)" if is_passed_over(table.headings[index]) else "")
        yield f"#   {yaml_scalar(table.headings[index])}{note}: {shown}"
