"""What is said of a bubble plot: its caption, and the text alternative made from its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import Text, plain_text
from reportgen.figures.bubble.picture import shows_prediction
from reportgen.figures.bubble.shown import Shown
from reportgen.figures.drawing import shortened
from reportgen.figures.scatter.words import alt_head, not_drawn, opening, p_words, studies_of
from reportgen.quantities import confidence_level, counted
from reportgen.wording.measures import measure_name, measure_names
from reportgen.wording.phrases import Phrase, joined, listed, plural, weave
from reportgen.wording.relations import interval, relation

__all__ = ["alt_text", "caption"]

_FEW = 10
_MOST_NAMED = 6


def caption(shown: Shown) -> Iterator[Phrase]:
    """Yield the sentences of the caption; some may be empty."""
    asked, fit = shown.asked, shown.regression.fit
    yield opening(asked, "Bubble plot", len(shown.studies))
    model = f"random effects, {fit.plan.tau2}" if fit.plan.model == "random" else "common effect"
    yield weave(
        "Meta-regression on {label} ({model}): {slope}, {p}{fit}.",
        label=_label(shown),
        model=model,
        slope=_slope(shown),
        p=p_words(asked, shown.regression.p),
        fit=_explained(shown),
    )
    limits = "; the dashed lines are limits of its prediction interval" if shows_prediction(shown) else ""
    yield weave(
        "The line is the fitted mean effect, the band its {level} confidence interval{limits}.",
        level=confidence_level(asked.pooled.plan),
        limits=limits,
    )
    yield (Text("Areas of bubbles are as the weights of the studies."),)
    yield _left_out(shown)
    yield not_drawn(asked)
    if fit.k < _FEW:
        yield (Text(f"With fewer than {_FEW} studies such a relation can hardly be told from chance."),)
    yield (Text("A relation between studies need not hold for the people within them."),)


def _label(shown: Shown) -> str:
    label = shown.moderator.label
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _slope(shown: Shown) -> Phrase:
    """Return the slope in words: "ratio of risk ratios per unit 0.97 (95% CI 0.96 to 0.99)"."""
    found, asked = shown.regression, shown.asked
    return weave(
        "{what} per unit {slope} ({level} CI {limits})",
        what=_what(shown),
        slope=found.slope,
        level=confidence_level(asked.pooled.plan),
        limits=interval(found.ci_low, found.ci_high, asked.style.numbers),
    )


def _what(shown: Shown) -> str:
    measure = shown.asked.measure
    if measure.scale == "logit":
        return "odds ratio"
    if shown.regression.ratio:
        return f"ratio of {measure_names(measure.title.partition(' (')[0])}"
    aside = "" if measure.scale == "identity" else " on the scale of analysis"
    return f"change in {measure_name(measure.title.partition(' (')[0])}{aside}"


def _explained(shown: Shown) -> Phrase | None:
    """Return R² and the residual variance between studies."""
    style = shown.asked.style.numbers
    found = (("R²", shown.regression.r2), ("residual τ²", shown.regression.tau2))
    parts = [relation(letter, number, style) for letter, number in found if number is not None]
    return weave("; {parts}", parts=joined(parts, gap=", ")) if parts else None


def _left_out(shown: Shown) -> Phrase:
    names = tuple(dict.fromkeys(shown.left_out))
    if not names:
        return ()
    asked = shown.asked
    number = counted(len(names), "left_out", f"outcome/{asked.outcome.id}/moderator", asked.pooled.inputs, asked.style)
    who = weave(": {names}", names=listed(list(names))) if len(names) <= _MOST_NAMED else None
    return weave(
        "Left out for want of a value {verb} {studies}{who}.",
        verb="is" if len(names) == 1 else "are",
        studies=plural(number, "study", "studies"),
        who=who,
    )


def alt_text(shown: Shown) -> str:
    """Return what the plot shows in at most 250 characters."""
    studies = plain_text(studies_of(shown.asked, len(shown.studies)))
    p = plain_text(p_words(shown.asked, shown.regression.p))
    head = alt_head(shown.asked, "Bubble plot")
    return f"{head}, by {shortened(_label(shown), 30)}: {studies}; {plain_text(_slope(shown))}; {p}."
