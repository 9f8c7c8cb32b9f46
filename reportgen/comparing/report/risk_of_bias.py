"""Risk of bias before and after: how many judgements of each level a domain has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reportgen import resources
from reportgen.comparing.report.words import NOTHING, table_of
from reportgen.document import Block, Heading, Text
from reportgen.load.tools import tool_of_table
from reportgen.model import Record, RiskOfBiasTool
from reportgen.versions import Changes
from reportgen.wording.phrases import capitalised

__all__ = ["risk_of_bias_blocks"]


def risk_of_bias_blocks(changes: Changes) -> tuple[Block, ...]:
    """Return the judgements on each domain in both versions; nothing where none differs.

    The edits of judgements stand with the studies they are about.
    """
    old, new = changes.old.record, changes.new.record
    if old.judgements == new.judgements and old.tool == new.tool:
        return ()
    tools = _tool(old.tool), _tool(new.tool)
    rows = [
        (
            _domain(domain, tools),
            *(_counts(record, tool, domain) for record, tool in zip((old, new), tools, strict=True)),
        )
        for domain in _domains(changes, tools)
    ]
    heads = ("Domain", changes.old.name, changes.new.name)
    alt = "One row for each domain with the number of judgements of each level in both versions."
    caption = f"Risk of bias before and after: number of judgements ({_titles(changes, tools)})."
    table = table_of("tbl-risk-of-bias", caption, heads, rows, (2, 2, 2), alt=alt)
    return (Heading(level=1, children=(Text("Risk of bias"),), id="sec-risk-of-bias"), table)


_Tools = tuple[RiskOfBiasTool | None, RiskOfBiasTool | None]


def _tool(name: str) -> RiskOfBiasTool | None:
    """Return a shipped tool, None for one of the review's own, whose keys have to do."""
    if name not in resources.names("risk_of_bias", ".toml"):
        return None
    return tool_of_table(name, resources.read_toml(f"risk_of_bias/{name}.toml"))


def _titles(changes: Changes, tools: _Tools) -> str:
    names = [
        tool.title if tool is not None else version.record.tool
        for version, tool in zip((changes.old, changes.new), tools, strict=True)
    ]
    return " and ".join(dict.fromkeys(name for name in names if name)) or NOTHING


def _domains(changes: Changes, tools: _Tools) -> list[str]:
    """Return the domains that are judged in a version, in the order of the tools."""
    order = [domain.id for tool in tools if tool is not None for domain in tool.domains]
    judged = [one.domain for version in (changes.new, changes.old) for one in version.record.judgements]
    return [domain for domain in dict.fromkeys((*order, *judged)) if domain in set(judged)]


def _domain(domain: str, tools: _Tools) -> str:
    labels = {one.id: one.name for tool in tools if tool is not None for one in tool.domains}
    return labels.get(domain) or capitalised(domain.replace("_", " ").replace("-", " "))


def _counts(record: Record, tool: RiskOfBiasTool | None, domain: str) -> str:
    found = Counter(one.level for one in record.judgements if one.domain == domain)
    levels = [level.id for level in tool.ordered()] if tool is not None else []
    labels = {level.id: level.label.lower() for level in tool.levels} if tool is not None else {}
    order: Sequence[str] = [*levels, *(level for level in found if level not in levels)]
    said = [f"{found[level]} {labels.get(level, level)}" for level in order if found[level]]
    return ", ".join(said) or NOTHING
