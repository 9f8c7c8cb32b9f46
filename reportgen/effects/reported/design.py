"""What the design of a trial does to the data of one arm: clusters, and a group that several comparisons share."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.effects.reported.clusters import effective_sample
from reportgen.effects.reported.derivation import Derivation
from reportgen.effects.reported.given import Given
from reportgen.effects.reported.shared_arm import COUNTED, split_arm

__all__ = ["CLUSTER", "SHARED", "allowed_for"]

CLUSTER = ("icc", "cluster_size")
"""Columns of a row whose numbers do not allow for the clusters that were randomised."""

SHARED = ("shared_by",)
"""Column of a group that several comparisons share."""


def allowed_for(given: Given, values: Mapping[str, float]) -> tuple[tuple[Derivation, tuple[str, ...]], ...]:
    """Return what is done to the counts of an arm, in turn, each with the columns it reads; nothing for most arms.

    Raises:
        NotDerivableError: the ICC, the size of clusters or the number of comparisons cannot be.
    """
    done: list[tuple[Derivation, tuple[str, ...]]] = []
    counts = {name: value for name, value in values.items() if name in COUNTED}
    if given.has(*CLUSTER):
        found = effective_sample(counts, given.values["icc"], given.values["cluster_size"])
        done.append((found, CLUSTER))
        counts = dict(found.values)
    if given.has(*SHARED) and given.values["shared_by"] != 1:
        done.append((split_arm(counts, given.values["shared_by"]), SHARED))
    return tuple(done)
