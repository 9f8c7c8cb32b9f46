"""Judgements of risk of bias as rows of studies, with the overall one by the reviewers or by the tool's rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.document import Datum
from reportgen.errors import Origin
from reportgen.model import OVERALL, Domain, Judgement, Level, Review, RiskOfBiasTool, overall_levels
from reportgen.quantities.cells import weakest

__all__ = [
    "JudgedRow",
    "Verdict",
    "judged_outcomes",
    "judged_rows",
    "risk_rank",
    "rows_of_outcome",
    "shown_domains",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is shown of one domain of a row.

    `judgements` are what it rests on: the reviewers' own, or for an overall judgement that was `worked_out` by the
    tool's rule those on all domains. `by_rule` is what the rule gives where the reviewers' overall is one that the rule
    does not allow, else None.
    """

    level: Level
    domain: str
    judgements: tuple[Judgement, ...]
    worked_out: bool = False
    by_rule: Level | None = None

    @property
    def inputs(self) -> tuple[Origin, ...]:
        """Return the cells with the judgements."""
        return tuple(judgement.origin for judgement in self.judgements)

    @property
    def words(self) -> str:
        """Return the word of the level, and whether it was worked out or departs from the tool's rule."""
        if self.worked_out:
            return f"{self.level.label} (worked out)"
        if self.by_rule is not None:
            return f"{self.level.label} (by the tool’s rule: {self.by_rule.label.lower()})"
        return self.level.label

    def datum(self) -> Datum:
        """Return the words as a node that leads to the cells."""
        return Datum(
            text=self.words,
            subject=f"risk_of_bias/{self.judgements[0].study}/{self.domain}",
            inputs=self.inputs,
            provenance="derived" if self.worked_out else weakest(j.attribution.provenance for j in self.judgements),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """A study, or its result for one outcome (an id; empty for the study itself), with what is shown by domain."""

    study: str
    origin: Origin
    outcome: str
    verdicts: Mapping[str, Verdict]


def judged_outcomes(review: Review) -> tuple[str, ...]:
    """Return the ids of the outcomes whose results were judged, in the order of the outcomes."""
    included = {study.id for study in review.included()}
    found = {judged.outcome for judged in review.judgements if judged.study in included and judged.outcome}
    ordered = [outcome.id for outcome in review.outcomes if outcome.id in found]
    return (*ordered, *sorted(found - set(ordered)))


def judged_rows(review: Review) -> tuple[JudgedRow, ...]:
    """Return a row for each included study, in the order of studies.csv, or for each of its results that are judged.

    Where results are judged, the rows of one outcome stand together, those of studies as such before them; a study
    with results for an outcome and no judgement of them, nor one of its own, has an empty row there. A study that was
    not judged at all has an empty row. No rows without a tool.
    """
    outcomes = judged_outcomes(review)
    judged = {(one.study, one.outcome) for one in review.judgements}
    reported = {(one.study, one.outcome) for one in review.results}
    keys = [
        (study.id, outcome)
        for outcome in outcomes
        for study in review.included()
        if (study.id, outcome) in judged or ((study.id, outcome) in reported and (study.id, "") not in judged)
    ]
    placed = {study for study, _ in keys}
    own = [(study.id, "") for study in review.included() if (study.id, "") in judged or study.id not in placed]
    return tuple(_rows(review, [(study, outcome, outcome) for study, outcome in (*own, *keys)]))


def rows_of_outcome(review: Review, outcome: str) -> tuple[JudgedRow, ...]:
    """Return a row for each included study with results or judgements of an outcome, in the order of studies.csv.

    A study whose results for the outcome were not judged has the judgements of the study as such.
    """
    judged = {(one.study, one.outcome) for one in review.judgements}
    reported = {(one.study, one.outcome) for one in review.results}
    keys = [
        (study.id, outcome, outcome if (study.id, outcome) in judged else "")
        for study in review.included()
        if (study.id, outcome) in judged | reported
    ]
    return tuple(_rows(review, keys))


def risk_rank(row: JudgedRow) -> float | None:
    """Return the rank of the overall judgement of a row, else of its worst one; None for a study not judged."""
    ranks = {domain: float(verdict.level.rank) for domain, verdict in row.verdicts.items()}
    return ranks.get(OVERALL, max(ranks.values(), default=None))


def shown_domains(tool: RiskOfBiasTool, rows: tuple[JudgedRow, ...]) -> tuple[Domain, ...]:
    """Return the domains in the tool's order; an overall one last, and only where a row has it."""
    single = tuple(domain for domain in tool.domains if domain.id != OVERALL)
    summed = tuple(domain for domain in tool.domains if domain.id == OVERALL)
    return (*single, *summed) if any(OVERALL in row.verdicts for row in rows) else single


def _rows(review: Review, keys: list[tuple[str, str, str]]) -> Iterator[JudgedRow]:
    """Yield a row for each study, outcome it stands under, and outcome whose judgements it has."""
    tool = review.risk_of_bias_tool
    if tool is None:
        return
    by_key: dict[tuple[str, str], dict[str, Judgement]] = {}
    for judgement in review.judgements:
        by_key.setdefault((judgement.study, judgement.outcome), {})[judgement.domain] = judgement
    origins = {study.id: study.origin for study in review.studies}
    for study, outcome, source in keys:
        verdicts = _verdicts(tool, by_key.get((study, source), {}))
        yield JudgedRow(study=study, origin=origins[study], outcome=outcome, verdicts=verdicts)


def _verdicts(tool: RiskOfBiasTool, judgements: Mapping[str, Judgement]) -> Mapping[str, Verdict]:
    found = {
        id_: Verdict(level=tool.level(judged.level), domain=id_, judgements=(judged,))
        for id_, judged in judgements.items()
    }
    summed = _overall(tool, judgements)
    return found if summed is None else {**found, OVERALL: summed}


def _overall(tool: RiskOfBiasTool, judgements: Mapping[str, Judgement]) -> Verdict | None:
    """Return the overall judgement: the reviewers' own, else that of the rule where every domain is judged."""
    needed = [domain.id for domain in tool.domains if domain.id != OVERALL and domain.about == "risk"]
    judged = tuple(judgements[id_] for id_ in needed if id_ in judgements)
    complete = len(judged) == len(needed)
    allowed = overall_levels(tool, [tool.level(one.level) for one in judged]) if complete else ()
    own = judgements.get(OVERALL)
    if own is None:
        return Verdict(level=allowed[0], domain=OVERALL, judgements=judged, worked_out=True) if allowed else None
    level = tool.level(own.level)
    by_rule = allowed[0] if allowed and level not in allowed else None
    if by_rule is None and not allowed and tool.overall:
        by_rule = _above(tool, level, [tool.level(one.level) for one in judged])
    return Verdict(level=level, domain=OVERALL, judgements=(own,), by_rule=by_rule)


def _above(tool: RiskOfBiasTool, overall: Level, judged: list[Level]) -> Level | None:
    """Return the level of the worst domain if it is higher than the overall one, which may not be."""
    aside = ("unknown", "none")
    known = [level for level in judged if tool.grade(level) not in aside and level.rank > overall.rank]
    return max(known, key=lambda level: level.rank, default=None) if tool.grade(overall) not in aside else None
