"""Risk of bias: tools as data, and the judgements (risk_of_bias.csv)."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.errors import Origin
from reportgen.model.cell import Attribution

__all__ = ["Domain", "Judgement", "Level", "RiskOfBiasTool"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of judgement: key, the word printed, the symbol, and its rank (0 is the lowest risk)."""

    id: str
    label: str
    symbol: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """A domain of a tool: key, name printed in full, and the kind of bias it is about."""

    id: str
    label: str
    bias: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskOfBiasTool:
    """A tool, read from templates/risk_of_bias/ID.toml; never hard-coded."""

    id: str
    title: str
    domains: tuple[Domain, ...]
    levels: tuple[Level, ...]

    def level(self, id_: str) -> Level:
        """Return the level with this key; KeyError if the tool has none."""
        found = {level.id: level for level in self.levels}
        return found[id_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One judgement of one domain of one study (of one outcome, for tools that judge results)."""

    study: str
    domain: str
    level: str
    outcome: str = ""
    support: str = ""
    origin: Origin = field(compare=False)
    attribution: Attribution = Attribution()
