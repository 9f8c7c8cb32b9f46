"""How a judgement looks: colour, symbol and ink. The symbol says it all; the colour only helps.

The two traditions use the minus for opposite things (high risk; some concerns), so that no picture goes without a
legend. Fills are told apart by readers with colour vision deficiencies, and every symbol has at least 5:1 on its fill.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.model import Level, RiskOfBiasTool

__all__ = ["Look", "look_of"]

Grade = Literal["low", "some", "high", "critical", "unknown", "none"]

_GRADES: dict[str, Grade] = {
    "low": "low",
    "unclear": "some",
    "some-concerns": "some",
    "moderate": "some",
    "high": "high",
    "serious": "high",
    "critical": "critical",
    "very-high": "critical",
    "no-information": "unknown",
    "not-applicable": "none",
}
_FILLS: dict[Grade, str] = {
    "low": "#7ccb8a",
    "some": "#ffe066",
    "high": "#c1272d",
    "critical": "#7a0019",
    "unknown": "#d0d7de",
    "none": "#ffffff",
}
_ROBVIS: dict[Grade, str] = {"low": "+", "some": "−", "high": "×", "critical": "!", "unknown": "?", "none": ""}
_DARK: frozenset[Grade] = frozenset({"high", "critical"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Fill of the circle, the symbol in it and the symbol's colour."""

    fill: str
    symbol: str
    ink: str


def look_of(level: Level, tool: RiskOfBiasTool, symbols: Literal["cochrane", "robvis"]) -> Look:
    """Return how a level is drawn; `symbols` chooses the tool's own or those of robvis."""
    grade = _grade(level, tool)
    symbol = _ROBVIS[grade] if symbols == "robvis" else level.symbol
    return Look(fill=_FILLS[grade], symbol=symbol, ink="#ffffff" if grade in _DARK else "#000000")


def _grade(level: Level, tool: RiskOfBiasTool) -> Grade:
    """Return the grade of a level by its key; by its rank among the tool's levels where the key is not known."""
    known = _GRADES.get(level.id.lower().replace("_", "-").replace(" ", "-"))
    if known is not None:
        return known
    if level.rank == 0:
        return "low"
    return "high" if level.rank == max(one.rank for one in tool.levels) else "some"
