"""A table with one row a study, whatever it is called, becomes a review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.effects import MEASURES
from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported, Kept, Remark
from reportgen.exchange.naming import slug
from reportgen.exchange.source import Source
from reportgen.exchange.table_text import csv_of
from reportgen.exchange.titles import called, file_title
from reportgen.exchange.wide.bias import BiasColumns, bias_columns, judgements_of
from reportgen.exchange.wide.chosen_table import chosen_table
from reportgen.exchange.wide.fields import study_column
from reportgen.exchange.wide.layout import Layout, layout_of
from reportgen.exchange.wide.mapping import TableMap, table_map
from reportgen.exchange.wide.measures import measure_named
from reportgen.exchange.wide.outcomes import OutcomeRows, outcomes_of
from reportgen.exchange.wide.results import results_of
from reportgen.exchange.wide.sheet_rows import is_text_table, start_of
from reportgen.exchange.wide.studies import described, study_names
from reportgen.exchange.wide.table import SheetTable, table_of
from reportgen.load.findings import Findings, quoted
from reportgen.model import Comparison, Methods, Outcome, Plan, Review

__all__ = ["WIDE", "read_wide_table"]

_NO_NUMBERS = "the imported table gives no numbers"
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_TABLES = (".csv", ".tsv", ".tab", *_WORKBOOKS)


def _matches(source: Source) -> bool:
    """Return whether a source is one table: a .csv or workbook, whatever is in it, since a mapping may say what.

    A text of another name is one if a column names studies and others hold the numbers of an effect.
    """
    if len(source.files) != 1:
        return False
    path, data = next(iter(source.files.items()))
    if path.lower().endswith(_TABLES):
        return True
    if not (is_text_table(path) or path.lower().endswith(_WORKBOOKS)):
        return False
    found = [table_of(sheet, Findings(), []) for sheet in start_of(path, data)]
    return any(table is not None and table.is_of_studies() for table in found)


def read_wide_table(source: Source, options: ImportOptions) -> Imported:
    """Return the review in a table: one row a study, or one a study, outcome, subgroup and time point.

    Raises:
        DataError: all that stops it, each with its place: headings that cannot be told, a measure that must be named,
            names of studies that stand twice, cells that hold no number or one that cannot be.
    """
    findings, remarks = Findings(), list[Remark]()
    map_ = table_map(options.columns)
    table = chosen_table(source, map_, findings, remarks)
    findings.raise_errors()
    layout = None if table is None else layout_of(table, map_, findings, remarks)
    findings.raise_errors()
    if table is None or layout is None:
        raise DataError([Issue("source-holds-a-review", Origin(source.name, 1), "found no table, expected one")])
    return _Reading(source, table, layout, map_, options, findings, remarks).imported()


class _Reading:
    """One table on its way to a review."""

    def __init__(
        self,
        source: Source,
        table: SheetTable,
        layout: Layout,
        map_: TableMap,
        options: ImportOptions,
        findings: Findings,
        remarks: list[Remark],
    ) -> None:
        self._source, self._table, self._layout, self._map = source, table, layout, map_
        self._options, self._findings, self._remarks = options, findings, remarks
        self._place = table.place(table.heading_line)

    def imported(self) -> Imported:
        """Return the review with what there is to say of it."""
        table, layout, findings, remarks = self._table, self._layout, self._findings, self._remarks
        bias = bias_columns(table.headings, layout.bias, self._map.tool, self._place, findings)
        layout = self._without_bias(bias)
        names = study_names(table, layout, findings, remarks)
        if not table.rows:
            findings.add("file-is-not-empty", self._place, "found headings and no row, expected one row a study")
        measure = measure_named(self._options.measure) or self._options.measure
        outcomes = outcomes_of(table, layout, names, self._map, measure, findings, remarks) if table.rows else ()
        comparison = self._comparison(outcomes)
        sides = (comparison.experimental, comparison.comparator)
        made = results_of(outcomes, comparison.id, sides, self._map.level, findings, remarks)
        without = {name: "" if name in made.with_numbers else _NO_NUMBERS for name in names}
        known = described(table, layout, names, without, findings, remarks)
        judgements = () if bias is None else judgements_of(table, bias, names, findings)
        findings.raise_errors()
        review = Review(
            title=self._options.title or self._map.title or self._title_of_file(),
            methods=Methods(plan=Plan(level=self._map.level)),
            comparisons=(comparison,),
            outcomes=tuple(self._outcome(outcome, comparison.id) for outcome in outcomes),
            columns=known.columns,
            studies=known.studies,
            arms=tuple(made.arms.values()),
            results=tuple(made.results),
            risk_of_bias_tool=bias.tool if bias else None,
            judgements=judgements,
        )
        return Imported(
            format=WIDE.id,
            review=review,
            kept=self._kept((*known.left, *self._differing(outcomes))),
            remarks=tuple(remarks),
        )

    def _title_of_file(self) -> str:
        title = file_title(self._source.name)
        self._remarks.append(called(title, self._place))
        return title

    def _without_bias(self, bias: BiasColumns | None) -> Layout:
        """Return the layout without the columns of judgements among those that describe studies."""
        if bias is None:
            return self._layout
        taken = set(bias.domains.values())
        return replace(self._layout, others=tuple(index for index in self._layout.others if index not in taken))

    def _comparison(self, outcomes: Sequence[OutcomeRows]) -> Comparison:
        one_group = bool(outcomes) and all(MEASURES[outcome.measure].sides == 1 for outcome in outcomes)
        usual = ("All participants", "No comparator") if one_group else ("Experimental", "Control")
        names = [own or other for own, other in zip(self._layout.names, usual, strict=True)]
        if names[0].casefold() == names[1].casefold():
            names = list(usual)
        if not one_group and not all(self._layout.names) and "arm_experimental" not in self._layout.general:
            text = f"The sides are called {names[0]} and {names[1]}, since the table does not name both."
            self._remarks.append(Remark(topic="outcomes", text=text, origin=self._place))
        title = names[0] if one_group else f"{names[0]} versus {names[1]}"
        id_ = slug(title) or "comparison"
        return Comparison(id=id_, title=title, experimental=names[0], comparator=names[1], origin=self._place)

    def _outcome(self, rows: OutcomeRows, comparison: str) -> Outcome:
        return Outcome(
            id=rows.id,
            title=rows.title,
            comparison=comparison,
            measure=rows.measure,
            better=rows.better,
            origin=rows.place,
            plan=Plan(level=self._map.level),
            time_point=rows.time_point,
            figure=rows.id,
            unit=rows.unit,
            instrument=rows.instrument,
        )

    def _differing(self, outcomes: Sequence[OutcomeRows]) -> list[int]:
        """Return the columns of instruments and units that differ within an outcome, after a remark on each."""
        general = self._layout.general
        found = [general[name] for name in ("instrument", "unit") if name in general and _differs(name, outcomes)]
        for index in found:
            text = f"{quoted(self._table.headings[index])} differs within an outcome, which has no place for it."
            self._remarks.append(Remark(topic="outcomes", text=text, origin=self._place))
        return found

    def _kept(self, left: Sequence[int]) -> tuple[Kept, ...]:
        """Return the columns that have no place in a review folder, beside the names of the studies."""
        filled = [index for index in left if any(self._table.column(index))]
        if not filled:
            return ()
        general = self._layout.general
        columns = [study_column(general) or 0, *filled]
        rows = (self._table.headings, *(cells for _, cells in self._table.rows))
        content = csv_of([row[index] for index in columns] for row in rows)
        stem = slug(self._source.name.rpartition(".")[0] or self._source.name) or "table"
        what = "Columns of the table that describe neither studies nor outcomes"
        return (Kept(path=f"{stem}-columns.csv", content=content, what=what, origin=self._place),)


def _differs(name: str, outcomes: Sequence[OutcomeRows]) -> bool:
    said = [{entry.said[name] for entry in outcome.entries if entry.said.get(name)} for outcome in outcomes]
    return any(len(texts) > 1 for texts in said)


WIDE = Format(id="wide", title="table with one row a study", matches=_matches, read=read_wide_table, general=True)
