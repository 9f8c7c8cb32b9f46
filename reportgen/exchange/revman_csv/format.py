"""An export of data and analyses becomes a review."""

from __future__ import annotations

from reportgen.errors import Origin
from reportgen.exchange.analyses import TextTable, analyses_of
from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported, Kept, Remark
from reportgen.exchange.revman.records import table_of
from reportgen.exchange.revman.studies import roll_of
from reportgen.exchange.revman_csv.nest import NUMBERS, nested
from reportgen.exchange.revman_csv.outcomes import comparisons_of
from reportgen.exchange.small_tables import heading_words
from reportgen.exchange.source import Source
from reportgen.exchange.table_text import csv_of
from reportgen.exchange.titles import called, file_title
from reportgen.load.findings import Findings
from reportgen.model import PRESETS, Methods, Review

__all__ = ["REVMAN_CSV"]

_NEEDED = (*NUMBERS, "Name", "Data Type")
_ASSUMED = (
    "The export does not tell confidence levels, whether totals are shown, or whether events changed places: 95 %, "
    "shown and unchanged were assumed, except where weights tell that only subgroups have totals."
)


def _matches(source: Source) -> bool:
    """Return whether a source is one table with the numbers of comparisons, outcomes and subgroups."""
    wanted = {name.lower() for name in NUMBERS}
    return len(source.files) == 1 and all(wanted <= heading_words(content) for content in source.files.values())


def _read(source: Source, options: ImportOptions) -> Imported:
    findings = Findings()
    path, content = source.only()
    table = table_of(path, content, _NEEDED, findings)
    findings.raise_errors()
    nest = nested(table.records if table else (), findings)
    roll = roll_of({}, nest.studies())
    comparisons = tuple(comparisons_of(nest, roll.key))
    if not nest.parts:
        findings.add("source-holds-a-review", Origin(path, 1), "found no outcome, expected at least one")
    findings.raise_errors()
    analyses = analyses_of(comparisons, roll.ids, preset="revman5")
    title = options.title or file_title(path)
    said = () if options.title else (called(title, Origin(path, 1)),)
    review = Review(
        title=title,
        methods=Methods(plan=PRESETS["revman5"]),
        comparisons=analyses.comparisons,
        outcomes=analyses.outcomes,
        studies=analyses.with_reasons(roll.studies),
        arms=analyses.arms,
        results=analyses.results,
    )
    assumed = Remark(topic="settings", text=_ASSUMED, origin=Origin(path, 1))
    return Imported(
        format="revman-csv",
        review=review,
        stored=analyses.stored,
        kept=tuple(_kept(path, table_) for table_ in analyses.tables),
        remarks=(*said, *(table.remarks if table else ()), assumed, *roll.remarks, *analyses.remarks),
        counts={"outcomes told in words": len(analyses.tables)},
    )


def _kept(path: str, table: TextTable) -> Kept:
    content = csv_of((table.columns, *table.rows))
    what = f"Outcome {table.number} told in words, CSV"
    return Kept(path=f"outcome-{table.number}.csv", content=content, what=what, origin=Origin(path, 1))


REVMAN_CSV = Format(id="revman-csv", title="RevMan 5 data and analyses, CSV", matches=_matches, read=_read)
"""The table that RevMan 5 exports of data and analyses."""
