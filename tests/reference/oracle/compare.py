"""Holds a tree of our results against the expected one, leaf by leaf, each at the tolerance of its kind.

Closed forms must agree to 1e-9, what is found by iteration to 1e-7, and what the R package meta found by restricted
maximum likelihood to 1e-6: it stops at a tolerance of its own. All are relative; a value that can be 0 though its
parts are not (an estimate, a limit, tau2) is measured by a scale that it comes with.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, Literal

import numpy as np

from tests.reference.oracle.excuses import Excuse, excuse_for
from tests.reference.oracle.layout import Case, Leaf, leaves_of, tau2_is_rough

__all__ = ["Verdict", "agrees", "verdicts"]

CLOSED_FORM, ITERATIVE, ITERATIVE_BY_META = 1e-9, 1e-7, 1e-6
BY_ITERATION = frozenset(["REML", "ML", "PM", "EB", "q_profile"])
FITTED_BY_META = frozenset(["random", "subgroups", "heterogeneity", "weights", "prediction", "back", "thompson"])
SMALL_TAU2 = 1e-10
ROUGH_TAU2 = {"analyses": 5e-5, "meta": 2e-5, "revman_web": 1e-13}
"""By section: how far off a tau2 may be whose last step was shorter than meta's threshold."""

Status = Literal["compared", "different", "unvisited", "excused"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one expected value."""

    path: str
    status: Status
    expected: float | bool | str | None
    ours: object = None
    excuse: Excuse | None = None

    def __str__(self) -> str:
        return f"{self.path}: expected {self.expected!r}, found {self.ours!r} ({self.status})"


def verdicts(case: Case, block: str, ours: Any) -> Iterator[Verdict]:
    """Yield a verdict for every expected value of a block; `ours` is None where nothing computes it."""
    for leaf in leaves_of(case.blocks[block]):
        path = "/".join(map(str, (case.path, block, *leaf.steps)))
        found = _at(ours, leaf.steps)
        status: Status = "compared"
        excuse = excuse_for(path, leaf.holders, gap=leaf.value is None)
        if excuse:
            status = "excused"
        elif leaf.value is None or (leaf.name == "se" and leaf.value == math.inf):  # there is no effect
            status = "compared" if found is None or math.isnan(found) else "different"
        elif found is None:
            status = "unvisited"
        elif not agrees(case, block, leaf, found):
            status = "different"
        yield Verdict(path, status, leaf.value, found, excuse)


def _at(tree: Any, steps: tuple[str | int, ...]) -> Any:
    """Return what stands at the end of the steps, None where there is no such place."""
    for step in steps:
        if isinstance(step, str):
            tree = tree.get(step) if isinstance(tree, Mapping) else None
        else:
            tree = tree[step] if isinstance(tree, list | tuple | np.ndarray) and step < len(tree) else None
        if tree is None:
            return None
    return tree


def agrees(case: Case, block: str, leaf: Leaf, found: Any) -> bool:
    """Return whether what we found is what is expected, at the tolerance of the value."""
    expected = leaf.value
    if not isinstance(expected, float):
        return bool(found == expected)
    found = float(found)
    if math.isinf(expected) or not math.isfinite(found):
        return found == expected
    if leaf.name in SQUARED:
        found, expected = math.sqrt(found), math.sqrt(expected)
    relative = _relative(case.section, case.id, block)
    return abs(found - expected) <= relative * max(abs(expected), _scale(leaf)) + _slack(case, block, leaf)


def _relative(section: str, id_: str, block: str) -> float:
    parts = set(block.split("/"))
    by_meta = section in {"revman_web", "meta"} and parts & FITTED_BY_META and not id_.endswith((" DL", " exact"))
    if by_meta or {"by_meta", "REML"} <= parts:
        return ITERATIVE_BY_META
    return ITERATIVE if parts & BY_ITERATION else CLOSED_FORM


def _scale(leaf: Leaf) -> float:
    """Return the size that a value near 0 is measured by."""
    name = leaf.name
    if name in ONE:
        return 1.0
    beside = SPREADS.get(name)
    return 0.0 if beside is None else _beside(leaf, beside)


ONE = frozenset(
    [
        "statistic",
        "q",
        "i2",
        "i2_low",
        "i2_high",
        "r2",
        "log_likelihood",
        "deleted_residual",
        "dffits",
        "dfbetas",
        "cook_distance",
        "tau",
        "moderators",
    ]
)
SQUARED = frozenset(["cook_distance"])
"""Squares of what can be 0 though its parts are not; their roots are compared."""
_SE = ("se", "wald")
SPREADS = {
    **dict.fromkeys(("estimate", "estimates", "ci_low", "ci_high", "prediction"), _SE),
    **dict.fromkeys(("prediction_normal", "prediction_t_k_1", "prediction_t_k_2"), _SE),
    **dict.fromkeys(("normal", "t_k_1", "t_k_2", "hksj_k_1", "hksj_k_2"), _SE),
    "common_estimate": ("common_se",),
    **dict.fromkeys(("random_estimate", "random_ci_low", "random_ci_high"), ("random_se",)),
    "intercept": ("se_intercept",),
    "slope": ("se_slope",),
    "y": ("v", "se"),
}


def _beside(leaf: Leaf, names: tuple[str, ...]) -> float:
    """Return the standard error nearest to a leaf: beside it, or beside what holds it."""
    places = [step for step in leaf.steps if isinstance(step, int)]
    for holder in reversed(leaf.holders):
        for name in names:
            found = holder.get(name) if isinstance(holder, Mapping) else None
            found = found["se"] if isinstance(found, Mapping) else found
            if isinstance(found, list):
                found = found[places[-1]] if places else None
            if isinstance(found, int | float):
                return math.sqrt(found) if name == "v" else float(found)
    return 0.0


def _slack(case: Case, block: str, leaf: Leaf) -> float:
    """Return the least distance in tau2 that means anything, by the variances of the studies."""
    if not leaf.name.startswith("tau2"):
        return 0.0
    if tau2_is_rough(case, block):
        return ROUGH_TAU2[case.section]
    return SMALL_TAU2 * _typical_variance(case)


def _typical_variance(case: Case) -> float:
    """Return the median variance of the studies, in the case itself or in metafor's analysis of the same measure."""
    measure = case.blocks["subgroups"]["measure"] if case.id.startswith("subgroups ") else case.id.split()[0]
    same = case.reference.results["analyses"].get(measure, {})
    effects = case.blocks.get("effects") or same.get("effects", {})
    known = [v for v in effects.get("v", ()) if isinstance(v, float | int)]
    known += [se * se for se in effects.get("se", ()) if isinstance(se, float | int)]
    return float(median(known)) if known else 0.0
