"""Words that captions and axes of plots of points share."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document import Number, Text
from reportgen.effects import SCALES
from reportgen.figures.captions import head
from reportgen.figures.drawing import shortened
from reportgen.figures.scatter.asked import Asked
from reportgen.figures.scatter.scatter import Pointed
from reportgen.quantities import EffectQuantities, confidence_level, counted
from reportgen.wording.measures import measure_name
from reportgen.wording.phrases import Phrase, plural, weave
from reportgen.wording.relations import interval, relation

__all__ = [
    "alt_head",
    "effect_title",
    "error_title",
    "estimate_words",
    "named_note",
    "opening",
    "p_words",
    "studies_of",
]

_SCALE_WORDS = {
    "log": "log scale",
    "logit": "logit scale",
    "fisher-z": "Fisher's z scale",
    "arcsine": "arcsine scale",
    "square-root": "square-root scale",
    "freeman-tukey": "double arcsine scale",
    "freeman-tukey-rate": "double square-root scale",
}


def opening(asked: Asked, what: str) -> Phrase:
    """Return the start of a caption: number, title, comparison and what kind of plot of how many studies it is."""
    title = head(asked.plan.title, (asked.outcome,))
    one_side = asked.measure.sides == 1
    comparison = asked.comparison.experimental if one_side else asked.comparison.title
    return weave(
        "{title}: {comparison}. {what} of {studies}.",
        title=title,
        comparison=comparison.rstrip("."),
        what=what,
        studies=studies_of(asked),
    )


def studies_of(asked: Asked) -> Phrase:
    """Return how many studies are drawn, and how many results of theirs where these are more."""
    style, subject = asked.style, f"outcome/{asked.outcome.id}"
    inputs = asked.pooled.inputs
    names = {row.study for row in asked.rows}
    studies = plural(counted(len(names), "k", subject, inputs, style), "study", "studies")
    if len(names) == len(asked.rows):
        return studies
    results = plural(counted(len(asked.rows), "results", subject, inputs, style), "result", "results")
    return weave("{results} of {studies}", results=results, studies=studies)


def estimate_words(asked: Asked, effect: EffectQuantities) -> Phrase:
    """Return "0.49 (95% CI 0.34 to 0.70)"."""
    return weave(
        "{estimate} ({level} CI {limits})",
        estimate=effect.estimate,
        level=confidence_level(asked.pooled.plan),
        limits=interval(effect.ci_low, effect.ci_high, asked.style.numbers),
    )


def p_words(asked: Asked, p: Number) -> Phrase:
    """Return "P = 0.03" in the style's way."""
    return relation(asked.style.numbers.p_letter, p, asked.style.numbers)


def effect_title(asked: Asked) -> str:
    """Return the title of an axis of effects: "Risk ratio (log scale)", "Mean difference (mm)"."""
    scale = _SCALE_WORDS.get(asked.measure.scale)
    unit = asked.outcome.unit if asked.measure.kind == "continuous" and asked.measure.id == "MD" else ""
    aside = scale or unit
    return _plain_title(asked) + (f" ({aside})" if aside else "")


def _plain_title(asked: Asked) -> str:
    """Return the name of the measure without the scale that some have in brackets."""
    return asked.measure.title.partition(" (")[0]


def error_title(asked: Asked) -> str:
    """Return the title of an axis of standard errors: "Standard error of log risk ratio"."""
    scale = SCALES[asked.measure.scale]
    name = measure_name(_plain_title(asked))
    if scale.id == "identity":
        return f"Standard error of {name}"
    return f"Standard error of log {name}" if scale.id == "log" else f"Standard error ({_SCALE_WORDS[scale.id]})"


def named_note(named: Sequence[Pointed], one: str, more: str) -> Phrase:
    """Return why studies are named in a plot, worded for one and for more; nothing where none is."""
    if not named:
        return ()
    return (Text(f"The study named {one}." if len(named) == 1 else f"The studies named {more}."),)


def alt_head(asked: Asked, kind: str) -> str:
    """Return the start of a text alternative: "Funnel plot, secure attachment, therapy versus control"."""
    one, other = (shortened(name, 40) for name in (asked.comparison.experimental, asked.comparison.comparator))
    versus = one if asked.measure.sides == 1 else f"{one} versus {other}"
    return f"{kind}, {shortened(asked.outcome.title, 50)}, {versus}"
