"""Risk-of-bias tools that tables of robvis come in: their domains and levels, and which one a table is of."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reportgen.exchange.naming import bare
from reportgen.exchange.own_tool import OVERALL, OWN_TOOL, own_domains
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.model import Domain, Level, RiskOfBiasTool

__all__ = [
    "JUDGEMENTS_ONLY",
    "LEVELS",
    "NO_JUDGEMENT",
    "TOOLS",
    "KnownTool",
    "level_of",
    "recognised_tool",
    "tool_for",
]

LEVELS: Mapping[str, Level] = {
    level.id: level
    for level in (
        Level(id="low", label="Low risk", symbol="+", rank=0),
        Level(id="unclear", label="Unclear risk", symbol="?", rank=1),
        Level(id="some-concerns", label="Some concerns", symbol="?", rank=1),
        Level(id="moderate", label="Moderate risk", symbol="~", rank=1),
        Level(id="high", label="High risk", symbol="\u2212", rank=2),
        Level(id="serious", label="Serious risk", symbol="\u2212", rank=2),
        Level(id="very-high", label="Very high risk", symbol="!", rank=3),
        Level(id="critical", label="Critical risk", symbol="!", rank=3),
        Level(id="no-information", label="No information", symbol="N", rank=1),
        Level(id="not-applicable", label="Not applicable", symbol="/", rank=0),
    )
}
"""Levels by their key, the lowest risk first."""

_BESIDE = frozenset({"no-information", "not-applicable"})
"""Levels that any tool may use."""

_SHORT: Mapping[str, str] = {
    "l": "low",
    "h": "high",
    "m": "moderate",
    "c": "critical",
    "u": "unclear",
    "n": "no-information",
    "ni": "no-information",
    "someconcern": "some-concerns",
    "concerns": "some-concerns",
    "noinfo": "no-information",
    "notapplicable": "not-applicable",
}
NO_JUDGEMENT = frozenset({"", "na", "n/a", "-", "none", "not judged"})
"""Texts of cells that hold no judgement, in lower case."""

JUDGEMENTS_ONLY = "the source holds judgements of risk of bias only"
"""Why the studies and outcomes of a table of judgements have no results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTool:
    """A tool: `names` are parts of file names that give it away, `columns` the headings of its domains in robvis.

    `shipped` is the name of the tool among ours, empty if it is none.
    """

    title: str
    names: tuple[str, ...]
    columns: tuple[str, ...]
    domains: tuple[str, ...]
    levels: tuple[str, ...]
    shipped: str = ""


_ROB2 = (
    "Randomisation process",
    "Deviations from intended interventions",
    "Missing outcome data",
    "Measurement of the outcome",
    "Selection of the reported result",
)


def _numbered(count: int) -> tuple[str, ...]:
    return tuple(f"d{number}" for number in range(1, count + 1))


TOOLS: tuple[KnownTool, ...] = (
    KnownTool(
        title="RoB 2 for cluster-randomised trials",
        names=("rob2cluster", "cluster"),
        columns=("d1", "d1b", "d2", "d3", "d4", "d5"),
        domains=(_ROB2[0], "Identification or recruitment of participants", *_ROB2[1:]),
        levels=("low", "some-concerns", "high"),
    ),
    KnownTool(
        title="RoB 2 for cross-over trials",
        names=("rob2crossover", "crossover"),
        columns=("d1", "ds", "d2", "d3", "d4", "d5"),
        domains=(_ROB2[0], "Period and carryover effects", *_ROB2[1:]),
        levels=("low", "some-concerns", "high"),
    ),
    KnownTool(
        title="RoB 2",
        names=("rob2",),
        columns=_numbered(5),
        domains=_ROB2,
        levels=("low", "some-concerns", "high"),
        shipped="rob2",
    ),
    KnownTool(
        title="ROBINS-I",
        names=("robinsi", "robins"),
        columns=_numbered(7),
        domains=(
            "Confounding",
            "Selection of participants",
            "Classification of interventions",
            "Deviations from intended interventions",
            "Missing data",
            "Measurement of outcomes",
            "Selection of the reported result",
        ),
        levels=("low", "moderate", "serious", "critical"),
    ),
    KnownTool(
        title="ROBINS-E",
        names=("robinse",),
        columns=_numbered(7),
        domains=(
            "Confounding",
            "Measurement of the exposure",
            "Selection of participants",
            "Post-exposure interventions",
            "Missing data",
            "Measurement of the outcome",
            "Selection of the reported result",
        ),
        levels=("low", "some-concerns", "high", "very-high"),
    ),
    KnownTool(
        title="QUADAS-2",
        names=("quadas",),
        columns=_numbered(4),
        domains=("Patient selection", "Index test", "Reference standard", "Flow and timing"),
        levels=("low", "some-concerns", "unclear", "high"),
    ),
    KnownTool(
        title="QUIPS",
        names=("quips",),
        columns=_numbered(6),
        domains=(
            "Study participation",
            "Study attrition",
            "Prognostic factor measurement",
            "Outcome measurement",
            "Study confounding",
            "Statistical analysis and reporting",
        ),
        levels=("low", "moderate", "high"),
    ),
    KnownTool(
        title="Cochrane risk-of-bias tool",
        names=("rob1",),
        columns=_numbered(7),
        domains=(
            "Random sequence generation",
            "Allocation concealment",
            "Blinding of participants and personnel",
            "Blinding of outcome assessment",
            "Incomplete outcome data",
            "Selective reporting",
            "Other sources of bias",
        ),
        levels=("low", "unclear", "high"),
        shipped="rob1",
    ),
)
"""Tools, the more particular before those that fit as well."""


_KEYS: Mapping[str, str] = {**{bare(key): key for key in LEVELS}, **_SHORT}
"""Levels by the names that cells give them."""


def level_of(text: str, tool: KnownTool | None) -> str:
    """Return the key of the level that a cell names ("Low", "Low risk", "L"), empty if it names none."""
    plain = bare(re.sub(r"\s+risk(?:\s+of\s+bias)?$", "", text.strip().lower()))
    if plain == "s":
        return "serious" if tool is not None and "serious" in tool.levels else "some-concerns"
    return _KEYS.get(plain, "")


def recognised_tool(headings: Sequence[str], levels: Collection[str], name: str) -> tuple[KnownTool | None, bool]:
    """Return the tool of a table, and whether another one would fit as well; None if no tool has these domains.

    `headings` are those of the domains, `levels` the keys of the levels in use, `name` the name of the file. Names of
    domains go first, then the levels, then the name of the file.
    """
    plain = tuple(map(bare, headings))
    by_words = next((tool for tool in TOOLS if plain == tuple(map(bare, tool.domains))), None)
    if by_words is not None:
        return by_words, False
    used = set(levels) - _BESIDE
    fitting = [tool for tool in TOOLS if plain == tool.columns and used <= set(tool.levels)]
    hinted = [tool for tool in fitting if any(word in bare(name) for word in tool.names)]
    best = max(hinted, key=lambda tool: max(len(word) for word in tool.names if word in bare(name)), default=None)
    if best is not None:
        return best, False
    return (fitting[0], len(fitting) > 1) if fitting else (None, False)


def tool_for(
    known: KnownTool | None, headings: Sequence[str], levels: Collection[str], *, overall: bool
) -> RiskOfBiasTool:
    """Return the tool for a review: the shipped one where it holds all that the table says, else one of its own.

    Domains of an unknown tool are named by their headings, and its levels are those in use.
    """
    shipped = shipped_tool(known.shipped) if known is not None and known.shipped else None
    if shipped is not None and not overall and set(levels) <= {level.id for level in shipped.levels}:
        return shipped
    kept = set(levels) | set(() if known is None else _usual(known, levels))
    if shipped is not None:
        domains: tuple[Domain, ...] = shipped.domains
    elif known is not None:
        pairs = zip(known.columns, known.domains, strict=True)
        domains = tuple(Domain(id=column, label=label, bias="") for column, label in pairs)
    else:
        domains = own_domains((heading, "") for heading in headings)
    return RiskOfBiasTool(
        id=OWN_TOOL,
        title=known.title if known is not None else "Risk of bias",
        domains=(*domains, OVERALL) if overall else domains,
        levels=tuple(level for level in LEVELS.values() if level.id in kept),
    )


def _usual(known: KnownTool, used: Collection[str]) -> tuple[str, ...]:
    """Return the levels of a tool; of two words for the same one, that which is in use."""
    if {"some-concerns", "unclear"} <= set(known.levels):
        word = "unclear" if "unclear" in used and "some-concerns" not in used else "some-concerns"
        return tuple(level for level in known.levels if level not in {"some-concerns", "unclear"} or level == word)
    return known.levels
