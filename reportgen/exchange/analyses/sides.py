"""The names of the two sides of comparisons, and the arms that studies have for them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.errors import Origin
from reportgen.exchange.analyses.source_values import SourceComparison, SourceOutcome
from reportgen.exchange.naming import one_line
from reportgen.model import Arm, Cell, Role

__all__ = ["ArmsOfStudies", "labels_of_comparison", "labels_of_outcome"]

_USUAL = ("Experimental", "Control")
_FAVOURS = re.compile(r"(?i)^favou?rs\s+(?=\S)")
_ROLES: tuple[Role, Role] = ("experimental", "comparator")


def labels_of_comparison(comparison: SourceComparison) -> tuple[str, str]:
    """Return the pair of labels that most outcomes have; the usual words where there is none or both are the same."""
    pairs = Counter(labels_of_outcome(outcome) for outcome in comparison.outcomes if outcome.kind != "other")
    named = [pair for pair, _ in pairs.most_common() if all(pair) and pair[0] != pair[1]]
    return named[0] if named else _USUAL


def labels_of_outcome(outcome: SourceOutcome) -> tuple[str, str]:
    """Return the labels of both sides on one line each; empty where the source has none.

    Authors at times write the words below the graph ("Favours drug") where the name of the group belongs.
    """
    one, two = (one_line(label) for label in (outcome.label_experimental, outcome.label_comparator))
    return _FAVOURS.sub("", one), _FAVOURS.sub("", two)


def _numbered(labels: tuple[str, str], row: int) -> tuple[str, str]:
    """Return the labels with a number, and with a word as well where one of the two has such a number itself."""
    mark = f"({row})" if f"({row})" not in "".join(labels) else f"(row {row})"
    return f"{labels[0]} {mark}", f"{labels[1]} {mark}"


@dataclass(slots=True)
class ArmsOfStudies:
    """The arms that rows ask for: one label in one study is one arm, whichever comparisons it takes part in."""

    _roles: dict[tuple[str, str], dict[str, Role]] = field(default_factory=dict)
    _origins: dict[tuple[str, str], Origin] = field(default_factory=dict)

    def pair(self, study: str, comparison: str, labels: tuple[str, str], row: int, origin: Origin) -> tuple[str, str]:
        """Return the ids of both arms for the `row`-th row (from 1) of a study in one subgroup."""
        names = labels if row == 1 else _numbered(labels, row)
        for name, role in zip(names, _ROLES, strict=True):
            self._roles.setdefault((study, name), {}).setdefault(comparison, role)
            self._origins.setdefault((study, name), origin)
        return names

    def arms(self, studies: Sequence[str]) -> tuple[Arm, ...]:
        """Return the arms by study, in the order of `studies`, and within a study in the order they were asked for."""
        place = {study: number for number, study in enumerate(studies)}
        keys = sorted(self._roles, key=lambda key: place[key[0]])
        return tuple(
            Arm(
                study=study,
                id=name,
                label=name,
                n=Cell(None, self._origins[study, name]),
                randomised=True,
                roles=dict(self._roles[study, name]),
                origin=self._origins[study, name],
            )
            for study, name in keys
        )
