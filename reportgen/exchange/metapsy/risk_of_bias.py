"""Risk-of-bias items of a Metapsy database as a tool of the review's own, and the judgements in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.exchange.metapsy.codebook import Codebook
from reportgen.exchange.metapsy.fields import known_text
from reportgen.exchange.naming import slug
from reportgen.exchange.own_tool import OWN_TOOL
from reportgen.exchange.small_tables import Record
from reportgen.model import Domain, Judgement, Level, RiskOfBiasTool

__all__ = ["ITEMS", "Judged", "judge"]

ITEMS: Mapping[str, str] = {
    "sg": "selection bias",
    "ac": "selection bias",
    "ba": "detection bias",
    "itt": "attrition bias",
}
"""Columns of items, in the order of the tool, with the kind of bias each is about."""

_RANKS = (("low", 0, "+"), ("high", 2, "\u2212"))
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The tool, None where the codebook explains no items; the judgements; the columns they came from."""

    tool: RiskOfBiasTool | None = None
    judgements: tuple[Judgement, ...] = ()
    columns: tuple[str, ...] = ()
    unread: tuple[Record, ...] = ()


def judge(records: Sequence[Record], codebook: Codebook) -> Judged:
    """Return the judgements of items whose codes the codebook explains; `unread` are rows that contradict earlier ones.

    A study is judged by its first row that says something.
    """
    items = [name for name in ITEMS if codebook.codes.get(name) and any(known_text(row, name) for row in records)]
    if len(items) < _FEWEST:
        return Judged()
    levels = _levels(records, items, codebook)
    domains = tuple(Domain(id=name, label=codebook.label(name), bias=ITEMS[name]) for name in items)
    title = "risk-of-bias items of the database"
    tool = RiskOfBiasTool(id=OWN_TOOL, title=title, domains=domains, levels=tuple(dict.fromkeys(levels.values())))
    found: dict[tuple[str, str], Judgement] = {}
    unread = []
    for record in records:
        for name in items:
            value = known_text(record, name)
            if not value:
                continue
            study = record.words("study")
            level = levels[_meaning(name, value, codebook)]
            own = Judgement(study=study, domain=name, level=level.id, origin=record.origin(name))
            if found.setdefault((study, name), own).level != level.id:
                unread.append(record)
    order = {domain.id: index for index, domain in enumerate(domains)}
    studies = list(dict.fromkeys(study for study, _ in found))
    judgements = sorted(found.values(), key=lambda one: (studies.index(one.study), order[one.domain]))
    return Judged(tool=tool, judgements=tuple(judgements), columns=tuple(items), unread=tuple(unread))


def _meaning(name: str, value: str, codebook: Codebook) -> str:
    return codebook.decoded(name, value).lower()


def _levels(records: Sequence[Record], items: Sequence[str], codebook: Codebook) -> dict[str, Level]:
    """Return a level for each meaning in use, by the meaning, the lowest risk first."""
    coded = [meaning.lower() for name in items for meaning in codebook.codes[name].values()]
    used = [_meaning(name, value, codebook) for row in records for name in items if (value := known_text(row, name))]
    levels = {meaning: _level(meaning) for meaning in dict.fromkeys((*coded, *used))}
    ids = dict.fromkeys(level.id for level in levels.values())
    first = {id_: next(level for level in levels.values() if level.id == id_) for id_ in ids}
    ordered = sorted(levels, key=lambda meaning: (levels[meaning].rank, list(levels).index(meaning)))
    return {meaning: first[levels[meaning].id] for meaning in ordered}


def _level(meaning: str) -> Level:
    id_ = slug(meaning.removesuffix(" risk")) or "unclear"
    rank, symbol = next(((rank, symbol) for word, rank, symbol in _RANKS if word in meaning.split()), (1, "?"))
    label = meaning[:1].upper() + meaning[1:]
    if meaning.startswith("self"):
        symbol, label = "S", "Risk by self-report"  # so that a sentence can say "at risk by self-report"
    return Level(id=id_, label=label, symbol=symbol, rank=rank)
