"""Which function works out which kind of block."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from tests.reference.oracle.blocks import (
    by_meta,
    filled,
    packages,
    pooled,
    regression,
    sensitivity,
    small_studies,
    tables,
)
from tests.reference.oracle.layout import Case

__all__ = ["EVALUATORS", "Evaluator", "evaluate"]

Evaluator: TypeAlias = Callable[[Case, tuple[str, ...]], Any]
"""f(case, path of the block) returns a tree laid out as the block."""

EVALUATORS: Mapping[tuple[str, str], Evaluator] = {
    ("analyses", "effects"): pooled.effects,
    ("analyses", "common"): pooled.common,
    ("analyses", "random"): pooled.random,
    ("analyses", "q_profile"): pooled.q_profile,
    ("analyses", "by_meta"): by_meta.by_meta,
    ("analyses", "mantel_haenszel"): tables.mantel_haenszel,
    ("analyses", "mantel_haenszel_uncorrected"): tables.mantel_haenszel,
    ("analyses", "peto"): tables.peto,
    ("analyses", "subgroups"): regression.subgroups,
    ("analyses", "meta_regression"): regression.regression,
    ("analyses", "leave_one_out"): sensitivity.left_out,
    ("analyses", "cumulative"): sensitivity.accumulated,
    ("analyses", "influence"): sensitivity.influenced,
    ("analyses", "trim_and_fill"): filled.by_metafor,
    ("analyses", "small_studies"): small_studies.by_metafor,
    **{
        ("meta", test): small_studies.by_meta
        for test in ("begg", "deeks", "egger", "harbord", "macaskill", "peters", "pustejovsky", "thompson")
    },
    **{
        (section, block): function
        for section in ("revman5", "revman_web", "meta")
        for block, function in packages.EVALUATORS.items()
    },
}


def evaluate(case: Case, block: str) -> Any:
    """Return what our functions make of a block, None where nothing works it out."""
    path = tuple(block.split("/"))
    function = EVALUATORS.get((case.section, path[0]))
    return function(case, path) if function else None
