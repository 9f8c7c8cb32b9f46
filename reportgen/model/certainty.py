"""The certainty of the evidence on an outcome as the reviewers judged it (certainty.csv); it is never worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.errors import Origin
from reportgen.model.cell import Attribution

__all__ = [
    "CERTAINTY_DOMAINS",
    "CERTAINTY_ROWS",
    "CERTAINTY_WORDS",
    "Certainty",
    "CertaintyDomain",
    "CertaintyJudgement",
    "CertaintyWord",
    "certainty_of",
]

CertaintyWord = Literal["very low", "low", "moderate", "high"]

CERTAINTY_WORDS: tuple[CertaintyWord, ...] = ("very low", "low", "moderate", "high")
"""The levels of certainty, the lowest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertaintyDomain:
    """A reason to rate certainty down or up: its name in a sentence, and the least and most levels it may give."""

    id: str
    label: str
    least: int
    most: int


CERTAINTY_DOMAINS: Mapping[str, CertaintyDomain] = {
    domain.id: domain
    for domain in (
        CertaintyDomain(id="risk-of-bias", label="risk of bias", least=-3, most=0),
        CertaintyDomain(id="inconsistency", label="inconsistency", least=-3, most=0),
        CertaintyDomain(id="indirectness", label="indirectness", least=-3, most=0),
        CertaintyDomain(id="imprecision", label="imprecision", least=-3, most=0),
        CertaintyDomain(id="publication-bias", label="publication bias", least=-3, most=0),
        CertaintyDomain(id="large-effect", label="a large effect", least=0, most=2),
        CertaintyDomain(id="dose-response", label="a dose-response gradient", least=0, most=2),
        CertaintyDomain(id="plausible-confounding", label="plausible confounding", least=0, most=2),
    )
}
"""The domains of GRADE. The first five lower certainty, the last three may raise it.

Reference: Guyatt and others, BMJ 2008;336:924, doi 10.1136/bmj.39489.470347.AD.
"""

CERTAINTY_ROWS = ("start", *CERTAINTY_DOMAINS, "certainty")
"""What a row of certainty.csv may judge: where the rating starts, the domains, and the certainty reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertaintyJudgement:
    """One row of certainty.csv.

    `domain` is one of `CERTAINTY_ROWS`. A domain has `levels` (-1: one level down), ``start`` and ``certainty`` a
    `word`; None and an empty word stand for what is not judged yet.
    """

    outcome: str
    domain: str
    levels: int | None = None
    word: Literal["", "very low", "low", "moderate", "high"] = ""
    reason: str = ""
    origin: Origin = field(compare=False)
    attribution: Attribution = Attribution()


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """All judgements on one outcome; `start` and `stated` are None where there is no such row or nothing in it.

    `domains` are the domains that are judged, those judged not to change certainty too, in the order of GRADE.
    """

    outcome: str
    start: CertaintyJudgement | None
    domains: tuple[CertaintyJudgement, ...]
    stated: CertaintyJudgement | None

    @property
    def word(self) -> CertaintyWord | None:
        """Return the certainty as stated, None where it is not."""
        return (self.stated.word or None) if self.stated else None

    @property
    def starts_at(self) -> CertaintyWord:
        """Return where the rating starts: as stated, or high, as for randomised studies."""
        return (self.start.word or "high") if self.start else "high"

    @property
    def changes(self) -> tuple[CertaintyJudgement, ...]:
        """Return the domains that change certainty."""
        return tuple(judged for judged in self.domains if judged.levels)

    @property
    def reached(self) -> CertaintyWord:
        """Return what start and levels add up to, no lower than very low and no higher than high."""
        sum_ = CERTAINTY_WORDS.index(self.starts_at) + sum(judged.levels or 0 for judged in self.changes)
        return CERTAINTY_WORDS[min(max(sum_, 0), len(CERTAINTY_WORDS) - 1)]

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what is not judged yet: domains that lower certainty, by name, and the certainty itself."""
        judged = {found.domain for found in self.domains}
        open_ = [domain.label for domain in CERTAINTY_DOMAINS.values() if domain.least < 0 and domain.id not in judged]
        return (*open_, *([] if self.word else ["certainty"]))


def certainty_of(judgements: Iterable[CertaintyJudgement], outcome: str) -> Certainty | None:
    """Return the judgements on an outcome, None where there is no row on it."""
    rows = {judged.domain: judged for judged in judgements if judged.outcome == outcome}
    if not rows:
        return None
    start, stated = rows.get("start"), rows.get("certainty")
    return Certainty(
        outcome=outcome,
        start=start if start and start.word else None,
        domains=tuple(rows[id_] for id_ in CERTAINTY_DOMAINS if id_ in rows and rows[id_].levels is not None),
        stated=stated if stated and stated.word else None,
    )
