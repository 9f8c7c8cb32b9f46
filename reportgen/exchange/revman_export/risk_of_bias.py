"""Judgements of risk of bias: of studies as a table of their own, of results beside the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.exchange.revman_export.cells import Line, table, text
from reportgen.model import Domain, Judgement, Review, RiskOfBiasTool

__all__ = ["ResultJudgements", "held_judgements", "judged_results", "judged_studies"]

_ROB1_LEVELS: Mapping[str, str] = {"low": "Low risk", "unclear": "Unclear risk", "high": "High risk"}
_ROB2_LEVELS: Mapping[str, str] = {"low": "Low risk", "some-concerns": "Some concerns", "high": "High risk"}
_ROB2_DOMAINS: Mapping[str, str] = {
    "d1": "Bias arising from the randomization process",
    "d2": "Bias due to deviations from intended interventions",
    "d3": "Bias due to missing outcome data",
    "d4": "Bias in measurement of the outcome",
    "d5": "Bias in selection of the reported result",
    "overall": "Overall bias",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultJudgements:
    """Judgements of results: the headings they stand under, and the cells by study and outcome."""

    headings: tuple[str, ...] = ()
    _cells: Mapping[tuple[str, str], Line] = field(default_factory=dict)

    def line(self, study: str, outcome: str) -> Line:
        """Return the cells of a study in an outcome."""
        return self._cells.get((study, outcome), {})


def held_judgements(review: Review) -> tuple[Judgement, ...]:
    """Return the judgements that RevMan can hold: with RoB 1 those of studies, with RoB 2 those of results."""
    tool = review.risk_of_bias_tool
    if tool is None:
        return ()
    of_results = _is_rob2(tool)
    levels = _ROB2_LEVELS if of_results else _ROB1_LEVELS
    if not {judged.level for judged in review.judgements} <= set(levels):
        return ()
    status = {study.id: study.status for study in review.studies}
    return tuple(
        judged
        for judged in review.judgements
        if bool(judged.outcome) == of_results and status.get(judged.study) == "included"
    )


def judged_studies(review: Review) -> bytes | None:
    """Return the table of judgements of included studies; None where there are none."""
    held, tool = held_judgements(review), review.risk_of_bias_tool
    if not held or tool is None or _is_rob2(tool):
        return None
    found = {(judged.study, judged.domain): judged for judged in held}
    headings = [(domain.id, *_headings(f"Domain ({{}}): {_label(domain)}")) for domain in tool.domains]
    lines = []
    for study in review.included():
        line = {"Study": text(study.id)}
        for id_, level, support in headings:
            if judged := found.get((study.id, id_)):
                line |= {level: _ROB1_LEVELS[judged.level], support: text(judged.support)}
        lines.append(line)
    return table(("Study", *(name for _, *names in headings for name in names)), lines)


def judged_results(review: Review) -> ResultJudgements:
    """Return the judgements of results; none unless the tool is RoB 2."""
    held, tool = held_judgements(review), review.risk_of_bias_tool
    if not held or tool is None or not _is_rob2(tool):
        return ResultJudgements()
    headings = {domain.id: _headings(f"{_ROB2_DOMAINS[domain.id]} ({{}})") for domain in tool.domains}
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for judged in held:
        level, support = headings[judged.domain]
        own = cells.setdefault((judged.study, judged.outcome), {})
        own |= {level: _ROB2_LEVELS[judged.level], support: text(judged.support)}
    return ResultJudgements(headings=tuple(name for names in headings.values() for name in names), _cells=cells)


def _is_rob2(tool: RiskOfBiasTool) -> bool:
    return {domain.id for domain in tool.domains} <= set(_ROB2_DOMAINS) and "d1" in {d.id for d in tool.domains}


def _headings(form: str) -> tuple[str, str]:
    return text(form.format("judgement")), text(form.format("support"))


def _label(domain: Domain) -> str:
    """Return the name of a domain as RevMan writes it: "Allocation concealment (selection bias)"."""
    label = domain.label.replace("{", "{{").replace("}", "}}")
    bias = domain.bias.replace("{", "{{").replace("}", "}}")
    return f"{label} ({bias})" if bias and bias.casefold().endswith("bias") else label
