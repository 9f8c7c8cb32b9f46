"""Results become tables: one table a file, one line in `TABLES`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportgen.document import Table
from reportgen.quantities import Analysis
from reportgen.tables.characteristics import characteristics_table
from reportgen.tables.individual import individual_table
from reportgen.tables.other_studies import awaiting_table, excluded_table, ongoing_table
from reportgen.tables.pooled_results import pooled_table
from reportgen.tables.risk_of_bias import risk_of_bias_table
from reportgen.tables.sensitivity import sensitivity_table
from reportgen.tables.summary_of_findings import summary_tables

__all__ = ["TABLES", "TableKind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """A table of the manuscript: its title, and the verb that makes it (None where the review has nothing for it).

    A kind of which a review may have several makes all of them, in their order; nothing to make is then an empty tuple.
    """

    title: str
    make: Callable[[Analysis], Table | tuple[Table, ...] | None]

    def tables(self, analysis: Analysis) -> tuple[Table, ...]:
        """Return the tables of this kind that the review has data for."""
        made = self.make(analysis)
        return made if isinstance(made, tuple) else () if made is None else (made,)


TABLES: Mapping[str, TableKind] = {
    "characteristics": TableKind(title="Characteristics of included studies", make=characteristics_table),
    "summary-of-findings": TableKind(title="Summary of findings", make=summary_tables),
    "pooled": TableKind(title="All pooled results", make=pooled_table),
    "sensitivity": TableKind(title="Sensitivity analyses", make=sensitivity_table),
    "individual": TableKind(title="Results of individual studies", make=individual_table),
    "risk-of-bias": TableKind(title="Risk-of-bias judgements with their support", make=risk_of_bias_table),
    "excluded": TableKind(title="Characteristics of excluded studies", make=excluded_table),
    "awaiting": TableKind(title="Characteristics of studies awaiting classification", make=awaiting_table),
    "ongoing": TableKind(title="Characteristics of ongoing studies", make=ongoing_table),
}
"""Every table by the name that templates call it with; in the order they stand in the manuscript."""
