"""Risk-of-bias judgements with the support for each, where the reviewer gave any."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Datum, Row, Table, Text
from reportgen.model import Domain, Judgement, RiskOfBiasTool
from reportgen.quantities import Analysis, study_name
from reportgen.tables.cells import cell, head, row_head

__all__ = ["risk_of_bias_table"]

TITLES = ("Study", "Domain", "Judgement", "Support for the judgement")
WIDTHS = (1.2, 2.0, 1.0, 4.0)


def risk_of_bias_table(analysis: Analysis) -> Table | None:
    """Return a row per judgement; None when no judgement has a support text (the figure then says it all)."""
    review = analysis.review
    tool = review.risk_of_bias_tool
    if tool is None or not any(judgement.support for judgement in review.judgements):
        return None
    return Table(
        id="tbl-risk-of-bias",
        caption=(Text(f"Risk-of-bias judgements ({tool.title}) with the support for each."),),
        head=head(TITLES),
        body=tuple(_rows(analysis, tool)),
        widths=WIDTHS,
        alt="Study, domain, judgement and the support for it.",
    )


def _rows(analysis: Analysis, tool: RiskOfBiasTool) -> Iterator[Row]:
    """Yield a row per judgement: study by study, domain by domain, the outcomes of a domain in the file's order."""
    for study in analysis.review.included():
        own = [judgement for judgement in analysis.review.judgements if judgement.study == study.id]
        for domain in tool.domains:
            for judgement in own:
                if judgement.domain == domain.id:
                    yield _row(judgement, domain, tool, analysis)


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
            row_head(study_name(judgement.study, analysis.studies[judgement.study].origin)),
            cell(Text(f"{domain.label} ({outcome})" if outcome else domain.label)),
            cell(Text(tool.level(judgement.level).label)),
            cell(support if judgement.support else None),
        )
    )
