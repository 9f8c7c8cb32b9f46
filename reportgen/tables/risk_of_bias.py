"""Risk-of-bias judgements with the support for each, where the reviewer gave any."""

from __future__ import annotations

from reportgen.document import Datum, Row, Table, Text
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
    domains = {domain.id: domain.label for domain in tool.domains}
    studies = {study.id: study for study in review.included()}
    order = {id_: i for i, id_ in enumerate(studies)}
    judgements = [j for j in review.judgements if j.study in studies]
    body = []
    for judgement in sorted(judgements, key=lambda j: (order[j.study], list(domains).index(j.domain))):
        support = Datum(text=judgement.support, subject=f"risk_of_bias/{judgement.study}", inputs=(judgement.origin,))
        body.append(
            Row(
                cells=(
                    row_head(study_name(judgement.study, studies[judgement.study].origin)),
                    cell(Text(domains[judgement.domain])),
                    cell(Text(tool.level(judgement.level).label)),
                    cell(support if judgement.support else None),
                )
            )
        )
    return Table(
        id="tbl-risk-of-bias",
        caption=(Text(f"Risk-of-bias judgements ({tool.title}) with the support for each."),),
        head=head(TITLES),
        body=tuple(body),
        widths=WIDTHS,
        alt="Study, domain, judgement and the support for it.",
    )
