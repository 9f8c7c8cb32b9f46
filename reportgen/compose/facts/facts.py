"""All facts of a review in one frozen value."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields

from reportgen.compose.facts.comparisons import ComparisonFacts, comparison_facts
from reportgen.compose.facts.front import FrontFacts, front_facts
from reportgen.compose.facts.methods import MethodFacts, method_facts
from reportgen.compose.facts.selection import SelectionFacts, selection_facts
from reportgen.compose.facts.sensitivity import sensitivity_summary
from reportgen.compose.facts.studies import StudiesFacts, study_facts
from reportgen.compose.facts.update import UpdateFacts, update_facts
from reportgen.quantities import Analysis
from reportgen.wording.phrases import Phrase

__all__ = ["Facts", "gather"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The names that every section template can use.

    `shown` are the ids of the figures and tables that are printed somewhere, which text may point at: a template asks
    ``{% if "fig-flow" in shown %}`` before it says ``[@fig-flow]``. `sensitivity` is what sensitivity analyses found in
    sum, empty without any. `update` is what is new, None in a review that updates no earlier version.
    """

    front: FrontFacts
    methods: MethodFacts
    selection: SelectionFacts
    studies: StudiesFacts
    comparisons: tuple[ComparisonFacts, ...]
    sensitivity: Phrase
    update: UpdateFacts | None
    shown: tuple[str, ...]

    def names(self) -> dict[str, object]:
        """Return the facts by name, for a template."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def gather(analysis: Analysis, shown: Collection[str]) -> Facts:
    """Return what templates may speak of; `shown` are the ids of the figures and tables that are printed."""
    comparisons = tuple(comparison_facts(analysis, comparison, shown) for comparison in analysis.review.comparisons)
    told = [outcome for one in comparisons for group in one.groups for outcome in group.outcomes]
    return Facts(
        front=front_facts(analysis.review),
        methods=method_facts(analysis),
        selection=selection_facts(analysis.review, analysis.style, analysis.pooled),
        studies=study_facts(analysis),
        comparisons=comparisons,
        sensitivity=sensitivity_summary(analysis, shown, varies=any(outcome.varies for outcome in told)),
        update=update_facts(analysis),
        shown=tuple(sorted(shown)),
    )
