"""Risk-of-bias judgements with the support for each, where the reviewer gave any."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Datum, Note, Row, Table, Text
from reportgen.model import Domain, Judgement, RiskOfBiasTool
from reportgen.quantities import Analysis, study_name
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
    """Yield for each study its name, then a row per judgement: domain by domain, outcomes in the file's order."""
    by_study: dict[str, list[Judgement]] = {}
    for judgement in analysis.review.judgements:
        if judgement.support:
            by_study.setdefault(judgement.study, []).append(judgement)
    for study in analysis.review.included():
        own = by_study.get(study.id, [])
        if own:
            yield group_row((study_name(study.id, study.origin),), len(TITLES))
        for domain in tool.domains:
            yield from (_row(judgement, domain, tool, analysis) for judgement in own if judgement.domain == domain.id)


def _row(judgement: Judgement, domain: Domain, tool: RiskOfBiasTool, analysis: Analysis) -> Row:
    outcome = next((o.title for o in analysis.review.outcomes if o.id == judgement.outcome), judgement.outcome)
    support = Datum(
        text=judgement.support,
        subject=f"risk_of_bias/{judgement.study}/{judgement.domain}",
        inputs=(judgement.origin,),
        provenance=judgement.attribution.provenance,
    )
    return Row(
        cells=(
            row_head(Text(f"{domain.label} ({outcome})" if outcome else domain.label)),
            cell(Text(tool.level(judgement.level).label)),
            cell(*lines_of(support)),
        )
    )
