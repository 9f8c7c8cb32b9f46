"""How judgements on each domain are shared out among the levels, by studies or by their weights in a meta-analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.document import Number
from reportgen.errors import Origin
from reportgen.model import Domain, Level, RiskOfBiasTool
from reportgen.pooling import Pooled
from reportgen.quantities.cells import counted
from reportgen.quantities.judged import JudgedRow
from reportgen.style import Style
from reportgen.wording import numbers

__all__ = ["DomainShares", "LevelShare", "domain_shares", "study_weights"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelShare:
    """The share of a level (None: no judgement) in percent: exact as `exact`, as printed in `percent`; and the rows."""

    level: Level | None
    exact: float
    percent: Number
    rows: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainShares:
    """The shares on one domain, those above zero, from low risk to high; their printed percentages add up to 100."""

    domain: Domain
    shares: tuple[LevelShare, ...]


def study_weights(pooled: Pooled) -> Mapping[str, float]:
    """Return the weight of each study in percent; results of one study in several subgroups are added up."""
    found: dict[str, float] = {}
    for row, weight in zip(pooled.effects.rows, pooled.weights, strict=True):
        if weight > 0:
            found[row.study] = found.get(row.study, 0.0) + weight
    return found


def domain_shares(
    tool: RiskOfBiasTool,
    domains: Sequence[Domain],
    rows: Sequence[JudgedRow],
    style: Style,
    pooled: Pooled | None = None,
) -> tuple[DomainShares, ...]:
    """Return the shares of levels on each domain among rows, each of which counts one, or its weight in `pooled`."""
    weights = None if pooled is None else study_weights(pooled)
    sizes = [1.0 if weights is None else weights.get(row.study, 0.0) for row in rows]
    further = () if pooled is None else pooled.inputs
    return tuple(
        DomainShares(domain=domain, shares=_shares(tool, domain, rows, sizes, further, style)) for domain in domains
    )


def _shares(
    tool: RiskOfBiasTool,
    domain: Domain,
    rows: Sequence[JudgedRow],
    sizes: Sequence[float],
    further: tuple[Origin, ...],
    style: Style,
) -> tuple[LevelShare, ...]:
    given = [row.verdicts.get(domain.id) for row in rows]
    found: list[tuple[Level | None, list[int]]] = []
    for level in (*tool.ordered(), None):
        here = [i for i, verdict in enumerate(given) if (verdict.level if verdict is not None else None) == level]
        if sum(sizes[i] for i in here) > 0:
            found.append((level, here))
    parts = [sum(sizes[i] for i in here) for _, here in found]
    total = sum(parts)
    shares: list[LevelShare] = []
    for (level, here), part, whole in zip(found, parts, numbers.whole_shares(parts), strict=True):
        verdicts = [verdict for i in here if (verdict := given[i]) is not None]
        inputs = tuple(origin for verdict in verdicts for origin in verdict.inputs)
        subject = f"risk_of_bias/{domain.id}/{level.id if level is not None else 'none'}"
        percent = Number(
            text=numbers.percent(whole),
            value=100 * part / total,
            statistic="share_of_weight" if further else "share",
            subject=subject,
            inputs=(*inputs, *further),
            how="rounded by largest remainders, so that the shares of a domain add up to 100%",
        )
        rows_of_level = counted(len(here), "count", subject, inputs, style)
        shares.append(LevelShare(level=level, exact=100 * part / total, percent=percent, rows=rows_of_level))
    return tuple(shares)
