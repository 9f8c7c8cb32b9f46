"""Rules for studies with an empty cell: what is added to which counts, and which studies have no effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from reportgen.effects.arrays import Array, Mask

__all__ = [
    "ZERO_CELLS",
    "Cells",
    "ZeroCellRule",
    "added_to_counts",
    "corrected_cells",
    "without_contrast",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroCellRule:
    """What is done where a cell is empty.

    studies: those to whose cells something is added: with an ``empty`` cell, ``every`` one, or ``none``.
    by_arm_size: each arm gets its share of the participants, n₁/N and n₂/N, in place of 1/2 (treatment-arm correction).
    differences: whether also the effects of RD, IRD, PR and IR are worked out from the corrected cells, or only their
    variances. peto: whether Peto's odds ratio is.
    risk_ratio_by_events: in risk ratios the non-events stay as they are, so that totals grow by what the events do.
    left_out: measures for which studies without events, or without non-events, in both arms have no effect: ``ratios``
    (and Peto's), ``all`` of two arms, or ``none``. keeps: what of these has an effect all the same: ``full-risk-ratio``
    (events in all participants of both arms) and ``rate-ratio`` (no events in either arm). empty_arms: whether arms
    without participants get additions too, so that the study has an effect, as metafor gives it one.
    """

    id: str
    title: str
    studies: Literal["empty", "every", "none"] = "empty"
    by_arm_size: bool = False
    differences: bool = False
    peto: bool = False
    risk_ratio_by_events: bool = False
    left_out: Literal["none", "ratios", "all"] = "ratios"
    keeps: frozenset[str] = frozenset()
    empty_arms: bool = False


ZERO_CELLS: Mapping[str, ZeroCellRule] = {
    rule.id: rule
    for rule in (
        ZeroCellRule(id="revman", title="1/2 to the cells of a study with an empty one, as RevMan"),
        ZeroCellRule(
            id="revman-full-risk-ratio",
            title="As RevMan, but risk ratios of studies in which all have the event stay in",
            keeps=frozenset({"full-risk-ratio"}),
        ),
        ZeroCellRule(
            id="metafor",
            title="1/2 to the cells of a study with an empty one, also for differences, all studies kept",
            differences=True,
            peto=True,
            left_out="none",
            empty_arms=True,
        ),
        ZeroCellRule(
            id="metafor-drop00",
            title="As metafor, without studies that have no events or no non-events",
            differences=True,
            peto=True,
            left_out="all",
        ),
        ZeroCellRule(
            id="all",
            title="1/2 to the cells of every study",
            studies="every",
            differences=True,
            peto=True,
            left_out="none",
            empty_arms=True,
        ),
        ZeroCellRule(id="none", title="Nothing added", studies="none"),
        ZeroCellRule(
            id="treatment-arm",
            title="Added to the cells of a study with an empty one: each arm's share of the participants",
            by_arm_size=True,
            risk_ratio_by_events=True,
            keeps=frozenset({"full-risk-ratio", "rate-ratio"}),
        ),
        ZeroCellRule(
            id="all-studies",
            title="1/2 to the cells of a study with an empty one, all studies kept",
            risk_ratio_by_events=True,
            left_out="none",
        ),
        ZeroCellRule(
            id="meta",
            title="1/2 to the cells of a study with an empty one; in risk ratios to the events alone",
            risk_ratio_by_events=True,
            keeps=frozenset({"full-risk-ratio", "rate-ratio"}),
        ),
    )
}
"""Rules by the name that `Plan.zero_cells` gives.

Reference: Deeks and Higgins, Statistical algorithms in Review Manager 5 (2010) for ``revman``; Viechtbauer, Journal of
Statistical Software 2010;36(3), doi 10.18637/jss.v036.i03 for ``metafor``; Sweeting, Sutton and Lambert, Statistics in
Medicine 2004;23:1351, doi 10.1002/sim.1761 for ``treatment-arm``; Hartung and Knapp, Statistics in Medicine
2001;20:3875, doi 10.1002/sim.1009 for ``meta``.
"""


class Cells(NamedTuple):
    """The cells of 2x2 tables: events and non-events in arm 1 (a, b) and in arm 2 (c, d).

    `keep` is true where a ratio of the arms can be had under the rule.
    """

    a: Array
    b: Array
    c: Array
    d: Array
    keep: Mask


def corrected_cells(
    events_1: Array, n_1: Array, events_2: Array, n_2: Array, rule_id: str, *, padded: bool = True
) -> Cells:
    """Return the cells with what the rule adds, elementwise for arrays of any shape.

    Nothing is added where an arm has no participants, so that places without a study stay empty; with `padded` false
    there are no such places, and the rule says what is done with arms without participants. Studies that are not to be
    kept get the same additions; it is for the caller to leave them out.

    Raises:
        KeyError: a rule that is not in `ZERO_CELLS`.
    """
    rule = ZERO_CELLS[rule_id]
    cells = (events_1, n_1 - events_1, events_2, n_2 - events_2)
    empty = (cells[0] == 0) | (cells[1] == 0) | (cells[2] == 0) | (cells[3] == 0)
    there = np.full(empty.shape, True) if rule.empty_arms and not padded else (n_1 > 0) & (n_2 > 0)
    half = np.where(there, added_to_counts(rule, empty), 0.0)
    one = two = half
    if rule.by_arm_size:
        share = np.divide(n_1, n_1 + n_2, out=np.zeros_like(half), where=there)
        one, two = 2 * half * share, 2 * half * (1 - share)
    kept = there.copy()
    for without in without_contrast(rule, *cells).values():
        kept &= ~without
    return Cells(cells[0] + one, cells[1] + one, cells[2] + two, cells[3] + two, kept)


def added_to_counts(rule: ZeroCellRule, empty: Mask) -> Array:
    """Return 1/2 where the rule adds it to the counts of a study, else 0; `empty` says which have an empty cell."""
    if rule.studies == "none":
        return np.zeros(empty.shape)
    return np.where(empty, 0.5, 0.0) if rule.studies == "empty" else np.full(empty.shape, 0.5)


def without_contrast(
    rule: ZeroCellRule, a: Array, b: Array, c: Array, d: Array, *, ratio: bool = True
) -> dict[str, Mask]:
    """Return by reason which 2x2 tables have no effect under the rule, from events and non-events of both arms.

    `ratio` says whether the measure is a ratio (or Peto's), which such tables tell nothing of.
    """
    if rule.left_out == "none" or (rule.left_out == "ratios" and not ratio):
        return {}
    return {
        "no events in either group": (a == 0) & (c == 0),
        "events in all participants of both groups": (b == 0) & (d == 0),
    }
