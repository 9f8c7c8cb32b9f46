"""Risk-of-bias tools that tables of robvis come in: their domains and levels, and which one a table is of."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reportgen.exchange.own_tool import OVERALL, OWN_TOOL, own_domains
from reportgen.foreign.compared import bare
from reportgen.load.registries import tools
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.model import Level, RiskOfBiasTool

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

_SHIPPED = {name: shipped_tool(name) for name in tools()}


def _all_levels() -> Mapping[str, Level]:
    """Return the levels of all shipped tools, with words that say that it is risk."""
    found = {level.id: level for tool in _SHIPPED.values() for level in tool.levels if level.label != level.id.title()}
    order = ("low", "unclear", "some-concerns", "moderate", "high", "serious", "very-high", "critical")
    return {id_: found[id_] for id_ in (*order, *sorted(set(found) - set(order)))}


LEVELS: Mapping[str, Level] = _all_levels()
"""Levels by their key, the lowest risk first."""

_LONGEST_LETTERED = 3
"""Characters of a domain's key that is a heading of robvis as well: "d1", "d1b", "ds"."""

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
    """A tool of ours as robvis has it: `names` are parts of file names that give it away.

    `columns` are the headings of its domains in robvis; `levels` the keys of those that it may have there.
    """

    shipped: str
    title: str
    names: tuple[str, ...]
    columns: tuple[str, ...]
    domains: tuple[str, ...]
    levels: tuple[str, ...]


def _known(shipped: str, *names: str, title: str = "", further: tuple[str, ...] = (), **labels: str) -> KnownTool:
    """Return a tool of ours as robvis has it: numbered columns, levels besides ours, and labels of its own."""
    tool = _SHIPPED[shipped]
    domains = [domain for domain in tool.domains if domain.id != OVERALL.id and domain.about == "risk"]
    numbered = [f"d{number}" for number in range(1, len(domains) + 1)]
    lettered = all(domain.id.startswith("d") and len(domain.id) <= _LONGEST_LETTERED for domain in domains)
    return KnownTool(
        shipped=shipped,
        title=title or tool.title,
        names=names,
        columns=tuple(domain.id for domain in domains) if lettered else tuple(numbered),
        domains=tuple(labels.get(domain.id, domain.label) for domain in domains),
        levels=(*further, *(level.id for level in tool.levels if level.id not in _BESIDE)),
    )


TOOLS: tuple[KnownTool, ...] = (
    _known("rob2-cluster", "rob2cluster", "cluster"),
    _known("rob2-crossover", "rob2crossover", "crossover"),
    _known("rob2", "rob2"),
    _known("robins-i", "robinsi", "robins"),
    _known("robins-e", "robinse"),
    _known("quadas-2", "quadas", further=("some-concerns",)),
    _known("quips", "quips"),
    _known("rob1", "rob1", title="Cochrane risk-of-bias tool", other="Other sources of bias"),
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
    shipped = None if known is None else _SHIPPED[known.shipped]
    if shipped is not None and _holds(shipped, levels, overall=overall):
        return shipped
    kept = set(levels) | set(() if known is None else _usual(known, levels))
    if shipped is not None:
        domains = tuple(domain for domain in shipped.domains if domain.id != OVERALL.id and domain.about == "risk")
    else:
        domains = own_domains((heading, "") for heading in headings)
    return RiskOfBiasTool(
        id=OWN_TOOL,
        title=known.title if known is not None else "Risk of bias",
        domains=(*domains, OVERALL) if overall else domains,
        levels=tuple(level for level in LEVELS.values() if level.id in kept),
        overall=shipped.overall if shipped is not None and overall else "",
    )


def _holds(tool: RiskOfBiasTool, levels: Collection[str], *, overall: bool) -> bool:
    """Return whether a tool has the levels, one domain for all where that is judged, and none but of risk."""
    has_overall = any(domain.id == OVERALL.id for domain in tool.domains)
    only_risk = all(domain.about == "risk" for domain in tool.domains)
    return (has_overall or not overall) and only_risk and set(levels) <= {level.id for level in tool.levels}


def _usual(known: KnownTool, used: Collection[str]) -> tuple[str, ...]:
    """Return the levels of a tool; of two words for the same one, that which is in use."""
    if {"some-concerns", "unclear"} <= set(known.levels):
        word = "unclear" if "unclear" in used and "some-concerns" not in used else "some-concerns"
        return tuple(level for level in known.levels if level not in {"some-concerns", "unclear"} or level == word)
    return known.levels
