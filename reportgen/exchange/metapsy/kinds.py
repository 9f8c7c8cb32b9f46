"""The outcomes of a Metapsy database: which rows belong to one, its title, its measure, and which direction is good."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reportgen.exchange.metapsy.codebook import Codebook
from reportgen.exchange.metapsy.contrasts import Contrast
from reportgen.exchange.metapsy.effects import Signs
from reportgen.exchange.naming import Names, slug

__all__ = ["OutcomeKind", "kinds_of"]

_UNNAMED = frozenset({"", "msd", "imsd", "change", "other", "other stat", "other statistics", "smd", "continuous", "g"})
"""Types that say how an effect was worked out and not what was measured."""

_GOOD = ("response", "remission", "improve", "recover", "abstin", "reliable improvement")
_BAD = ("attempt", "deteriorat", "relapse", "death", "suicid", "mortal", "dropout", "drop-out", "worsen", "self-harm")
_BAD_EVENTS = re.compile("|".join(_BAD))
_GOOD_EVENTS = re.compile("|".join(_GOOD))
_FEWEST = 2
_LONGEST_DESCRIPTION = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeKind:
    """An outcome before its rows are chosen; `contrasts` are all its rows. `assumed`: its good direction is a guess."""

    id: str
    title: str
    measure: Literal["SMD", "RR"]
    better: Literal["higher", "lower"]
    assumed: bool
    contrasts: tuple[Contrast, ...]


def kinds_of(
    contrasts: Sequence[Contrast], signs: Signs, codebook: Codebook, domain: str
) -> tuple[tuple[OutcomeKind, ...], tuple[Contrast, ...]]:
    """Return the outcomes with data of two studies or more (of one, if there are no others), and the rows of others.

    Rows that do not say what was measured are of the symptoms that the database is about, its `domain`; with them go
    effects on the same scale that were worked out from events, for studies that give no others.
    """
    kinds = [*_continuous(contrasts, signs, codebook, domain), *_dichotomous(contrasts, codebook)]
    enough = [kind for kind in kinds if len({one.study for one in kind.contrasts}) >= _FEWEST] or kinds
    enough = _with_own_ids(enough)
    used = {one.record.line for kind in enough for one in kind.contrasts}
    return tuple(enough), tuple(one for one in contrasts if one.record.line not in used)


def _with_own_ids(kinds: Sequence[OutcomeKind]) -> list[OutcomeKind]:
    """Return the outcomes, a number after an id that another one has already."""
    ids = Names()
    return [replace(kind, id=ids.fresh(kind.id, "-")) for kind in kinds]


def _continuous(contrasts: Sequence[Contrast], signs: Signs, codebook: Codebook, domain: str) -> list[OutcomeKind]:
    usable = [one for one in contrasts if one.means or one.g is not None]
    scores = [one for one in usable if one.kind == "continuous"]
    named = dict.fromkeys(one.type for one in scores if one.type not in _UNNAMED)
    kinds = [
        _kind(
            _title(type_, codebook), "SMD", signs.better, not signs.seen, [one for one in scores if one.type == type_]
        )
        for type_ in named
    ]
    unnamed = [one for one in scores if one.type in _UNNAMED]
    if unnamed:
        told = {one.study for one in unnamed}
        instead = [one for one in usable if one.kind == "dichotomous" and one.study not in told and not named]
        rows = sorted((*unnamed, *instead), key=lambda one: one.record.line)
        title = f"symptoms of {domain}" if domain else "severity of symptoms"
        kinds.insert(0, _kind(title, "SMD", signs.better, not signs.seen, rows))
    return kinds


def _dichotomous(contrasts: Sequence[Contrast], codebook: Codebook) -> list[OutcomeKind]:
    events = [one for one in contrasts if one.kind == "dichotomous" and (one.counts or one.log_rr is not None)]
    kinds = []
    for type_ in dict.fromkeys(one.type for one in events):
        good, bad = _GOOD_EVENTS.search(type_), _BAD_EVENTS.search(type_)
        rows = [one for one in events if one.type == type_]
        title = "events" if type_ in _UNNAMED else _title(type_, codebook)
        kinds.append(_kind(title, "RR", "higher" if good and not bad else "lower", not (good or bad), rows))
    return kinds


def _kind(
    title: str,
    measure: Literal["SMD", "RR"],
    better: Literal["higher", "lower"],
    assumed: bool,
    contrasts: Sequence[Contrast],
) -> OutcomeKind:
    id_ = slug(title) or "outcome"
    return OutcomeKind(
        id=f"{id_}-{measure.lower()}" if measure == "RR" and id_.startswith("symptoms") else id_,
        title=title,
        measure=measure,
        better=better,
        assumed=assumed,
        contrasts=tuple(contrasts),
    )


def _title(type_: str, codebook: Codebook) -> str:
    """Return a type in the words that the codebook has for it, where it lists what types there are."""
    described = codebook.descriptions.get("outcome_type", "")
    if len(described) <= _LONGEST_DESCRIPTION and "e.g." not in described:
        stem = type_.removesuffix("s")
        for part in re.split(r"\bor\b|[,;/]", re.sub(r"\([^)]*\)", "", described)):
            words = " ".join(part.split()).lower()
            named = next((word for word in (type_, stem) if word and words.endswith(word) and words != word), "")
            if named:
                return words.removesuffix(named) + type_
    return type_
