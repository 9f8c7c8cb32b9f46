"""What each comparison found, outcome by outcome and in sum."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reportgen.compose.facts.findings import Telling
from reportgen.compose.facts.outcomes import OutcomeFacts, outcome_facts
from reportgen.compose.facts.single_results import single_results_table
from reportgen.document import CrossRef, Table
from reportgen.model import Comparison
from reportgen.quantities import Analysis, counted, forest_plots, outcomes_summarised
from reportgen.style import Style
from reportgen.wording.certainty import certainty_phrase
from reportgen.wording.phrases import Phrase, joined, listed, plural, weave
from reportgen.wording.statements import Verdict

__all__ = ["ComparisonFacts", "OutcomeGroup", "comparison_facts"]

MANY_OUTCOMES = 8
"""A review with more pooled outcomes than this tells each in short."""

LEAST_FOR_TABLE = 3
"""From so many outcomes with one result at most on, these stand in a table."""

MOST_NAMES = 5
"""A sentence on a comparison names no more outcomes than this."""

MOST_IN_ABSTRACT = 4
"""The abstract gives the main results of so many comparisons."""


_PARTED = re.compile(r"[,:;.] | and ")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGroup:
    """Outcomes that are reported under one heading: those told in sentences, and a table of the others, if any."""

    title: str
    outcomes: tuple[OutcomeFacts, ...]
    table: Table | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonFacts:
    """One comparison: names of its sides, its outcomes in groups, and which of them favour whom.

    `heading` heads its section. `figures` refers to the forest plots that are printed, unless each outcome refers to
    its own, `summary` to the summary of findings, and `rated` says whether certainty is judged. `main` is the first
    outcome with a result, and `leading` says whether the abstract gives it. `conclusion` says in one sentence whom the
    results favoured, and for what there is no total; empty without results.
    """

    id: str
    title: str
    number: str
    heading: str
    experimental: str
    comparator: str
    groups: tuple[OutcomeGroup, ...]
    figures: Phrase
    summary: Phrase
    rated: bool
    main: OutcomeFacts | None
    leading: bool
    favouring_experimental: Phrase
    favouring_comparator: Phrase
    inconclusive: Phrase
    conclusion: Phrase
    has_results: bool


def comparison_facts(analysis: Analysis, comparison: Comparison, shown: Collection[str]) -> ComparisonFacts:
    """Return the facts of one comparison; `shown` are the ids of figures and tables that text may point at."""
    telling = Telling(analysis=analysis, shown=shown, noted=set(), dense=_dense(analysis))
    outcomes = [outcome for outcome in analysis.review.outcomes if outcome.comparison == comparison.id]
    facts = tuple(outcome_facts(telling, outcome) for outcome in outcomes)
    favoured = _names(facts, "favours experimental"), _names(facts, "favours comparator")
    inconclusive = _names([fact for fact in facts if not fact.clause], "inconclusive")
    results = [fact for fact in facts if fact.showing]
    ids = [one.id for one in analysis.review.comparisons]
    return ComparisonFacts(
        id=comparison.id,
        title=comparison.title,
        number=comparison.number,
        heading=_heading(comparison),
        experimental=comparison.experimental,
        comparator=comparison.comparator,
        groups=_groups(analysis, facts),
        figures=() if telling.dense else _figures(analysis, comparison, shown),
        summary=_summary(analysis, comparison, shown),
        rated=any(found.word for o in outcomes if (found := analysis.review.certainty_of(o.id)) is not None),
        main=next((fact for fact in facts if fact.verdict), results[0] if results else None),
        leading=ids.index(comparison.id) < MOST_IN_ABSTRACT,
        favouring_experimental=_list(favoured[0], comparison, analysis.style),
        favouring_comparator=_list(favoured[1], comparison, analysis.style),
        inconclusive=_list(inconclusive, comparison, analysis.style),
        conclusion=_conclusion(comparison, facts, analysis.style),
        has_results=bool(results),
    )


def _dense(analysis: Analysis) -> bool:
    return sum(pooled.k > 1 for pooled in analysis.pooled.values()) > MANY_OUTCOMES


def _heading(comparison: Comparison) -> str:
    head = f"Comparison {comparison.number}" if comparison.number else "Effects"
    return f"{head}: {comparison.title}"


def _groups(analysis: Analysis, facts: Sequence[OutcomeFacts]) -> tuple[OutcomeGroup, ...]:
    """Return the outcomes by their headings; those with one result at most go into a table where they are several."""
    outcomes = {outcome.id: outcome for outcome in analysis.review.outcomes}
    found: list[OutcomeGroup] = []
    for title in dict.fromkeys(fact.group for fact in facts):
        own = [fact for fact in facts if fact.group == title]
        single = [fact for fact in own if fact.single]
        if len(single) < LEAST_FOR_TABLE:
            found.append(OutcomeGroup(title=title, outcomes=tuple(own), table=None))
            continue
        table = single_results_table(analysis, [outcomes[fact.id] for fact in single])
        found.append(OutcomeGroup(title=title, outcomes=tuple(f for f in own if not f.single), table=table))
    return tuple(found)


def _names(facts: Sequence[OutcomeFacts], wanted: Verdict) -> list[str]:
    """Return the outcomes with a verdict; with their time points where one title has several verdicts.

    The certainty of the evidence stands behind each, where it is judged.
    """
    verdicts: dict[str, set[str]] = {}
    for fact in facts:
        verdicts.setdefault(fact.title, set()).add(fact.verdict)
    names = (
        f"{fact.name if len(verdicts[fact.title]) > 1 else fact.title}{_rated(fact)}"
        for fact in facts
        if fact.verdict == wanted
    )
    return list(dict.fromkeys(names))


def _rated(fact: OutcomeFacts) -> str:
    """Return the certainty of an outcome in brackets, nothing where it is not judged."""
    return f" ({certainty_phrase(fact.certainty)})" if fact.certainty else ""


def _list(names: Sequence[str], comparison: Comparison, style: Style) -> Phrase:
    """Return names of outcomes as a list, the last of many by their number; with semicolons where names have parts."""
    kept = list(names) if len(names) <= MOST_NAMES else list(names[: MOST_NAMES - 2])
    parts: list[Phrase | str] = [*kept]
    if more := len(names) - len(kept):
        number = counted(more, "outcomes", f"comparison/{comparison.id}", (comparison.origin,), style)
        parts.append(plural(number, "further outcome", "further outcomes"))
    if any(_PARTED.search(name) for name in kept) and len(parts) > 1:
        rows = [weave("{part}", part=part) for part in parts]
        return joined((joined(rows[:-1], gap="; "), weave("and {last}", last=rows[-1])), gap="; ")
    return listed(parts)


def _conclusion(comparison: Comparison, facts: Sequence[OutcomeFacts], style: Style) -> Phrase:
    """Return what the comparison found in one sentence: whom results favoured, what has no verdict, what no total.

    Outcomes whose certainty is judged have a claim of their own, in the words that it allows.
    """
    plain = [fact for fact in facts if not fact.clause]
    said: list[tuple[str, Sequence[str]]] = [
        (f"the results favoured {comparison.experimental} for", _names(plain, "favours experimental")),
        (f"the results favoured {comparison.comparator} for", _names(plain, "favours comparator")),
        ("there was no evidence of a difference in", _names(plain, "inconclusive")),
        ("estimates are given of", _names(plain, "without direction")),
    ]
    divided = [fact.name for fact in facts if fact.showing == "subgroups"]
    unpooled = [fact.name for fact in facts if fact.showing == "studies"]
    said.append(("results are given by subgroup, without a total, for", list(dict.fromkeys(divided))))
    said.append(("results of studies are shown and not pooled for", list(dict.fromkeys(unpooled))))
    lists = ((claim, _list(names, comparison, style)) for claim, names in said if names)
    parts = [*_rated_clauses(comparison, facts, style)]
    parts += [weave("{claim} {names}", claim=claim, names=names) for claim, names in lists]
    return weave("{parts}.", parts=joined(parts, gap="; ")) if parts else ()


def _rated_clauses(comparison: Comparison, facts: Sequence[OutcomeFacts], style: Style) -> Iterator[Phrase]:
    """Yield what is claimed of each outcome whose certainty is judged, the last of many by their number."""
    clauses = list(dict.fromkeys(fact.clause for fact in facts if fact.clause))
    kept = clauses if len(clauses) <= MOST_NAMES else clauses[: MOST_NAMES - 2]
    yield from kept
    if more := len(clauses) - len(kept):
        number = counted(more, "rated_outcomes", f"comparison/{comparison.id}", (comparison.origin,), style)
        told = plural(number, "further outcome is", "further outcomes are")
        yield weave("{told} told in the results", told=told)


def _summary(analysis: Analysis, comparison: Comparison, shown: Collection[str]) -> Phrase:
    ids = [*outcomes_summarised(analysis.review)]
    number = ids.index(comparison.id) + 1 if comparison.id in ids else 0
    target = "tbl-summary-of-findings" + (f"-{number}" if number > 1 else "")
    return (CrossRef(target=target),) if number and target in shown else ()


def _figures(analysis: Analysis, comparison: Comparison, shown: Collection[str]) -> Phrase:
    plots = forest_plots(analysis).items()
    ids = [f"fig-{id_}" for id_, outcomes in plots if any(o.comparison == comparison.id for o in outcomes)]
    return listed([(CrossRef(target=id_),) for id_ in ids if id_ in shown])
