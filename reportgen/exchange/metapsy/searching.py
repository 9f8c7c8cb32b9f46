"""The search of a Metapsy database: strategies, databases with their last day, and the flow of records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from reportgen.errors import Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.metapsy.database import Database
from reportgen.load.files import ENDLESS_WORD
from reportgen.model import Cell, Flow, FlowCount, Search, SearchStrategy
from reportgen.references.dates import MONTHS

__all__ = ["flow_in", "search_in"]

_HEADING = re.compile(r"^\*\*(?P<name>[^*\n]{1,60})\*\*[ \t]*\n(?:[ \t]*-{2,}[ \t]*\n)?", re.MULTILINE)
_ITEMS: Mapping[str, str] = {
    "database.hits": "databases",
    "additional.records": "other_sources",
    "database.hits.duplicates.removed": "after_duplicates",
    "records.screened": "screened",
    "full.text.assessed.for.eligibility": "assessed",
}
"""Keys of search_flow.json with what they count; the third is the number that is left, whatever its name says."""

_REASONS = "full.text.excluded.reasons"


def search_in(database: Database) -> tuple[Search, tuple[Remark, ...]]:
    """Return databases, each with the day of the last search, and the strategies, one a database."""
    text = database.texts.get("search_string", "")
    remarks = []
    if ENDLESS_WORD.search(text):
        text = ENDLESS_WORD.sub(lambda word: re.sub(r"(\S{400})", r"\1\n", word.group()), text)
        said = "A word of more than 500 letters in the search strategy was broken over several lines."
        remarks.append(Remark(topic="text", text=said, origin=database.origins.get("search_string")))
    until = _day(database.texts.get("last_search", ""))
    strategies = _strategies(text)
    named = [strategy.name for strategy in strategies if strategy.name != "search"]
    return Search(
        databases=tuple((name, until) for name in named), strategies=tuple(sorted(strategies, key=_by_name))
    ), tuple(remarks)


def _strategies(text: str) -> list[SearchStrategy]:
    found: dict[str, str] = {}
    heads = list(_HEADING.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=False):
        body = text[head.end() : end].strip()
        name = re.sub(r'[/\\:*?"<>|~]+', " ", head["name"]).strip(" .:")
        if name and body:
            found[name] = f"{found[name]}\n\n{body}" if name in found else f"{body}\n"
    if not heads and text:
        found["search"] = f"{text}\n"
    return [SearchStrategy(name=name, text=body) for name, body in found.items()]


def _by_name(strategy: SearchStrategy) -> str:
    return strategy.name


def _day(text: str) -> str:
    """Return a date as it is printed (1 January 2022); other texts as they are."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return " ".join(text.split())[:60]
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def flow_in(database: Database) -> tuple[Flow, tuple[Remark, ...]]:
    """Return the counts of search_flow.json as a flow in the form of 2009, and what about them does not add up."""
    value, origin = database.values.get("search_flow"), database.origins.get("search_flow")
    if not isinstance(value, dict) or origin is None:
        return Flow(), ()
    counts = [_count(item, "", n, origin) for key, item in _ITEMS.items() if (n := _whole(value.get(key))) is not None]
    reasons = value.get(_REASONS)
    known = {
        " ".join(str(reason).split()): n
        for reason, own in (reasons.items() if isinstance(reasons, dict) else ())
        if (n := _whole(own)) is not None
    }
    included = _whole(value.get("included"))
    empty = bool(known) and not any(known.values()) and value.get(_ITEMS_ASSESSED) != included
    if not empty:
        counts += [_count("excluded_reports", reason, n, origin) for reason, n in known.items() if reason]
    if included is not None:
        counts.append(_count("studies", "", included, origin))
    remarks = [Remark(topic="flow", text=text, origin=origin) for text in _odd(value, known, included, empty=empty)]
    return Flow(form="prisma2009", counts=tuple(counts)), tuple(remarks)


_ITEMS_ASSESSED = "full.text.assessed.for.eligibility"


def _whole(value: Any) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,12}\s*", value):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**12 else None


def _count(item: str, detail: str, n: int, origin: Origin) -> FlowCount:
    return FlowCount(item=item, detail=detail, n=Cell(n, origin, str(n)), origin=origin)


def _odd(value: Mapping[str, Any], reasons: Mapping[str, int], included: int | None, *, empty: bool) -> list[str]:
    said = []
    if _whole(value.get("database.hits.duplicates.removed")) is not None:
        said.append("“database.hits.duplicates.removed” was read as the number of records left without duplicates.")
    assessed = _whole(value.get(_ITEMS_ASSESSED))
    if empty:
        said.append(
            "All reasons for exclusion stand at 0, though reports were excluded: they were taken as not filled in."
        )
    elif assessed is not None and included is not None and reasons:
        excluded = sum(reasons.values())
        if assessed - excluded != included:
            said.append(
                f"{assessed} reports assessed less {excluded} excluded are {assessed - excluded}, "
                f"and {included} are given as included; the numbers stay as they are."
            )
    return said
