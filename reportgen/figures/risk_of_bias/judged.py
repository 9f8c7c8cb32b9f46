"""Studies with their judgements, as rows of the summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.document import Datum
from reportgen.figures.lines import Line
from reportgen.model import Domain, Judgement, Level, Review, RiskOfBiasTool
from reportgen.quantities import study_name
from reportgen.wording.phrases import capitalised

__all__ = ["OVERALL", "JudgedRow", "JudgedTable", "judged_table"]

OVERALL = "overall"
"""The key of a tool's domain that sums the others up; it is shown only where reviewers judged it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """A study (and outcome, where the tool judges results) with its judgements by domain."""

    label: Line
    judgements: Mapping[str, Judgement]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedTable:
    """All rows in the order of studies.csv, with the tool and the domains shown, an overall one last."""

    tool: RiskOfBiasTool
    domains: tuple[Domain, ...]
    rows: tuple[JudgedRow, ...]

    @property
    def has_gaps(self) -> bool:
        """Return whether a judgement is missing."""
        return any(domain.id not in row.judgements for row in self.rows for domain in self.domains)

    def data(self) -> Iterator[Datum]:
        """Yield names and judgements in reading order."""
        for row in self.rows:
            yield from (piece for piece in row.label if isinstance(piece, Datum))
            for domain in self.domains:
                if domain.id in row.judgements:
                    yield self.datum(row.judgements[domain.id])

    def datum(self, judgement: Judgement) -> Datum:
        """Return a judgement as the word of its level."""
        return Datum(
            text=self.tool.level(judgement.level).label,
            subject=f"risk_of_bias/{judgement.study}/{judgement.domain}",
            inputs=(judgement.origin,),
            provenance=judgement.attribution.provenance,
        )

    def count(self, level: Level) -> tuple[Judgement, ...]:
        """Return the judgements of a level."""
        return tuple(one for row in self.rows for one in row.judgements.values() if one.level == level.id)


def judged_table(review: Review, tool: RiskOfBiasTool) -> JudgedTable:
    """Return the included studies with their judgements; a study that was not judged has an empty row."""
    by_row: dict[tuple[str, str], dict[str, Judgement]] = {}
    for judgement in review.judgements:
        by_row.setdefault((judgement.study, judgement.outcome), {})[judgement.domain] = judgement
    titles = {outcome.id: capitalised(outcome.title) for outcome in review.outcomes}
    rows: list[JudgedRow] = []
    for study in review.included():
        name = study_name(study.id, study.origin)
        outcomes = [outcome for key, outcome in by_row if key == study.id] or [""]
        for outcome in outcomes:
            label: Line = (name, f": {titles.get(outcome, outcome)}") if outcome else (name,)
            rows.append(JudgedRow(label=label, judgements=by_row.get((study.id, outcome), {})))
    shown = {judgement.domain for judgement in review.judgements}
    summed = [domain for domain in tool.domains if domain.id == OVERALL and domain.id in shown]
    single = [domain for domain in tool.domains if domain.id != OVERALL]
    return JudgedTable(tool=tool, domains=(*single, *summed), rows=tuple(rows))
