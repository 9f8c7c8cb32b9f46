"""Risk-of-bias tools are read from templates; risk_of_bias.csv becomes judgements in their terms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reportgen import resources
from reportgen.errors import Origin
from reportgen.load.cells import attribution, needed
from reportgen.load.files import Folder
from reportgen.load.findings import Findings
from reportgen.load.registries import tools
from reportgen.load.table import Row, Table
from reportgen.load.tools import tool_of, tool_of_table
from reportgen.model import Judgement, RiskOfBiasTool

__all__ = ["read_judgements", "read_tool", "shipped_tool"]

_LARGEST_TOOL = 0.25


def read_tool(name: str, origin: Origin | None, files: Folder) -> RiskOfBiasTool | None:
    """Return the tool called `name`, None for an empty name or after an issue.

    A name that ends in ``.toml`` is that of a file in the review folder, in the form of the shipped ones.
    """
    place = origin or Origin("review.yaml", 1)
    if name.endswith(".toml"):
        return _own_tool(name, place, files)
    known = tools()
    if name and name not in known:
        expected = "a risk-of-bias tool, or a .toml file in the folder"
        files.findings.unknown("tool-is-known", place, name, known=known, expected=expected)
    return shipped_tool(name) if name in known else None


def shipped_tool(name: str) -> RiskOfBiasTool:
    """Return the tool that is shipped under this name."""
    return tool_of_table(name, resources.read_toml(f"risk_of_bias/{name}.toml"))


def _own_tool(name: str, place: Origin, files: Folder) -> RiskOfBiasTool | None:
    if not files.inside(name, place):
        return None
    text = files.text(name, megabytes=_LARGEST_TOOL)
    return None if text is None else tool_of(name, text, files.findings)


def read_judgements(table: Table, tool: RiskOfBiasTool | None, findings: Findings) -> tuple[Judgement, ...]:
    """Return the judgements; domains and levels may be named by key or label, whatever the case and spacing."""
    return tuple(_judgement(row, tool, findings) for row in table.rows)


def _judgement(row: Row, tool: RiskOfBiasTool | None, findings: Findings) -> Judgement:
    domain, level = needed(row, "domain", findings), needed(row, "judgement", findings)
    if tool is not None:
        names = [name for one in tool.domains for name in dict.fromkeys((one.name, one.label))]
        domain = _named(row, "domain", _keys_of_domains(tool), names, findings) if domain else domain
        keys = {_bare(name): one.id for one in tool.levels for name in (one.label, one.id)}
        level = _named(row, "judgement", keys, [one.label for one in tool.levels], findings) if level else level
    return Judgement(
        study=needed(row, "study", findings),
        domain=domain,
        level=level,
        outcome=row.text("outcome"),
        support=row.text("support"),
        origin=row.origin("judgement"),
        attribution=attribution(row, findings),
    )


def _keys_of_domains(tool: RiskOfBiasTool) -> Mapping[str, str]:
    """Return the keys of domains by their names; a label that two panels share is that of the first."""
    keys: dict[str, str] = {}
    for domain in tool.domains:
        keys.setdefault(_bare(domain.label), domain.id)
    return keys | {_bare(name): domain.id for domain in tool.domains for name in (domain.name, domain.id) if name}


def _named(row: Row, column: str, keys: Mapping[str, str], known: Sequence[str], findings: Findings) -> str:
    """Return the key of the domain or level that a cell names."""
    text = row.text(column)
    found = text if text in keys.values() else keys.get(_bare(text))  # a key is itself, whatever else reads like it
    if found is None:
        what = "a domain" if column == "domain" else "a level"
        expected = f"{what} of the risk-of-bias tool"
        findings.unknown(f"{column}-is-known", row.origin(column), text, known=known, expected=expected)
    return found or ""


def _bare(text: str) -> str:
    return re.sub(r"[\s_-]+", "", text).casefold()
