"""Sensitivity analyses that review.yaml asks for, in the terms of the review's risk-of-bias tool."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.errors import Origin
from reportgen.load.findings import Findings, quoted
from reportgen.load.settings_sensitivity import SensitivityPart
from reportgen.model import (
    SENSITIVITY_ANALYSES,
    Domain,
    HighRisk,
    Level,
    Outcome,
    RiskOfBiasTool,
    Sensitivity,
    SensitivityAnalysis,
)

__all__ = ["check_sensitivity", "in_terms_of", "sensitivity_of"]


def sensitivity_of(part: SensitivityPart | None, origin: Origin) -> Sensitivity | None:
    """Return what is asked for, the analyses filled in where they are left open; None where nothing is.

    Without analyses named, outcomes that are named get all of them, others those that take a row each.
    """
    if part is None:
        return None
    usual: Sequence[SensitivityAnalysis] = SENSITIVITY_ANALYSES if part.outcomes else ("model", "high-risk")
    asked = part.analyses or [kind for kind in usual if part.high_risk or kind != "high-risk"]
    return Sensitivity(
        origin=origin,
        analyses=tuple(kind for kind in SENSITIVITY_ANALYSES if kind in asked),
        outcomes=tuple(dict.fromkeys(part.outcomes)),
        high_risk=HighRisk(domains=tuple(part.high_risk.domains), levels=tuple(part.high_risk.levels))
        if part.high_risk
        else None,
    )


def in_terms_of(
    tool: RiskOfBiasTool | None, asked: Sensitivity | None, places: Mapping[str, Origin], findings: Findings
) -> Sensitivity | None:
    """Return what is asked for with domains and levels by their keys; they may be named by key or label.

    Without a tool, what is high risk is left as it is, after an issue.
    """
    if asked is None or asked.high_risk is None:
        return asked
    if tool is None:
        message = "found `high_risk` and no tool, expected methods.risk_of_bias_tool in review.yaml"
        findings.add("tool-is-known", asked.origin, message)
        return asked

    def named(what: str, texts: Sequence[str], known: Sequence[Domain | Level]) -> tuple[str, ...]:
        keys = {_bare(one.label): one.id for one in known} | {_bare(one.id): one.id for one in known}
        for index, text in enumerate(texts):
            if _bare(text) not in keys:
                place = places.get(f"sensitivity.high_risk.{what}s.{index}", asked.origin)
                code = "domain-is-known" if what == "domain" else "judgement-is-known"
                names = [name for one in known for name in (one.id, one.label)]
                findings.unknown(code, place, text, known=names, expected=f"a {what} of the risk-of-bias tool")
        return tuple(dict.fromkeys(keys[_bare(text)] for text in texts if _bare(text) in keys))

    high = asked.high_risk
    found = HighRisk(
        domains=named("domain", high.domains, tool.domains), levels=named("level", high.levels, tool.levels)
    )
    return replace(asked, high_risk=found)


def check_sensitivity(
    asked: Sensitivity, outcomes: Sequence[Outcome], places: Mapping[str, Origin], findings: Findings
) -> None:
    """Keep an issue for an outcome that is not declared or shows no total, and for high risk that is not defined."""
    known = {outcome.id: outcome for outcome in outcomes}
    for index, name in enumerate(asked.outcomes):
        place = places.get(f"sensitivity.outcomes.{index}", asked.origin)
        if name not in known:
            expected = "the id of one declared under `outcomes:`"
            findings.unknown("outcome-is-known", place, name, known=sorted(known), expected=expected)
        elif not known[name].pooled or known[name].totals != "all":
            message = f"found {quoted(name)}, which shows no total, expected an outcome that is pooled and shows one"
            findings.add("sensitivity-fits", place, message)
    if "high-risk" in asked.analyses and asked.high_risk is None:
        message = "found high-risk among the analyses, expected `high_risk` with the domains that define it"
        findings.add("sensitivity-fits", asked.origin, message)


def _bare(text: str) -> str:
    return re.sub(r"[\s_-]+", "", text).casefold()
