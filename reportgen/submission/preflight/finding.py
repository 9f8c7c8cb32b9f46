"""What a check of one rule found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.journals import RULES, Rule

__all__ = ["Finding", "judged", "told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule, what it wants, what was found and where; `source` and `url` say who wants it.

    A rule that its source was read for passes or fails; one known at second hand passes or warns. A ``note`` is no
    rule of the journal's.
    """

    rule: str
    title: str
    status: Literal["pass", "fail", "warn", "note"]
    found: str
    wanted: str = ""
    where: str = ""
    source: str = ""
    url: str = ""
    note: str = ""


def judged(rule: Rule, found: str, *, met: bool, where: str = "") -> Finding:
    """Return the finding of a rule that is met or not."""
    kind = RULES[rule.name]
    wanted = rule.wanted()
    if kind.value == "number" and kind.unit:
        wanted = f"{wanted} {kind.unit}"
    return Finding(
        rule=rule.name,
        title=kind.title,
        status="pass" if met else "fail" if rule.verified else "warn",
        found=found,
        wanted=wanted,
        where=where,
        source=rule.source.title,
        url=rule.source.url,
        note=rule.note,
    )


def told(name: str, title: str, found: str, *, wrong: bool = False, where: str = "", wanted: str = "") -> Finding:
    """Return a finding that is no rule of the journal's: a note, or a warning if something is `wrong`."""
    status: Literal["warn", "note"] = "warn" if wrong else "note"
    return Finding(rule=name, title=title, status=status, found=found, wanted=wanted, where=where)
