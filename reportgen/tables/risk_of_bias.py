"""Risk-of-bias judgements with the support for each, where the reviewer gave any."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Datum, Inline, Note, Row, Table, Text
from reportgen.model import Domain, RiskOfBiasTool
from reportgen.quantities import Analysis, JudgedRow, Verdict, judged_rows, study_name
from reportgen.tables.cells import cell, group_row, head, lines_of, row_head

__all__ = ["risk_of_bias_table"]

TITLES = ("Domain", "Judgement", "Support for the judgement")
WIDTHS = (2.0, 1.0, 4.0)
WITHOUT_SUPPORT = "Judgements for which no support is reported are left out here; the figure shows all."


def risk_of_bias_table(analysis: Analysis) -> Table | None:
    """Return a row per judgement that has a support text, study by study; None without any (the figure says it all)."""
    review = analysis.review
    tool = review.risk_of_bias_tool
    included = {study.id for study in review.included()}
    judgements = [judgement for judgement in review.judgements if judgement.study in included]
    if tool is None or not any(judgement.support for judgement in judgements):
        return None
    complete = all(judgement.support for judgement in judgements)
    return Table(
        id="tbl-risk-of-bias",
        caption=(Text(f"Risk-of-bias judgements ({tool.title}) with the support for each."),),
        head=head(TITLES),
        body=tuple(_rows(analysis, tool)),
        widths=WIDTHS,
        notes=() if complete else (Note(mark="", children=(Text(WITHOUT_SUPPORT),)),),
        alt="For each study its domains, with the judgement and the support for it.",
    )


def _rows(analysis: Analysis, tool: RiskOfBiasTool) -> Iterator[Row]:
    """Yield for each study its name, then a row per judgement: domain by domain, outcomes in their order.

    A study with support for any judgement has its overall ones as well, with how they were got.
    """
    by_study: dict[str, list[JudgedRow]] = {}
    for row in judged_rows(analysis.review):
        by_study.setdefault(row.study, []).append(row)
    for study in analysis.review.included():
        own = by_study.get(study.id, [])
        if not any(judged.support for row in own for one in row.verdicts.values() for judged in one.judgements):
            continue
        yield group_row((study_name(study.id, study.origin),), len(TITLES))
        for domain in tool.domains:
            for row in own:
                verdict = row.verdicts.get(domain.id)
                if verdict is not None and (verdict.worked_out or verdict.by_rule or verdict.judgements[0].support):
                    yield _row(verdict, row.outcome, domain, tool, analysis)


def _row(verdict: Verdict, outcome: str, domain: Domain, tool: RiskOfBiasTool, analysis: Analysis) -> Row:
    title = next((o.title for o in analysis.review.outcomes if o.id == outcome), outcome)
    return Row(
        cells=(
            row_head(Text(f"{domain.name} ({title})" if title else domain.name)),
            cell(Text(verdict.words)),
            cell(*_support(verdict, tool)),
        )
    )


def _support(verdict: Verdict, tool: RiskOfBiasTool) -> tuple[Inline, ...]:
    """Return what a judgement rests on; for an overall one that was worked out, the rule."""
    judgement = verdict.judgements[0]
    if verdict.worked_out:
        return (Text(f"From the judgements on the domains, by the rule of {tool.title}."),)
    if not judgement.support:
        return ()
    support = Datum(
        text=judgement.support,
        subject=f"risk_of_bias/{judgement.study}/{judgement.domain}",
        inputs=(judgement.origin,),
        provenance=judgement.attribution.provenance,
    )
    return lines_of(support)
