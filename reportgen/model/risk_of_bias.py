"""Risk of bias: tools as data, and the judgements (risk_of_bias.csv)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from reportgen.errors import Origin
from reportgen.model.cell import Attribution

__all__ = ["GRADES", "Domain", "Grade", "Judgement", "Level", "RiskOfBiasTool"]

Grade: TypeAlias = Literal["low", "some", "high", "critical", "unknown", "none"]

GRADES: tuple[Grade, ...] = ("low", "some", "high", "critical", "unknown", "none")
"""What levels of all tools come down to: four of rising risk, no information, and not applicable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A level of judgement: key, the word printed, the symbol, and its rank (0 is the lowest risk).

    `grade` is one of `GRADES`, by which the level is coloured; empty where its rank says enough.
    """

    id: str
    label: str
    symbol: str
    rank: int
    grade: Grade | Literal[""] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """A domain of a tool: key, name printed in full, and the kind of bias it is about.

    Domains of the same `panel` stand together under it ("Risk of bias", "Applicability concerns"); empty where a tool
    has one panel only. `about` says whether risk or concern is judged.
    """

    id: str
    label: str
    bias: str = ""
    panel: str = ""
    about: Literal["risk", "concern"] = "risk"

    @property
    def name(self) -> str:
        """Return the label, with the panel where it is not about risk: "Index test (applicability concerns)"."""
        if self.about == "risk" or not self.panel:
            return self.label
        return f"{self.label} ({self.panel[0].lower()}{self.panel[1:]})"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskOfBiasTool:
    """A tool, read from templates/risk_of_bias/ID.toml; never hard-coded.

    `overall` is the rule, a key of `OVERALL_RULES`, by which its domain ``overall`` follows from the others;
    empty where the tool has none.
    """

    id: str
    title: str
    domains: tuple[Domain, ...]
    levels: tuple[Level, ...]
    overall: str = ""

    def level(self, id_: str) -> Level:
        """Return the level with this key; KeyError if the tool has none."""
        found = {level.id: level for level in self.levels}
        return found[id_]

    def grade(self, level: Level) -> Grade:
        """Return the grade of a level; by its rank among those of the tool where it names none."""
        if level.grade:
            return level.grade
        if level.rank == 0:
            return "low"
        return "high" if level.rank == max(one.rank for one in self.levels) else "some"

    def ordered(self) -> tuple[Level, ...]:
        """Return the levels by rising risk; no information and not applicable last."""
        aside = ("unknown", "none")
        return tuple(sorted(self.levels, key=lambda level: (self.grade(level) in aside, level.rank)))


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
