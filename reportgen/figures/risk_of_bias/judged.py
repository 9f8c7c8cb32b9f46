"""Studies with their judgements, as rows of the summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.document import Datum
from reportgen.figures.lines import Line
from reportgen.model import OVERALL, Domain, Level, Review, RiskOfBiasTool
from reportgen.quantities import JudgedRow, Verdict, judged_rows, rows_of_outcome, shown_domains, study_name
from reportgen.wording.phrases import capitalised

__all__ = ["JudgedTable", "TableRow", "judged_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row under the title of its outcome (empty for studies as such, or where the figure is about one outcome)."""

    name: Datum
    block: str
    row: JudgedRow

    @property
    def label(self) -> Line:
        """Return the name, with the outcome where the block has one."""
        return (self.name, f": {self.block}") if self.block else (self.name,)

    def verdict(self, domain: Domain) -> Verdict | None:
        """Return what is shown of a domain."""
        return self.row.verdicts.get(domain.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedTable:
    """All rows, those of an outcome together and in the order of studies.csv; the tool and the domains, overall last.

    `outcome` is the title of the one outcome that all rows are about, empty where there is none.
    """

    tool: RiskOfBiasTool
    domains: tuple[Domain, ...]
    rows: tuple[TableRow, ...]
    outcome: str = ""

    @property
    def has_gaps(self) -> bool:
        """Return whether a judgement is missing."""
        return any(row.verdict(domain) is None for row in self.rows for domain in self.domains)

    def verdicts(self) -> Iterator[Verdict]:
        """Yield all that is shown, row by row."""
        for row in self.rows:
            yield from (verdict for domain in self.domains if (verdict := row.verdict(domain)) is not None)

    def overall(self) -> tuple[Verdict, ...]:
        """Return the overall judgements that are shown."""
        return tuple(verdict for verdict in self.verdicts() if verdict.domain == OVERALL)

    def levels(self) -> tuple[Level, ...]:
        """Return the levels for a legend: all of the tool, but no information and not applicable where they occur."""
        used = {verdict.level.id for verdict in self.verdicts()}
        aside = ("unknown", "none")
        return tuple(one for one in self.tool.ordered() if one.id in used or self.tool.grade(one) not in aside)

    def data(self) -> Iterator[Datum]:
        """Yield names and judgements in reading order."""
        for row in self.rows:
            yield row.name
            yield from (verdict.datum() for domain in self.domains if (verdict := row.verdict(domain)) is not None)

    def count(self, level: Level) -> tuple[Verdict, ...]:
        """Return what has a level."""
        return tuple(verdict for verdict in self.verdicts() if verdict.level == level)


def judged_table(review: Review, tool: RiskOfBiasTool, outcome: str = "") -> JudgedTable:
    """Return the included studies with their judgements, of one outcome (an id) if one is given.

    A study that was not judged has an empty row.
    """
    rows = rows_of_outcome(review, outcome) if outcome else judged_rows(review)
    titles = {one.id: one.title for one in review.outcomes}
    found = {row.outcome for row in rows}
    only = next(iter(found)) if len(found) == 1 else ""
    alone = titles.get(only, only)
    shown = tuple(
        TableRow(
            name=study_name(row.study, row.origin),
            block="" if alone else capitalised(titles.get(row.outcome, row.outcome)),
            row=row,
        )
        for row in rows
    )
    return JudgedTable(tool=tool, domains=shown_domains(tool, rows), rows=shown, outcome=alone)
