"""Reads results/NAME.json: the studies, and what other software made of them, block by block."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["NAMES", "Case", "Leaf", "Reference", "cases_of", "leaves_of", "load", "tau2_is_rough"]

RESULTS = Path(__file__).parent.parent / "results"
NAMES = tuple(path.stem for path in sorted(RESULTS.glob("*.json")))

Tree = Any
"""Numbers, flags, names or None in mappings and lists."""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One data set: columns by name, and results by section, analysis and block."""

    name: str
    kind: str
    level: float
    columns: Mapping[str, list[Any]]
    results: Mapping[str, Mapping[str, Mapping[str, Tree]]]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One analysis of one data set; `blocks` are its expected results, of which evaluators read only what is input."""

    reference: Reference
    section: str
    id: str
    blocks: Mapping[str, Tree]

    @property
    def path(self) -> str:
        """Return where the analysis stands: data set, section and name."""
        return f"{self.reference.name}/{self.section}/{self.id}"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One expected value: the names and places that lead to it from its block, and what it stands in, outermost first."""

    steps: tuple[str | int, ...]
    value: float | bool | str | None
    holders: tuple[Tree, ...] = ()

    @property
    def is_number(self) -> bool:
        """Return whether the value is a number, not a flag, a name or a gap."""
        return isinstance(self.value, float)

    @property
    def name(self) -> str:
        """Return the name nearest to the value, places in lists passed over."""
        return next((step for step in reversed(self.steps) if isinstance(step, str)), "")


@cache
def load(name: str) -> Reference:
    """Return the data set of this name."""
    text = (RESULTS / f"{name}.json").read_text(encoding="utf-8")
    plain = json.loads(text)
    columns = dict(zip(plain["columns"], map(list, zip(*plain["rows"], strict=True)), strict=True))
    return Reference(
        name=plain["name"], kind=plain["kind"], level=plain["level"], columns=columns, results=plain["results"]
    )


def cases_of(reference: Reference) -> Iterator[Case]:
    """Yield the analyses of a data set."""
    for section, analyses in reference.results.items():
        for id_, blocks in analyses.items():
            yield Case(reference=reference, section=section, id=id_, blocks=blocks)


def leaves_of(tree: Tree, steps: tuple[str | int, ...] = (), holders: tuple[Tree, ...] = ()) -> Iterator[Leaf]:
    """Yield every value of a tree; numbers as float, also the infinite ones, which the files hold as text."""
    if isinstance(tree, Mapping | list):
        for step, branch in tree.items() if isinstance(tree, Mapping) else enumerate(tree):
            yield from leaves_of(branch, (*steps, step), (*holders, tree))
    elif tree in ("inf", "-inf") or (isinstance(tree, int) and not isinstance(tree, bool)):
        yield Leaf(steps, float(tree), holders)
    else:
        yield Leaf(steps, tree, holders)


def tau2_is_rough(case: Case, block: str = "") -> bool:
    """Return whether meta found tau2 with a threshold (1e-5 by default) that is coarse for the data."""
    return (
        block.startswith("by_meta/trim_and_fill/")
        or case.id.endswith("mantel-haenszel exact")
        or case.path.startswith("edge_huge_n/revman_web/RD ")
    )
