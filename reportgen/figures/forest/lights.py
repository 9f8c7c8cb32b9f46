"""Judgements of risk of bias beside the studies of a forest plot: one column a domain, and what the letters mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.figures.risk_of_bias.legend import domain_in_full
from reportgen.model import OVERALL, Domain, Level, Review, RiskOfBiasTool
from reportgen.quantities import Verdict, rows_of_outcome, shown_domains

__all__ = ["Lights", "Shown", "lights_for"]

Shown = Mapping[str, Verdict]
"""What is shown of a study, by domain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lights:
    """The tool, the domains that are shown, each with a letter, and what is shown by study and outcome."""

    tool: RiskOfBiasTool
    domains: tuple[Domain, ...]
    shown: Mapping[tuple[str, str], Shown]

    @property
    def letters(self) -> tuple[str, ...]:
        """Return A, B, C … for the domains."""
        return tuple(chr(ord("A") + i % 26) * (1 + i // 26) for i in range(len(self.domains)))

    @property
    def legend(self) -> tuple[str, ...]:
        """Return "(A) Random sequence generation (selection bias)" for each domain."""
        pairs = zip(self.letters, self.domains, strict=True)
        return tuple(f"({letter}) {self._named(domain)}" for letter, domain in pairs)

    def of(self, study: str, outcome: str) -> Shown:
        """Return the judgements on the results of a study for an outcome, else those on the study as a whole."""
        return self.shown.get((study, outcome), {})

    def levels(self, shown: Iterable[Shown]) -> tuple[Level, ...]:
        """Return the levels that occur, in the order of the tool."""
        given = {verdict.level.id for lights in shown for verdict in lights.values()}
        return tuple(level for level in self.tool.ordered() if level.id in given)

    def _named(self, domain: Domain) -> str:
        if domain.id == OVERALL:
            found = [lights[OVERALL] for lights in self.shown.values() if OVERALL in lights]
            rule = bool(found) and all(verdict.worked_out for verdict in found)
            return f"{domain.label}, worked out by the rule of the tool" if rule else domain.label
        return domain_in_full(domain) if domain.about == "risk" else domain.name


def lights_for(review: Review, outcomes: Iterable[str]) -> Lights | None:
    """Return what there is to show beside the studies of outcomes (ids); None where nothing is judged."""
    tool = review.risk_of_bias_tool
    rows = tuple(row for outcome in outcomes for row in rows_of_outcome(review, outcome))
    if tool is None or not any(row.verdicts for row in rows):
        return None
    shown = {(row.study, row.outcome): row.verdicts for row in rows}
    return Lights(tool=tool, domains=shown_domains(tool, rows), shown=shown)
