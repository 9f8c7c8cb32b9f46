"""The overall judgement that a risk-of-bias tool derives from those on its domains: one rule a kind of tool."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reportgen.model.risk_of_bias import Level, RiskOfBiasTool

__all__ = ["OVERALL", "OVERALL_RULES", "overall_levels"]

OVERALL = "overall"
"""The key of a tool’s domain that sums the others up."""

_ASIDE = frozenset({"unknown", "none"})
"""Grades of levels that say nothing of how high the risk is."""

OverallRule = Callable[[RiskOfBiasTool, Sequence[Level]], tuple[Level, ...]]


def overall_levels(tool: RiskOfBiasTool, judged: Sequence[Level]) -> tuple[Level, ...]:
    """Return the overall levels that the tool's rule allows for the levels of all domains, the one it derives first.

    None where the tool has no rule, or where its rule leaves the judgement to the reviewers.
    """
    rule = OVERALL_RULES.get(tool.overall)
    applying = [level for level in judged if tool.grade(level) != "none"]
    return rule(tool, applying) if rule is not None and applying else ()


def _worst(tool: RiskOfBiasTool, judged: Sequence[Level]) -> tuple[Level, ...]:
    """The worst domain; no information where a domain lacks it and none is at high or critical risk.

    Reference: Sterne et al., BMJ 2016;355:i4919 (ROBINS-I).
    """
    worst = _worst_known(tool, judged)
    lacking = [level for level in judged if tool.grade(level) == "unknown"]
    if lacking and (worst is None or tool.grade(worst) not in {"high", "critical"}):
        return (lacking[0],)
    return (worst,) if worst is not None else ()


def _worst_or_raised(tool: RiskOfBiasTool, judged: Sequence[Level]) -> tuple[Level, ...]:
    """The worst domain; reviewers may go one level up where several domains are at it, the lowest level apart.

    References: Sterne et al., BMJ 2019;366:l4898 (RoB 2); Higgins et al., Environ Int 2024;186:108602 (ROBINS-E).
    """
    worst = _worst_known(tool, judged)
    unknown = any(tool.grade(level) == "unknown" for level in judged)
    if worst is None or (unknown and tool.grade(worst) not in {"high", "critical"}):
        return ()
    above = [level for level in tool.ordered() if level.rank > worst.rank]
    several = sum(level.rank == worst.rank for level in judged if tool.grade(level) not in _ASIDE) > 1
    return (worst, above[0]) if several and above and tool.grade(worst) != "low" else (worst,)


def _worst_known(tool: RiskOfBiasTool, judged: Sequence[Level]) -> Level | None:
    known = [level for level in judged if tool.grade(level) not in _ASIDE]
    return max(known, key=lambda level: level.rank, default=None)


OVERALL_RULES: Mapping[str, OverallRule] = {"worst": _worst, "worst-or-raised": _worst_or_raised}
"""What a tool's file may name under `overall`."""
