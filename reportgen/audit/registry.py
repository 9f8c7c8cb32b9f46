"""All checks, by the code of the issue that each reports."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.audit.certainty_complete import certainty_complete
from reportgen.audit.certainty_considered import certainty_considered
from reportgen.audit.certainty_sums import certainty_sums
from reportgen.audit.check import Check
from reportgen.audit.exhaustive_groups import exhaustive_groups
from reportgen.audit.flow_drawn import flow_drawn
from reportgen.audit.flow_studies import flow_studies
from reportgen.audit.flow_sums import flow_sums
from reportgen.audit.participants import participants
from reportgen.audit.printed_estimate import printed_estimate
from reportgen.audit.printed_i2 import printed_i2
from reportgen.audit.printed_p_interval import printed_p_interval
from reportgen.audit.printed_p_possible import printed_p_possible
from reportgen.audit.printed_tau2 import printed_tau2
from reportgen.audit.published_reproduced import published_reproduced
from reportgen.audit.risk_of_bias_complete import risk_of_bias_complete
from reportgen.audit.risk_of_bias_overall import risk_of_bias_overall
from reportgen.audit.summary_of_findings import summary_of_findings
from reportgen.audit.sums_of_outcomes import sums_of_outcomes
from reportgen.audit.update_keeps import update_keeps
from reportgen.audit.update_searched import update_searched
from reportgen.audit.update_settles import update_settles

__all__ = ["CHECKS"]

CHECKS: Mapping[str, Check] = {
    "flow-adds-up": flow_sums,
    "flow-counts-the-studies": flow_studies,
    "flow-item-is-drawn": flow_drawn,
    "update-keeps-studies": update_keeps,
    "update-says-its-search": update_searched,
    "update-settles-studies": update_settles,
    "exhaustive-group-adds-up": exhaustive_groups,
    "sum-of-outcomes-adds-up": sums_of_outcomes,
    "participants-add-up": participants,
    "risk-of-bias-is-complete": risk_of_bias_complete,
    "certainty-adds-up": certainty_sums,
    "certainty-is-complete": certainty_complete,
    "certainty-considers-data": certainty_considered,
    "summary-of-findings-fits": summary_of_findings,
    "overall-risk-of-bias-is-no-lower": risk_of_bias_overall,
    "printed-p-value-is-possible": printed_p_possible,
    "printed-p-value-fits-interval": printed_p_interval,
    "printed-tau2-is-not-chi2": printed_tau2,
    "printed-i2-fits-chi2": printed_i2,
    "printed-estimate-is-centred": printed_estimate,
    "published-effect-is-reproduced": published_reproduced,
}
"""A check is added with a file in this folder, a code in `issue_codes`, and a line here."""
