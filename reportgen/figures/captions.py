"""The captions of figures on outcomes, worded from these and from how they were pooled."""

from __future__ import annotations

from reportgen.document import Note, Text, plain_text
from reportgen.effects import MEASURES
from reportgen.model import Outcome, Review
from reportgen.pooling import ESTIMATORS, INTERVALS, METHODS, Pooled
from reportgen.quantities import Analysis, comparison_of, confidence_level, shows_subtotals, shows_total
from reportgen.wording.measures import measure_name
from reportgen.wording.phrases import Phrase, capitalised, joined, listed, weave

__all__ = ["block_notes", "head", "measures", "outcomes_caption"]

_MOST_TITLES = 4


def head(planned: str, outcomes: tuple[Outcome, ...]) -> str:
    """Return number and title of a figure on outcomes: "Analysis 1.3. Quality of life"; `planned` is its own title."""
    title = (planned or capitalised(_titles(outcomes))).rstrip(".:")
    numbers = [outcome.number for outcome in outcomes if outcome.number]
    if not numbers:
        return title
    listing = plain_text(listed(list(numbers)))
    return f"{'Analysis' if len(numbers) == 1 else 'Analyses'} {listing}. {title}"


def _titles(outcomes: tuple[Outcome, ...]) -> str:
    """Return what the outcomes of a figure without a title of its own are called; of many the first two."""
    titles = list(dict.fromkeys(outcome.title for outcome in outcomes))
    return plain_text(listed(titles if len(titles) <= _MOST_TITLES else [*titles[:2], "others"]))


def outcomes_caption(analysis: Analysis, planned: str, outcomes: tuple[Outcome, ...], *, both: bool = False) -> Phrase:
    """Return number, title, comparison, time point, measure, model and interval of a forest plot.

    `both` says that results by both models are shown.
    """
    comparisons = listed(list(dict.fromkeys(_whose(analysis.review, o) for o in outcomes)))
    times = listed([time for time in dict.fromkeys(o.time_point for o in outcomes) if time])
    first = weave(
        "{title}: {comparisons}{times}.",
        title=head(planned, outcomes),
        comparisons=comparisons,
        times=weave(", {times}", times=times) if times else None,
    )
    models = (Text("Results of the common-effect and of the random-effects model are shown."),) if both else ()
    return joined(
        tuple(part for part in (first, measures(analysis, outcomes), models, _totals(analysis, outcomes)) if part)
    )


def _totals(analysis: Analysis, outcomes: tuple[Outcome, ...]) -> Phrase:
    """Return what is said of totals that are not shown; nothing where only some outcomes of a plot lack theirs."""
    results = [analysis.pooled[o.id] for o in outcomes if o.id in analysis.pooled]
    if not results or any(shows_total(result.effects.outcome) for result in results):
        return ()
    if any(shows_subtotals(result) for result in results):
        return (Text("Subtotals only; no total is given."),)
    return (Text("The results of the studies are not pooled."),)


def _whose(review: Review, outcome: Outcome) -> str:
    """Return the comparison, with the sides of the outcome if these are its own, or the one group it is about."""
    comparison = comparison_of(review, outcome)
    if MEASURES[outcome.measure].sides == 1:
        return comparison.experimental
    own = f" ({comparison.experimental} against {comparison.comparator})"
    return comparison.title + (own if comparison != review.comparison(outcome.comparison) else "")


def measures(analysis: Analysis, outcomes: tuple[Outcome, ...]) -> Phrase:
    """Return measure, interval and, where something is pooled here, the method as it was applied."""
    names = listed(list(dict.fromkeys(measure_name(MEASURES[o.measure].title) for o in outcomes)))
    results = [analysis.pooled[o.id] for o in outcomes if o.id in analysis.pooled]
    models = list(dict.fromkeys(_model(result) for result in results if _has_estimate(result)))
    levels = [(confidence_level(plan),) for plan in {o.plan.level: o.plan for o in outcomes}.values()]
    said = weave(
        "{measures} with {levels} confidence intervals{models}.",
        measures=names,
        levels=listed(levels),
        models=weave("; {models}", models=joined([(Text(model),) for model in models], gap="; ")) if models else None,
    )
    first = said[0]
    return (Text(capitalised(first.text)), *said[1:]) if isinstance(first, Text) else said


def _has_estimate(result: Pooled) -> bool:
    """Return whether a total or a subtotal is printed."""
    parts = (part for _, part in result.subgroups) if shows_subtotals(result) else ()
    return any(one.summary is not None for one in (result, *parts))


def _model(result: Pooled) -> str:
    """Return method, model, estimator of tau2 and the intervals of pooled results as they were applied."""
    plan = result.plan
    weights = METHODS[plan.method].title.replace("Inverse", "inverse")
    parts = [part for _, part in result.subgroups] if shows_subtotals(result) else []
    applied = [one.summary.interval for one in (result, *parts) if one.summary is not None]
    labels = [INTERVALS[name].label for name in dict.fromkeys(applied)]
    intervals = f"{' and '.join(labels)} {'interval' if len(labels) == 1 else 'intervals'}"
    if plan.model != "random":
        return f"{weights}, common effect ({intervals})"
    return f"{weights}, random effects (τ² by {ESTIMATORS[plan.tau2].label}, {intervals})"


def block_notes(outcomes: tuple[Outcome, ...]) -> tuple[Note, ...]:
    """Return the note under a plot of several outcomes."""
    if len(outcomes) < 2:
        return ()
    text = "The blocks are outcomes of the same participants: they are not added up and not compared with each other."
    return (Note(mark="", children=(Text(text),)),)
