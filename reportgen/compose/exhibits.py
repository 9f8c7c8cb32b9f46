"""The figures and tables of a manuscript, with their captions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.compose.facts.methods import confidence_level
from reportgen.document import Drawing, Figure, Note, Table, Text, plain_text
from reportgen.effects import MEASURES
from reportgen.figures import ForestBlock, draw_flow, forest_drawings, risk_of_bias_drawings
from reportgen.model import Outcome, Plan, Review
from reportgen.pooling import INTERVALS, METHODS, Pooled
from reportgen.quantities import Analysis, comparison_of, forest_plots, shows_subtotals, shows_total
from reportgen.tables import TABLES
from reportgen.wording.measures import measure_name
from reportgen.wording.phrases import Phrase, capitalised, joined, listed, weave

__all__ = ["ExhibitNames", "Exhibits", "exhibit_names", "make_exhibits"]


PAGE_MM = 205.0
"""Height that a figure has on an upright page, its caption left out."""

TURNED_PAGE_MM = 140.0
"""Height that a figure has on a page turned sideways."""


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
    """Return all figures and tables that the review has data for.

    A figure too tall for a page is parted: its parts follow it under its name with a number behind it ("mood/2").
    """
    figures: dict[str, Figure] = {}
    review, style = analysis.review, analysis.style
    if review.flow.counts:
        drawing = draw_flow(review, style, name="figure-flow")
        caption = (Text("Flow of records, reports and studies."),)
        figures["flow"] = Figure(id="fig-flow", caption=caption, drawing=drawing)
    tool, included = review.risk_of_bias_tool, {study.id for study in review.included()}
    if tool and any(judgement.study in included for judgement in review.judgements):
        tallest = _tallest_mm(analysis, style.figures.width_mm)
        drawings = risk_of_bias_drawings(review, style, name="figure-risk-of-bias", tallest_mm=tallest)
        caption = (Text(f"Risk of bias: judgements on each domain of {tool.title} for each study."),)
        figures |= _parts("risk-of-bias", drawings, (caption, (Text("Risk of bias"),)))
    for id_, outcomes in forest_plots(analysis).items():
        figures |= _forest(analysis, id_, outcomes)
    tables = {name: table for name, kind in TABLES.items() if (table := kind.make(analysis))}
    return Exhibits(figures=figures, tables=tables)


def _tallest_mm(analysis: Analysis, width_mm: float) -> float:
    """Return how tall a drawing may be: a page of it, made smaller until its letters have the least size allowed."""
    look = analysis.style.figures
    page = PAGE_MM if width_mm <= look.width_mm else TURNED_PAGE_MM
    return page * max(1.0, look.font_pt / look.min_font_pt)


def _parts(
    name: str,
    drawings: tuple[Drawing, ...],
    captions: tuple[Phrase, Phrase],
    notes: tuple[Note, ...] = (),
    *,
    wide: bool = False,
) -> dict[str, Figure]:
    """Return a figure, or one for each of its parts; `captions` are the whole one, and the title of further parts."""
    found: dict[str, Figure] = {}
    for number, drawing in enumerate(drawings, 1):
        first, part = number == 1, f"Part {number} of {len(drawings)}."
        caption = captions[0] if first else weave("{title}, continued.", title=captions[1])
        found[name if first else f"{name}/{number}"] = Figure(
            id=f"fig-{name}" if first else f"fig-{name}-part-{number}",
            caption=caption if len(drawings) == 1 else joined((caption, (Text(part),))),
            drawing=drawing,
            notes=notes,
            wide=wide,
        )
    return found


def _forest(analysis: Analysis, id_: str, outcomes: tuple[Outcome, ...]) -> dict[str, Figure]:
    blocks = tuple(
        ForestBlock(
            outcome=outcome,
            pooled=analysis.pooled.get(outcome.id),
            published=next(iter(analysis.published(outcome)), None),
        )
        for outcome in outcomes
    )
    drawings = forest_drawings(
        blocks,
        analysis.review,
        analysis.style,
        name=f"figure-{id_}",
        tallest_mm=lambda width: _tallest_mm(analysis, width),
    )
    captions = (_caption(analysis, id_, outcomes), (Text(_head(analysis, id_, outcomes)),))
    wide = drawings[0].width_mm > analysis.style.figures.width_mm
    return _parts(id_, drawings, captions, _notes(outcomes), wide=wide)


def _head(analysis: Analysis, id_: str, outcomes: tuple[Outcome, ...]) -> str:
    """Return number and title of a forest plot: "Analysis 1.3. Quality of life"."""
    planned = next((figure.title for figure in analysis.review.figures if figure.id == id_), "")
    title = (planned or capitalised(outcomes[0].title)).rstrip(".:")
    numbers = [outcome.number for outcome in outcomes if outcome.number]
    if not numbers:
        return title
    listing = plain_text(listed(list(numbers)))
    return f"{'Analysis' if len(numbers) == 1 else 'Analyses'} {listing}. {title}"


def _caption(analysis: Analysis, id_: str, outcomes: tuple[Outcome, ...]) -> Phrase:
    """Return number, title, comparison, time point, measure, model and interval of a forest plot."""
    comparisons = listed(list(dict.fromkeys(_whose(analysis.review, o) for o in outcomes)))
    times = listed([time for time in dict.fromkeys(o.time_point for o in outcomes) if time])
    first = weave(
        "{title}: {comparisons}{times}.",
        title=_head(analysis, id_, outcomes),
        comparisons=comparisons,
        times=weave(", {times}", times=times) if times else None,
    )
    return joined((first, _measures(analysis, outcomes), _totals(analysis, outcomes)))


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


def _measures(analysis: Analysis, outcomes: tuple[Outcome, ...]) -> Phrase:
    """Return measure, interval and, where something is pooled here, the method as it was applied."""
    measures = listed(list(dict.fromkeys(measure_name(MEASURES[o.measure].title) for o in outcomes)))
    results = [analysis.pooled[o.id] for o in outcomes if o.id in analysis.pooled]
    models = list(dict.fromkeys(_model(result.plan) for result in results if _has_estimate(result)))
    levels = [(confidence_level(plan),) for plan in {o.plan.level: o.plan for o in outcomes}.values()]
    said = weave(
        "{measures} with {levels} confidence intervals{models}.",
        measures=measures,
        levels=listed(levels),
        models=weave("; {models}", models=joined([(Text(model),) for model in models], gap="; ")) if models else None,
    )
    first = said[0]
    return (Text(capitalised(first.text)), *said[1:]) if isinstance(first, Text) else said


def _has_estimate(result: Pooled) -> bool:
    """Return whether a total or a subtotal is printed."""
    parts = (part for _, part in result.subgroups) if shows_subtotals(result) else ()
    return any(one.summary is not None for one in (result, *parts))


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
