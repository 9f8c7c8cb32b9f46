"""What the methods section says, worded from the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.compose.facts.sensitivity import sensitivity_methods
from reportgen.document import Citation, Text
from reportgen.effects import MEASURES, ZERO_CELLS
from reportgen.model import PLAN_NAMES, Library, Outcome, Plan
from reportgen.pooling import applied_plan
from reportgen.quantities import Analysis, confidence_level, shows_total
from reportgen.wording.certainty import describe_rating
from reportgen.wording.measures import describe_measures
from reportgen.wording.methods import Synthesis, describe_departure, describe_plan
from reportgen.wording.phrases import Phrase, joined, listed, lowered, sentence, weave
from reportgen.wording.worked_out import describe_worked_out
from reportgen.wording.works import citation_of

__all__ = ["MethodFacts", "method_facts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodFacts:
    """Sentences and lists of the methods section; empty where the review does not say.

    `designs` to `outcomes` fit the middle of a sentence; `limits` to `risk_of_bias_by` and `missing_data` to `software`
    are whole sentences.
    """

    designs: str
    population: str
    intervention: str
    comparators: str
    outcomes: str
    inclusion: tuple[str, ...]
    exclusion: tuple[str, ...]
    databases: Phrase
    registers: Phrase
    other_sources: Phrase
    limits: str
    screening: str
    extraction: str
    disagreements: str
    risk_of_bias_by: str
    tool: str
    domains: Phrase
    measures: Phrase
    plans: tuple[Phrase, ...]
    worked_out: tuple[Phrase, ...]
    sensitivity: Phrase
    missing_data: str
    multiple_arms: str
    unit_of_analysis: str
    software: str
    has_subgroups: bool
    blocks: bool
    certainty: Phrase


def method_facts(analysis: Analysis) -> MethodFacts:
    """Return the facts of the methods section."""
    review = analysis.review
    question, search, methods = review.question, review.search, review.methods
    pooled = [outcome for outcome in review.outcomes if outcome.pooled]
    divided = frozenset(id_ for id_, result in analysis.pooled.items() if result.subgroups)
    tool = review.risk_of_bias_tool
    return MethodFacts(
        designs=_list(question.designs),
        population=question.population,
        intervention=question.intervention,
        comparators=_list(question.comparators, "or"),
        outcomes=_list(question.outcomes),
        inclusion=methods.inclusion,
        exclusion=methods.exclusion,
        databases=_searched(search.databases),
        registers=_searched(search.registers),
        other_sources=listed(list(search.other)),
        limits=sentence(search.limits),
        screening=sentence(methods.screening),
        extraction=sentence(methods.extraction),
        disagreements=sentence(methods.disagreements),
        risk_of_bias_by=sentence(methods.risk_of_bias_by),
        tool=tool.title if tool else "",
        domains=listed([one.label.lower() for one in tool.domains if one.id != "overall"]) if tool else (),
        measures=describe_measures([MEASURES[m] for m in dict.fromkeys(o.measure for o in pooled)]),
        plans=_plans([o for o in pooled if shows_total(o) or _subtotals(o, divided)], divided, review.library),
        worked_out=_worked_out(analysis),
        sensitivity=sensitivity_methods(analysis),
        missing_data=sentence(methods.missing_data),
        multiple_arms=sentence(methods.multiple_arms),
        unit_of_analysis=sentence(methods.unit_of_analysis),
        software=sentence(methods.software),
        has_subgroups=any(_subtotals(outcome, divided) for outcome in pooled),
        certainty=_certainty(analysis),
        blocks=len({o.figure for o in pooled if o.figure}) < len([o for o in pooled if o.figure]),
    )


def _list(items: tuple[str, ...], last: str = "and") -> str:
    row = listed(list(items), last)
    return "".join(part.text for part in row if isinstance(part, Text))


def _searched(places: tuple[tuple[str, str], ...]) -> Phrase:
    """Return databases with their dates; a date that several share is said once, behind the last of them."""
    runs: list[tuple[list[str], str]] = []
    for name, until in places:
        if runs and runs[-1][1] == until:
            runs[-1][0].append(name)
        else:
            runs.append(([name], until))
    parts = [
        weave("{names}{until}", names=listed(names), until=f" (to {until})" if until else "") for names, until in runs
    ]
    return joined(parts, gap="; ")


def _subtotals(outcome: Outcome, divided: frozenset[str]) -> bool:
    """Return whether results of subgroups are shown; `divided` are the ids of outcomes that have subgroups."""
    return outcome.totals != "none" and (bool(outcome.subgroups) or outcome.id in divided)


def _plans(pooled: list[Outcome], divided: frozenset[str], library: Library) -> tuple[Phrase, ...]:
    """Return one description per plan in use, the commonest first; outcomes that depart from it are named.

    Of these is said only what is not as in the first.
    """
    plans: dict[tuple[object, ...], list[Outcome]] = {}
    for outcome in pooled:
        plan = _essential(outcome, divided)
        key = tuple(getattr(plan, name) for name in PLAN_NAMES)
        plans.setdefault(key, []).append(outcome)
    ordered = [_synthesis(outcomes, divided) for outcomes in sorted(plans.values(), key=len, reverse=True)]
    if not ordered:
        return ()

    def cite(names: Sequence[str]) -> Citation:
        """Return the citation of works on methods."""
        return citation_of(names, library)

    usual, *others = ordered
    told = [joined(describe_plan(usual[1], cite))]
    for titles, synthesis in others:
        if departure := describe_departure(synthesis, usual[1], cite):
            first, *rest = departure
            opening = weave("For {titles}, {first}", titles=listed(titles), first=lowered(first))
            told.append(joined((opening, *rest)))
    return tuple(told)


def _worked_out(analysis: Analysis) -> tuple[Phrase, ...]:
    """Return what is said of numbers that were worked out, by the sections of the Handbook that their ways rest on."""
    rows = [row for pooled in analysis.pooled.values() for row in pooled.effects.rows if row.state == "used"]
    sections = {section for row in rows for found in row.derivations for section in found.sections}
    return describe_worked_out(sections, lambda names: citation_of(names, analysis.review.library))


def _certainty(analysis: Analysis) -> Phrase:
    """Return how certainty was judged, if it was."""
    review = analysis.review
    rated = [o for o in review.outcomes if (found := review.certainty_of(o.id)) is not None and found.word]
    sized = any(outcome.thresholds for outcome in rated)
    return describe_rating(lambda names: citation_of(names, review.library), sized=sized) if rated else ()


def _essential(outcome: Outcome, divided: frozenset[str]) -> Plan:
    """Return the plan with the settings that do not matter to this outcome at their defaults, and without its name."""
    plan, default = outcome.plan, Plan()
    idle: set[str] = {"preset"}
    if plan.model != "random":
        idle |= {"tau2", "interval", "prediction", "i2", "subgroup_tau2"}
    if not _subtotals(outcome, divided):
        idle.add("subgroup_tau2")
    if outcome.measure != "SMD":
        idle.add("smd")
    if MEASURES[outcome.measure].kind in {"continuous", "time-to-event", "correlation", "generic"}:
        idle.add("zero_cells")
    return replace(plan, **{name: getattr(default, name) for name in idle})


def _synthesis(outcomes: list[Outcome], divided: frozenset[str]) -> tuple[list[Phrase | str], Synthesis]:
    """Return the titles of outcomes that share a plan, and what the words need of them."""
    plan = outcomes[0].plan
    measures = list(dict.fromkeys(outcome.measure for outcome in outcomes))
    synthesis = Synthesis(
        plan=plan,
        measures={measure: MEASURES[measure].title for measure in measures},
        methods={measure: applied_plan(measure, plan).method for measure in measures},
        level=confidence_level(plan),
        empty_cells=ZERO_CELLS[plan.zero_cells],
        subgroups=any(_subtotals(outcome, divided) for outcome in outcomes),
    )
    return list(dict.fromkeys(outcome.title for outcome in outcomes)), synthesis
