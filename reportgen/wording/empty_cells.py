"""What was done about studies with an empty cell, in words."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from reportgen.document import Number
from reportgen.wording.cited import Cite, cited
from reportgen.wording.phrases import Phrase, joined, listed, weave

__all__ = ["CORRECTION", "EmptyCellRule", "describe_empty_cells"]

CORRECTION = Number(
    text="0.5",
    value=0.5,
    statistic="zero_cell_correction",
    subject="methods",
    how="rule for studies with an empty cell",
)

_TABLES = frozenset({"RR", "OR", "RD", "PETO"})
_RATIOS = frozenset({"RR", "OR", "PETO"})
_COUNTS = frozenset({"PR", "PLN", "PLO", "IRR", "IRD", "IRLN", "IR"})
_DIFFERENCES = {
    "RD": "risk differences",
    "IRD": "rate differences",
    "PR": "raw proportions",
    "IR": "raw rates",
}


class EmptyCellRule(Protocol):
    """What the words need of a rule, as `effects.ZERO_CELLS` holds them."""

    @property
    def studies(self) -> str:
        """Return to which studies something is added: ``empty``, ``every`` or ``none``."""

    @property
    def by_arm_size(self) -> bool:
        """Return whether each arm gets its share of the participants in place of 1/2."""

    @property
    def differences(self) -> bool:
        """Return whether it also enters the effects of differences, and not their variances alone."""

    @property
    def peto(self) -> bool:
        """Return whether it enters Peto's odds ratios."""

    @property
    def risk_ratio_by_events(self) -> bool:
        """Return whether non-events stay as they are in risk ratios."""

    @property
    def left_out(self) -> str:
        """Return for which measures studies without contrast have no effect: ``none``, ``ratios``, ``all``."""

    @property
    def keeps(self) -> frozenset[str]:
        """Return what has an effect all the same: ``full-risk-ratio``, ``rate-ratio``."""


def describe_empty_cells(rule: EmptyCellRule, measures: Collection[str], cite: Cite) -> Phrase:
    """Return the sentences on empty cells that hold for these measures (ids); nothing where they need none."""
    used = set(measures)
    corrected = used & (_TABLES | _COUNTS)
    if not rule.peto:
        corrected -= {"PETO"}
    return joined((_added(rule, corrected, used, cite) if corrected else (), _left_out(rule, used, cite)))


def _added(rule: EmptyCellRule, corrected: set[str], used: set[str], cite: Cite) -> Phrase:
    if rule.studies == "none":
        return cited("Nothing was added to empty cells.", cite)
    where = "all four of its cells" if corrected & _TABLES else "its counts"
    start = (
        f"In a study with an empty cell {{amount}} was added to {where}"
        if rule.studies == "empty"
        else f"In every study {{amount}} was added to {where}"
    )
    amount: Number | Phrase = CORRECTION
    if rule.by_arm_size:
        amount = cited("each arm's share of the participants [@sweeting-2004]", cite)
    return cited("{start}{limits}.", cite, start=cited(start, cite, amount=amount), limits=_limits(rule, used))


def _limits(rule: EmptyCellRule, used: set[str]) -> Phrase:
    limits: list[str] = []
    if rule.risk_ratio_by_events and "RR" in used:
        limits.append("; for risk ratios to the events and the totals, not to the non-events")
    differences = [name for measure, name in _DIFFERENCES.items() if measure in used]
    if differences and not rule.differences:
        limits.append(f"; for {_words(differences)} it enters the variance and not the effect")
    if "PETO" in used and not rule.peto:
        limits.append("; for Peto's odds ratios nothing was added")
    return weave("".join(limits))


def _left_out(rule: EmptyCellRule, used: set[str], cite: Cite) -> Phrase:
    """Return which studies are shown and not pooled; those without events in both arms, and their mirror image."""
    without = used & _TABLES if rule.left_out == "all" else used & _RATIOS
    if rule.left_out == "none" or not without:
        return ()
    kept = "full-risk-ratio" in rule.keeps and "RR" in without
    if kept and without == {"RR"}:
        return cited("Studies in which both arms had no events are shown and not pooled.", cite)
    exception = " (for risk ratios: no events)" if kept else ""
    return cited(
        f"Studies in which both arms had no events, or nothing but events{exception}, are shown and not pooled.", cite
    )


def _words(items: list[str]) -> str:
    return "".join(getattr(part, "text", "") for part in listed(items))
