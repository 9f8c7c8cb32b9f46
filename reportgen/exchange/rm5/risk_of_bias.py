"""Items of the risk of bias (the tool of 2008) become a tool and its judgements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.exchange.fitting import fitting
from reportgen.exchange.own_tool import OWN_TOOL, own_domains
from reportgen.exchange.rm5.reading import Reading
from reportgen.foreign.xml import Element
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.model import Domain, Judgement, RiskOfBiasTool

__all__ = ["judgements_of"]

_LEVELS: Mapping[str, str] = {"YES": "low", "NO": "high", "UNKNOWN": "unclear"}
_IN_PARENTHESES = re.compile(r"(.*?)\s*\(([^()]*\bbias\b[^()]*)\)\s*", re.IGNORECASE)
_ALL_OUTCOMES = "all outcomes"


@dataclass(frozen=True, slots=True)
class _Part:
    """One domain to be: the label and kind of bias of an item, one outcome group of it, and its entries."""

    label: str
    bias: str
    entries: tuple[Element, ...]


def judgements_of(reading: Reading, studies: Mapping[str, str]) -> tuple[RiskOfBiasTool | None, tuple[Judgement, ...]]:
    """Return the tool and all judgements; no tool if nothing was judged.

    The seven items that RevMan offers since 2011 are the tool ``rob1``; any others are a tool of the review's own.
    `studies` maps IDs to names.
    """
    parts: list[_Part] = []
    empty: list[tuple[str, Element]] = []
    for item in reading.root.findall("QUALITY_ITEMS/QUALITY_ITEM"):
        own = [part for part in _parts(reading, item) if part.entries]
        parts.extend(own)
        empty += [] if own else [(_name(reading, item), item)]
    if empty:
        named = "; ".join(name for name, _ in empty)
        told = f"Items of the risk of bias on which no study is judged were left out: {named}."
        reading.remark("risk-of-bias", told, empty[0][1])
    if not parts:
        return None, ()
    usual = shipped_tool("rob1")
    names = {domain.label.casefold(): domain for domain in usual.domains}
    domains: Sequence[Domain] = [names[part.label.casefold()] for part in parts if part.label.casefold() in names]
    tool = usual
    if len(domains) < len(parts) or {domain.id for domain in domains} != {domain.id for domain in usual.domains}:
        domains = own_domains((part.label, part.bias) for part in parts)
        tool = RiskOfBiasTool(id=OWN_TOOL, title=usual.title, domains=tuple(domains), levels=usual.levels)
    judgements: dict[tuple[str, str], Judgement] = {}
    for part, domain in zip(parts, domains, strict=True):
        for entry in part.entries:
            _take(reading, entry, domain, studies, judgements)
    return (tool if judgements else None), tuple(judgements.values())


def _parts(reading: Reading, item: Element) -> Iterator[_Part]:
    """Yield a domain for an item, or one for each of its outcome groups; a group of all outcomes needs no name."""
    full = _name(reading, item)
    named = _IN_PARENTHESES.fullmatch(full)
    label, bias = (named[1], named[2]) if named else (full, "")
    groups = {
        reading.attribute(group, "ID"): reading.line(group.find("NAME"))
        for group in item.findall("QUALITY_ITEM_DATA_ENTRY_GROUP")
    }
    entries: dict[str, list[Element]] = {key: [] for key in ("", *groups)}
    for entry in item.findall("QUALITY_ITEM_DATA/QUALITY_ITEM_DATA_ENTRY"):
        key = reading.attribute(entry, "GROUP_ID")
        entries.setdefault(key if key in groups else "", []).append(entry)
    for key, own in entries.items():
        group = groups.get(key, "")
        alone = not group or (len(groups) == 1 and group.casefold() == _ALL_OUTCOMES)
        yield _Part(label if alone else f"{label}: {group}", bias, tuple(own))


def _name(reading: Reading, item: Element) -> str:
    return reading.line(item.find("NAME")) or "Item without a name"


def _take(
    reading: Reading,
    entry: Element,
    domain: Domain,
    studies: Mapping[str, str],
    judgements: dict[tuple[str, str], Judgement],
) -> None:
    key, result = reading.attribute(entry, "STUDY_ID"), reading.attribute(entry, "RESULT")
    study, level = studies.get(key), _LEVELS.get(result)
    if study is None or level is None or (study, domain.id) in judgements:
        wrong = "of a study that is not listed" if study is None else f"{result or 'nothing'} as a result"
        wrong = "a second one" if study is not None and level is not None else wrong
        told = f"Judgement of {study or key} on {domain.label}: found {wrong}; it was kept apart."
        reading.remark("risk-of-bias", told, entry)
        reading.forget(entry)
        return
    judgements[study, domain.id] = Judgement(
        study=study,
        domain=domain.id,
        level=level,
        support=fitting(reading.text(entry.find("DESCRIPTION"), f"Support for {domain.label} of {study}")),
        origin=reading.origin(entry),
    )
