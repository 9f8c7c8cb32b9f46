"""The figures and tables of a manuscript, with their captions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.compose.facts.methods import confidence_level
from reportgen.document import Figure, Note, Table, Text
from reportgen.effects import MEASURES
from reportgen.figures import ForestBlock, draw_flow, draw_forest, draw_risk_of_bias
from reportgen.model import Comparison, Outcome, Plan, Review
from reportgen.pooling import INTERVALS, METHODS
from reportgen.quantities import Analysis, forest_plots
from reportgen.tables import TABLES
from reportgen.wording.measures import measure_name
from reportgen.wording.phrases import Phrase, capitalised, joined, listed, weave

__all__ = ["ExhibitNames", "Exhibits", "exhibit_names", "make_exhibits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibits:
    """Figures and tables by the names that templates call them with, in the order they stand in the manuscript."""

    figures: Mapping[str, Figure]
    tables: Mapping[str, Table]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitNames:
    """All names that a review's templates can call, whether or not the review has data for each."""

    figures: tuple[str, ...]
    tables: tuple[str, ...]


def exhibit_names(review: Review) -> ExhibitNames:
    """Return the names of all figures and tables that this review can have."""
    forests = dict.fromkeys([plan.id for plan in review.figures] + [o.figure or o.id for o in review.outcomes])
    return ExhibitNames(figures=("flow", "risk-of-bias", *forests), tables=tuple(TABLES))


def make_exhibits(analysis: Analysis) -> Exhibits:
    """Return all figures and tables that the review has data for."""
    figures: dict[str, Figure] = {}
    review, style = analysis.review, analysis.style
    if review.flow.counts:
        drawing = draw_flow(review, style, name="figure-flow")
        caption = (Text("Flow of records, reports and studies."),)
        figures["flow"] = Figure(id="fig-flow", caption=caption, drawing=drawing)
    tool, included = review.risk_of_bias_tool, {study.id for study in review.included()}
    if tool and any(judgement.study in included for judgement in review.judgements):
        drawing = draw_risk_of_bias(review, style, name="figure-risk-of-bias")
        caption = (Text(f"Risk of bias: judgements on each domain of {tool.title} for each study."),)
        figures["risk-of-bias"] = Figure(id="fig-risk-of-bias", caption=caption, drawing=drawing)
    for id_, outcomes in forest_plots(analysis).items():
        figures[id_] = _forest(analysis, id_, outcomes)
    tables = {name: table for name, kind in TABLES.items() if (table := kind.make(analysis))}
    return Exhibits(figures=figures, tables=tables)


def _forest(analysis: Analysis, id_: str, outcomes: tuple[Outcome, ...]) -> Figure:
    blocks = tuple(
        ForestBlock(
            outcome=outcome,
            pooled=analysis.pooled.get(outcome.id),
            published=next(iter(analysis.published(outcome)), None),
        )
        for outcome in outcomes
    )
    drawing = draw_forest(blocks, analysis.review, analysis.style, name=f"figure-{id_}")
    return Figure(
        id=f"fig-{id_}",
        caption=_caption(analysis, id_, outcomes),
        drawing=drawing,
        wide=drawing.width_mm > analysis.style.figures.width_mm,
        notes=_notes(outcomes),
    )


def _caption(analysis: Analysis, id_: str, outcomes: tuple[Outcome, ...]) -> Phrase:
    """Return title, comparison, time point, measure, model and interval of a forest plot."""
    review = analysis.review
    planned = next((figure.title for figure in review.figures if figure.id == id_), "")
    comparisons = listed(list(dict.fromkeys(_whose(review.comparison(o.comparison), o) for o in outcomes)))
    times = listed([time for time in dict.fromkeys(o.time_point for o in outcomes) if time])
    first = weave(
        "{title}: {comparisons}{times}.",
        title=(planned or capitalised(outcomes[0].title)).rstrip(".:"),
        comparisons=comparisons,
        times=weave(", {times}", times=times) if times else None,
    )
    return joined((first, _measures(analysis, outcomes)))


def _whose(comparison: Comparison, outcome: Outcome) -> str:
    """Return the comparison, or the one group whose results they are."""
    return comparison.experimental if MEASURES[outcome.measure].sides == 1 else comparison.title


def _measures(analysis: Analysis, outcomes: tuple[Outcome, ...]) -> Phrase:
    """Return measure, interval and, where something is pooled here, the method as it was applied."""
    measures = listed(list(dict.fromkeys(measure_name(MEASURES[o.measure].title) for o in outcomes)))
    results = [analysis.pooled[o.id] for o in outcomes if o.id in analysis.pooled]
    models = list(dict.fromkeys(_model(result.plan) for result in results if result.summary))
    levels = [(confidence_level(plan),) for plan in {o.plan.level: o.plan for o in outcomes}.values()]
    said = weave(
        "{measures} with {levels} confidence intervals{models}.",
        measures=measures,
        levels=listed(levels),
        models=weave("; {models}", models=joined([(Text(model),) for model in models], gap="; ")) if models else None,
    )
    first = said[0]
    return (Text(capitalised(first.text)), *said[1:]) if isinstance(first, Text) else said


def _model(plan: Plan) -> str:
    """Return method, model, estimator and, where it is not Wald's, the interval of pooled results."""
    weights = METHODS[plan.method].title.replace("Inverse", "inverse")
    if plan.model != "random":
        return f"{weights}, common effect"
    interval = "" if plan.interval == "wald" else f", interval {INTERVALS[plan.interval].label}"
    return f"{weights}, random effects ({plan.tau2}{interval})"


def _notes(outcomes: tuple[Outcome, ...]) -> tuple[Note, ...]:
    if len(outcomes) < 2:
        return ()
    text = "The blocks are outcomes of the same participants: they are not added up and not compared with each other."
    return (Note(mark="", children=(Text(text),)),)
