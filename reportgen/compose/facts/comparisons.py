"""What each comparison found, outcome by outcome and in sum."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from reportgen.compose.facts.outcomes import OutcomeFacts, outcome_facts
from reportgen.document import CrossRef
from reportgen.model import Comparison
from reportgen.quantities import Analysis, forest_plots
from reportgen.wording.phrases import Phrase, joined, listed, weave
from reportgen.wording.statements import Verdict

__all__ = ["ComparisonFacts", "OutcomeGroup", "comparison_facts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGroup:
    """Outcomes that are reported under one heading."""

    title: str
    outcomes: tuple[OutcomeFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonFacts:
    """One comparison: names of its sides, its outcomes in groups, and which of them favour whom.

    `figures` refers to the forest plots that are printed. `main` is the first outcome with a result. `conclusion` says
    in one sentence whom the results favoured; empty without results.
    """

    id: str
    title: str
    experimental: str
    comparator: str
    groups: tuple[OutcomeGroup, ...]
    figures: Phrase
    main: OutcomeFacts | None
    favouring_experimental: Phrase
    favouring_comparator: Phrase
    inconclusive: Phrase
    conclusion: Phrase
    has_results: bool


def comparison_facts(analysis: Analysis, comparison: Comparison, shown: Collection[str]) -> ComparisonFacts:
    """Return the facts of one comparison; `shown` are the ids of figures and tables that text may point at."""
    outcomes = [outcome for outcome in analysis.review.outcomes if outcome.comparison == comparison.id]
    noted: set[str] = set()
    facts = tuple(outcome_facts(analysis, outcome, shown=shown, noted=noted) for outcome in outcomes)
    groups = dict.fromkeys(fact.group for fact in facts)
    favoured = _names(facts, "favours experimental"), _names(facts, "favours comparator")
    inconclusive = _names(facts, "inconclusive")
    return ComparisonFacts(
        id=comparison.id,
        title=comparison.title,
        experimental=comparison.experimental,
        comparator=comparison.comparator,
        groups=tuple(
            OutcomeGroup(title=title, outcomes=tuple(fact for fact in facts if fact.group == title)) for title in groups
        ),
        figures=_figures(analysis, comparison, shown),
        main=next((fact for fact in facts if fact.verdict), None),
        favouring_experimental=favoured[0],
        favouring_comparator=favoured[1],
        inconclusive=inconclusive,
        conclusion=_conclusion(comparison, favoured, inconclusive, _names(facts, "without direction")),
        has_results=any(fact.verdict for fact in facts),
    )


def _names(facts: tuple[OutcomeFacts, ...], wanted: Verdict) -> Phrase:
    """Return the outcomes with a verdict; with their time points where one title has several verdicts."""
    verdicts: dict[str, set[str]] = {}
    for fact in facts:
        verdicts.setdefault(fact.title, set()).add(fact.verdict)
    names = (fact.name if len(verdicts[fact.title]) > 1 else fact.title for fact in facts if fact.verdict == wanted)
    return listed(list(dict.fromkeys(names)))


def _conclusion(
    comparison: Comparison, favoured: tuple[Phrase, Phrase], inconclusive: Phrase, estimated: Phrase
) -> Phrase:
    """Return what the comparison found in one sentence, by whom the results favoured; `estimated` favour nobody."""
    parts = [
        weave("the results favoured {side} for {titles}", side=side, titles=titles)
        for side, titles in zip((comparison.experimental, comparison.comparator), favoured, strict=True)
        if titles
    ]
    if inconclusive:
        parts.append(weave("there was no evidence of a difference in {titles}", titles=inconclusive))
    if estimated:
        parts.append(weave("estimates are given of {titles}", titles=estimated))
    return weave("{parts}.", parts=joined(parts, gap="; ")) if parts else ()


def _figures(analysis: Analysis, comparison: Comparison, shown: Collection[str]) -> Phrase:
    plots = forest_plots(analysis).items()
    ids = [f"fig-{id_}" for id_, outcomes in plots if any(o.comparison == comparison.id for o in outcomes)]
    return listed([(CrossRef(target=id_),) for id_ in ids if id_ in shown])
