"""What is said of forest plots of varied results: captions, and text alternatives made from their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document import Text
from reportgen.figures.captions import outcomes_caption
from reportgen.figures.drawing import shortened
from reportgen.figures.forest.blocks import Forest
from reportgen.model import FigurePlan
from reportgen.quantities import Analysis, EffectQuantities, StudyOrder, Variation
from reportgen.wording.measures import measure_name
from reportgen.wording.numbers import level
from reportgen.wording.phrases import Phrase, capitalised, joined, listed

__all__ = ["cumulative_alt", "cumulative_caption", "leave_one_out_alt", "leave_one_out_caption", "title_of"]

_SQUARES = "Squares are of one size: these results have no weights. The dashed line marks the result of all studies."


def title_of(plan: FigurePlan, forest: Forest, what: str) -> str:
    """Return the title that the plan gives, else the outcome with the kind of analysis."""
    return plan.title or f"{capitalised(forest.blocks[0].outcome.title)}, {what}"


def leave_one_out_caption(analysis: Analysis, forest: Forest, title: str) -> Phrase:
    """Return the caption of a plot of results without each study."""
    said = "Each row is the result without the study named, with τ² estimated anew."
    if forest.plans()[0].model != "random":
        said = "Each row is the result without the study named."
    return joined((_opening(analysis, forest, title), (Text(f"{said} {_SQUARES}"),)))


def cumulative_caption(analysis: Analysis, forest: Forest, title: str, order: StudyOrder) -> Phrase:
    """Return the caption of a plot of results as studies join."""
    said = f"Each row is the result after the study named has joined, {order.by}; the last is that of all studies."
    without = listed(list(order.without))
    last: Phrase = (Text("Last, for want of something to sort by: "), *without, Text(".")) if without else ()
    return joined((_opening(analysis, forest, title), (Text(f"{said} {_SQUARES}"),), last))


def _opening(analysis: Analysis, forest: Forest, title: str) -> Phrase:
    return outcomes_caption(analysis, title, tuple(block.outcome for block in forest.blocks))


def leave_one_out_alt(forest: Forest, found: Sequence[Variation], total: EffectQuantities) -> str:
    """Return how far the result moves when a study is left out, with the studies that move it most."""
    shown = [(one.shown.effect, one.studies[0].text) for one in found if one.shown is not None]
    start = _start(forest, "Leave-one-out forest plot")
    (least, one), (most, other) = (
        pick(shown, key=lambda pair: float(pair[0].estimate.value or 0)) for pick in (min, max)
    )
    return (
        f"{start}: without one study, {measure_name(forest.measure.title)} "
        f"{least.estimate.text} (omitting {shortened(one, 30)}) to {most.estimate.text} (omitting "
        f"{shortened(other, 30)}); all {len(found)} studies {_interval(forest, total)}."
    )


def cumulative_alt(forest: Forest, found: Sequence[Variation], order: StudyOrder) -> str:
    """Return where the results begin and end."""
    shown = [(one.shown.effect, one.studies[0].text) for one in found if one.shown is not None]
    (first, name), (last, _) = shown[0], shown[-1]
    rest = f", {_interval(forest, last)} with all {len(shown)} studies" if len(shown) > 1 else ""
    return (
        f"{_start(forest, 'Cumulative forest plot')}, {order.by.partition(',')[0]}: "
        f"{measure_name(forest.measure.title)} {_interval(forest, first)} with {shortened(name, 30)} alone{rest}."
    )


def _start(forest: Forest, what: str) -> str:
    one, other = (shortened(name, 30) for name in (forest.comparison.experimental, forest.comparison.comparator))
    versus = one if forest.measure.sides == 1 else f"{one} versus {other}"
    return f"{what}, {shortened(forest.blocks[0].outcome.title, 40)}, {versus}"


def _interval(forest: Forest, effect: EffectQuantities) -> str:
    limits = f"{effect.ci_low.text} to {effect.ci_high.text}"
    return f"{effect.estimate.text} ({level(forest.plans()[0].level)} CI {limits})"
