"""Words that captions and axes of plots of points share."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportgen.document import Number, Text
from reportgen.effects import SCALES
from reportgen.figures.asked import Asked
from reportgen.figures.captions import head
from reportgen.figures.drawing import shortened
from reportgen.figures.scatter.scatter import Pointed
from reportgen.pooling.distributions import normal_quantile
from reportgen.quantities import EffectQuantities, confidence_level, counted, pooled_quantities
from reportgen.wording.measures import measure_name
from reportgen.wording.phrases import Phrase, joined, plural, weave
from reportgen.wording.relations import interval, relation

__all__ = [
    "alt_head",
    "as_pooled",
    "effect_title",
    "error_title",
    "estimate_words",
    "far_from",
    "named_note",
    "not_drawn",
    "null_words",
    "opening",
    "p_bounds",
    "p_words",
    "studies_of",
    "total_words",
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


def null_words(asked: Asked) -> str:
    """Return what the line of the null is called."""
    return "No correlation" if asked.measure.kind == "correlation" else "No effect"


def opening(asked: Asked, what: str, drawn: int | None = None) -> Phrase:
    """Return the start of a caption: number, title, comparison and what kind of plot of how many studies it is.

    `drawn` is the number of results drawn where these are not all.
    """
    title = head(asked.plan.title, (asked.outcome,))
    one_side = asked.measure.sides == 1
    comparison = asked.comparison.experimental if one_side else asked.comparison.title
    return weave(
        "{title}: {comparison}{time}. {what} of {studies}.",
        title=title,
        time=f", {asked.outcome.time_point}" if asked.outcome.time_point else None,
        comparison=comparison.rstrip("."),
        what=what,
        studies=studies_of(asked, drawn),
    )


def studies_of(asked: Asked, drawn: int | None = None) -> Phrase:
    """Return how many studies are drawn, and how many results of theirs where these are more.

    `drawn` counts results where not all are drawn.
    """
    style, subject = asked.style, f"outcome/{asked.outcome.id}"
    inputs = asked.pooled.inputs
    names = {row.study for row in asked.rows}
    repeated = len(names) < len(asked.rows)
    if drawn is not None and drawn < len(asked.rows):
        word = ("result", "results") if repeated else ("study", "studies")
        return plural(counted(drawn, "results", f"{subject}/drawn", inputs, style), *word)
    studies = plural(counted(len(names), "k", subject, inputs, style), "study", "studies")
    if not repeated:
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


def as_pooled(asked: Asked, name: str) -> str:
    """Return "pooled risk ratio", or "risk ratio" where there is one result and nothing to pool."""
    return name if asked.pooled.k == 1 else f"pooled {name}"


def p_words(asked: Asked, p: Number) -> Phrase:
    """Return "P = 0.03" in the style's way."""
    return relation(asked.style.numbers.p_letter, p, asked.style.numbers)


def p_bounds(asked: Asked, text: str) -> str:
    """Return bounds of P, given as "0.01 < P ≤ 0.05", in the style's way."""
    style = asked.style.numbers
    shown = text.replace("P", style.p_letter)
    if not style.p_leading_zero:
        shown = shown.replace("0.", ".")
    return shown if style.spaced_relations else shown.replace(" ", "")


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


def not_drawn(asked: Asked) -> Phrase:
    """Return how many results are not drawn, and why: no effect could be estimated, or it could not be pooled.

    They are studies where each of these has one result. Nothing where all are drawn.
    """
    rows = asked.pooled.effects.rows
    word = ("study", "studies") if len({row.study for row in rows}) == len(rows) else ("result", "results")
    why = {"not_estimable": "whose effect could not be estimated", "left_out": "that could not be pooled"}
    parts: list[Phrase] = []
    for state, said in why.items():
        rest = [row for row in rows if row.state == state]
        if rest:
            inputs = tuple(dict.fromkeys(origin for row in rest for origin in row.inputs))
            number = counted(len(rest), state, f"outcome/{asked.outcome.id}", inputs, asked.style)
            parts.append(weave("{studies} {said}", studies=plural(number, *word), said=said))
    verb = "is" if sum(row.state != "used" for row in rows) == 1 else "are"
    return weave("Not drawn {verb} {parts}.", verb=verb, parts=joined(parts, gap=" and ")) if parts else ()


def alt_head(asked: Asked, kind: str) -> str:
    """Return the start of a text alternative: "Funnel plot, secure attachment, therapy versus control"."""
    one, other = (shortened(name, 40) for name in (asked.comparison.experimental, asked.comparison.comparator))
    versus = one if asked.measure.sides == 1 else f"{one} versus {other}"
    return f"{kind}, {shortened(asked.outcome.title, 50)}, {versus}"


def total_words(asked: Asked) -> Phrase:
    """Return the pooled estimate with its interval; nothing where the outcome shows none."""
    found = pooled_quantities(asked.pooled, asked.style)
    return () if found is None else estimate_words(asked, found.effect)


def far_from(asked: Asked, most: int = 8) -> dict[tuple[str, str], float]:
    """Return the studies, with their subgroups, that lie further from the estimate than the model expects of most.

    Each has how many standard deviations √(v + τ²) it is; the furthest come first.
    """
    total = asked.pooled.summary
    if total is None:
        return {}
    limit = float(normal_quantile((1 + asked.pooled.plan.level) / 2))
    rows = asked.rows
    out = {(row.study, row.subgroup): abs(row.y - total.estimate) / math.sqrt(row.v + asked.tau2) for row in rows}
    far = sorted((key for key in out if out[key] > limit), key=lambda key: -out[key])
    return {key: out[key] for key in far[:most]}
