"""Columns with judgements of risk of bias become judgements in the terms of a tool."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.errors import Origin
from reportgen.exchange.own_tool import OVERALL, OWN_TOOL
from reportgen.exchange.wide.compound import UNKNOWN
from reportgen.exchange.wide.table import SheetTable
from reportgen.load.findings import Findings, quoted
from reportgen.load.registries import tools
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.model import Judgement, RiskOfBiasTool

__all__ = ["BiasColumns", "bias_columns", "judgements_of"]

_OVERALL = "overall"
_FEWEST = 3
_RECOGNISED = ("rob1", "rob2")
"""Tools that headings alone give away; the domains of others have names that these have too, or numbers only."""

_LEVELS: Mapping[str, str] = {
    **dict.fromkeys(("low", "lowrisk", "lowriskofbias", "+", "l", "yes", "green"), "low"),
    **dict.fromkeys(("unclear", "unclearrisk", "unclearriskofbias", "?", "u", "yellow"), "unclear"),
    **dict.fromkeys(("someconcerns", "someconcern", "some", "moderate", "sc"), "some-concerns"),
    **dict.fromkeys(("high", "highrisk", "highriskofbias", "-", "−", "–", "h", "no", "red"), "high"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BiasColumns:
    """A tool, and the index of the column of each of its domains.

    A shipped tool with an overall judgement besides is a tool of the review's own.
    """

    tool: RiskOfBiasTool
    domains: Mapping[str, int]

    @property
    def shipped(self) -> str:
        """Return the name of the shipped tool, also where an overall judgement was added."""
        same = (name for name in tools() if shipped_tool(name).levels == self.tool.levels)
        return next(same, "rob2") if self.tool.id == OWN_TOOL else self.tool.id


def bias_columns(
    headings: Sequence[str], mapped: Mapping[str, int], tool: str, place: Origin, findings: Findings
) -> BiasColumns | None:
    """Return the columns of judgements, by what a mapping says or by the names of domains; None without any."""
    if mapped:
        name = tool or "rob2"
        if name not in tools():
            findings.unknown("tool-is-known", place, name, known=tools(), expected="a risk-of-bias tool")
            return None
        return _mapped(shipped_tool(name), mapped, place, findings)
    best: BiasColumns | None = None
    for name in _RECOGNISED:
        known = shipped_tool(name)
        domains = _recognised(known, headings)
        if len(domains) >= _FEWEST and (best is None or len(domains) > len(best.domains)):
            overall = next((i for i, text in enumerate(headings) if _bare(text) in {_OVERALL, "overallbias"}), None)
            best = _columns(known, domains, overall)
    return best


def _columns(tool: RiskOfBiasTool, domains: Mapping[str, int], overall: int | None) -> BiasColumns:
    if overall is None or _OVERALL in domains:
        return BiasColumns(tool=tool, domains=domains)
    if any(domain.id == _OVERALL for domain in tool.domains):
        return BiasColumns(tool=tool, domains={**domains, _OVERALL: overall})
    own = replace(tool, id=OWN_TOOL, domains=(*tool.domains, OVERALL))
    return BiasColumns(tool=own, domains={**domains, _OVERALL: overall})


def _mapped(tool: RiskOfBiasTool, mapped: Mapping[str, int], place: Origin, findings: Findings) -> BiasColumns | None:
    ids = {_bare(name): domain.id for domain in reversed(tool.domains) for name in (domain.label, domain.id)}
    domains: dict[str, int] = {}
    overall = None
    for name, index in mapped.items():
        if _bare(name) == _OVERALL and _OVERALL not in ids:
            overall = index
        elif _bare(name) in ids:
            domains[ids[_bare(name)]] = index
        else:
            known = [domain.id for domain in tool.domains]
            findings.unknown("domain-is-known", place, name, known=known, expected=f"a domain of {tool.id}")
    return _columns(tool, domains, overall)


def _recognised(tool: RiskOfBiasTool, headings: Sequence[str]) -> dict[str, int]:
    plain = {_bare(heading): index for index, heading in reversed(list(enumerate(headings)))}
    found: dict[str, int] = {}
    numbered = "d6" not in plain
    for domain in tool.domains:
        names = [domain.label, domain.bias] if domain.bias else [domain.label]
        names += [domain.id] if numbered or not re.fullmatch(r"d\d", domain.id) else []
        index = next((plain[_bare(name)] for name in names if _bare(name) in plain), None)
        if index is not None and index not in found.values():
            found[domain.id] = index
    return found


def judgements_of(
    table: SheetTable, columns: BiasColumns, names: Sequence[str], findings: Findings
) -> tuple[Judgement, ...]:
    """Return the judgements, one a study and domain; what a later row of a study says again is checked."""
    given: dict[tuple[str, str], Judgement] = {}
    for (line, cells), study in zip(table.rows, names, strict=True):
        for domain, index in columns.domains.items():
            judged = _judgement(columns.tool, study, domain, cells[index], table.place(line, index), findings)
            if judged is None:
                continue
            before = given.setdefault((study, domain), judged)
            if before.level != judged.level:
                message = f"found {quoted(cells[index])}, expected the judgement of line {before.origin.line}"
                hint = "give one judgement a study; judgements of outcomes belong into risk_of_bias.csv"
                findings.add("judgement-is-known", judged.origin, message, hint)
    return tuple(given.values())


def _judgement(
    tool: RiskOfBiasTool, study: str, domain: str, text: str, origin: Origin, findings: Findings
) -> Judgement | None:
    levels = {level.id for level in tool.levels}
    by_label = {_bare(name): level.id for level in tool.levels for name in (level.label, level.id)}
    level = by_label.get(_bare(text)) or _LEVELS.get(_bare(text), "")
    if text in {"-", "–", "?"}:
        level = _LEVELS[text] if _LEVELS[text] in levels else "some-concerns"
    elif not text or text.casefold() in UNKNOWN:
        return None
    if level not in levels:
        known = [one.label for one in tool.levels]
        findings.unknown("judgement-is-known", origin, text, known=known, expected=f"a level of {tool.title}")
        return None
    return Judgement(study=study, domain=domain, level=level, origin=origin)


def _bare(text: str) -> str:
    return re.sub(r"[\s_.:()-]+", "", text).casefold() or text
