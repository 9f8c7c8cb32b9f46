"""certainty.csv becomes judgements; words and signs that reviewers type are taken for the levels they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from reportgen.load.cells import attribution, needed
from reportgen.load.findings import Findings, quoted
from reportgen.load.table import Row, Table
from reportgen.model import (
    CERTAINTY_DOMAINS,
    CERTAINTY_ROWS,
    CERTAINTY_WORDS,
    CertaintyDomain,
    CertaintyJudgement,
    CertaintyWord,
)

__all__ = ["read_certainty"]

_STARTS: tuple[CertaintyWord, ...] = ("high", "low")
_ALSO: Mapping[str, str] = {"overall": "certainty", "doseresponsegradient": "dose-response"}
_LEVELS: Mapping[str, int] = {
    "notserious": 0,
    "none": 0,
    "no": 0,
    "undetected": 0,
    "serious": -1,
    "veryserious": -2,
    "extremelyserious": -3,
    "stronglysuspected": -1,
    "large": 1,
    "verylarge": 2,
    "yes": 1,
}
"""The words of GRADE's evidence profiles for levels."""

_NUMBER = re.compile(r"[+-]?[0-9]")


def read_certainty(table: Table, findings: Findings) -> tuple[CertaintyJudgement, ...]:
    """Return the judgements in their order; domains may be named whatever the case, with hyphens or blanks."""
    judged = tuple(_judgement(row, findings) for row in table.rows)
    _refuse_twins(judged, table.rows, findings)
    return judged


def _judgement(row: Row, findings: Findings) -> CertaintyJudgement:
    domain = _domain(row, findings)
    kind = CERTAINTY_DOMAINS.get(domain)
    levels = None if kind is None else _levels(row, kind, findings)
    reason = row.text("reason")
    if levels and not reason:
        message = f"found {quoted(row.text('levels'))} without a reason, expected the reason, which the footnote gives"
        findings.add("cell-is-present", row.origin("reason"), message)
    return CertaintyJudgement(
        outcome=needed(row, "outcome", findings),
        domain=domain,
        levels=levels,
        word=_word(row, domain, findings) if domain in {"start", "certainty"} else "",
        reason=reason,
        origin=row.origin("levels"),
        attribution=attribution(row, findings),
    )


def _domain(row: Row, findings: Findings) -> str:
    text = needed(row, "domain", findings)
    known = {**{_bare(id_): id_ for id_ in CERTAINTY_ROWS}, **_ALSO}
    if text and _bare(text) not in known:
        expected = "a domain of GRADE, start, or certainty"
        findings.unknown("domain-is-known", row.origin("domain"), text, known=CERTAINTY_ROWS, expected=expected)
    return known.get(_bare(text), "")


def _levels(row: Row, kind: CertaintyDomain, findings: Findings) -> int | None:
    """Return the levels that a cell gives; None for an empty one, and after an issue."""
    text = row.text("levels")
    plain = re.sub(r"\s+", "", text.replace("−", "-").replace("–", "-"))
    found = int(plain) if _NUMBER.fullmatch(plain) else _LEVELS.get(_bare(text))
    if found is not None and kind.least <= found <= kind.most:
        return found
    if text:
        allowed = range(kind.most, kind.least - 1, -1) if kind.least < 0 else range(kind.least, kind.most + 1)
        words = [f"{level:+d}" if level else "0" for level in allowed]
        hint = f"{kind.label} lowers certainty: levels have a minus" if kind.least < 0 and found else ""
        message = f"found {quoted(text)}, expected {', '.join(words[:-1])} or {words[-1]}"
        findings.add("certainty-levels-are-possible", row.origin("levels"), message, hint)
    return None


def _word(row: Row, domain: str, findings: Findings) -> Literal["", "very low", "low", "moderate", "high"]:
    text = row.text("levels")
    allowed = _STARTS if domain == "start" else CERTAINTY_WORDS
    spelled = {_bare(word): word for word in allowed}
    if text and _bare(text) not in spelled:
        expected = f"one of {', '.join(reversed(allowed))}" if domain == "certainty" else "high or low"
        findings.unknown("certainty-levels-are-possible", row.origin("levels"), text, known=allowed, expected=expected)
    found = spelled.get(_bare(text))
    return found or ""


def _refuse_twins(judged: tuple[CertaintyJudgement, ...], rows: tuple[Row, ...], findings: Findings) -> None:
    """Keep an issue for a second judgement of one domain that is spelled otherwise than the first."""
    first: dict[tuple[str, str], Row] = {}
    for one, row in zip(judged, rows, strict=True):
        key = (one.outcome, one.domain)
        before = first.setdefault(key, row)
        if before is not row and all(key) and row.text("domain") != before.text("domain"):
            found = f"found {quoted(row.text('domain'))} of {quoted(one.outcome)} again"
            message = f"{found} (first in line {before.line}), expected one row for it"
            findings.add("row-is-unique", row.origin("domain"), message)


def _bare(text: str) -> str:
    return re.sub(r"[\s_-]+", "", text).casefold()
