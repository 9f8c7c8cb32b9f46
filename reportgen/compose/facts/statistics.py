"""The statistics in the brackets of a sentence, and the sentence on heterogeneity."""

from __future__ import annotations

from reportgen.document import Number, Text
from reportgen.model import CertaintyWord, Outcome, Plan
from reportgen.quantities import EffectQuantities, PooledQuantities, PublishedQuantities, confidence_level
from reportgen.style import NumberStyle
from reportgen.wording.certainty import certainty_phrase
from reportgen.wording.measures import measure_label
from reportgen.wording.numbers import NBSP
from reportgen.wording.phrases import Phrase, joined, plural, weave
from reportgen.wording.relations import interval, relation
from reportgen.wording.statements import heterogeneity_word

__all__ = ["estimate_with_level", "heterogeneity_sentence", "pooled_statistics", "published_statistics"]

FEW_STUDIES = 3
UNIMPORTANT_I2 = 40.0


def pooled_statistics(
    outcome: Outcome, shown: PooledQuantities, style: NumberStyle, certainty: CertaintyWord | None = None
) -> Phrase:
    """Return "RR 0.71, 95% CI 0.56 to 0.90; P = 0.003; I² = 40%; prediction interval 0.40 to 1.26; 7 studies, …".

    The certainty of the evidence stands last, where it is judged. I² says from what it was worked out where it would be
    printed otherwise if worked out from the other. There is no P value without a null.
    """
    counts = [plural(shown.k, "study", "studies")]
    if shown.results.value != shown.k.value:
        results = plural(shown.results, "result", "results")
        counts[0] = weave("{studies} with {results}", studies=counts[0], results=results)
    if shown.n_used:
        counts.append(plural(shown.n_used, "participant", "participants"))
    parts = (
        _estimate(outcome.measure, outcome, shown.effect, style),
        relation(style.p_letter, shown.p, style) if shown.p else (),
        _i2(shown, style),
        weave("prediction interval {limits}", limits=interval(*shown.prediction, style)) if shown.prediction else (),
        joined(counts, gap=", "),
        _certainty(certainty),
    )
    return joined(parts, gap="; ")


def _certainty(certainty: CertaintyWord | None) -> Phrase:
    return (Text(certainty_phrase(certainty)),) if certainty else ()


def published_statistics(
    measure: str,
    outcome: Outcome,
    shown: PublishedQuantities,
    style: NumberStyle,
    certainty: CertaintyWord | None = None,
) -> Phrase:
    """Return the same of a published effect; what was not published is left out, but for the number of studies."""
    counts = [plural(shown.k, "study", "studies") if shown.k else (Text("number of studies not reported"),)]
    if shown.n:
        counts.append(plural(shown.n, "participant", "participants"))
    parts = (
        _estimate(measure, outcome, shown.effect, style) if shown.effect else (),
        _printed_p(shown.p, style) if shown.p else (),
        relation("I²", shown.i2, style) if shown.i2 else (),
        joined(counts, gap=", "),
        _certainty(certainty),
    )
    return joined(parts, gap="; ")


def heterogeneity_sentence(shown: PooledQuantities, plan: Plan, style: NumberStyle, *, dense: bool = False) -> Phrase:
    """Return what the heterogeneity of a result tells; nothing for a single study.

    Where many outcomes are told in short (`dense`), it is named where it may matter, its statistics left to the figure.
    τ² has its Q-profile interval, but not beside DerSimonian and Laird's estimate, which need not lie in it and for
    which RevMan prints none.
    """
    if shown.chi2 is None or shown.df is None or shown.p_het is None or shown.i2 is None:
        return ()
    i2 = float(shown.i2.value or 0)
    few = (shown.results.value or 0) <= FEW_STUDIES
    if dense:
        start = "There is a sign of" if few else "There was"
        return (Text(f"{start} {heterogeneity_word(i2)}."),) if i2 > UNIMPORTANT_I2 else ()
    if few:
        opening = "Heterogeneity can hardly be judged from so few studies"
        opening += f", but there is a sign of {heterogeneity_word(i2)}" if i2 > UNIMPORTANT_I2 else ""
    else:
        opening = f"There was {heterogeneity_word(i2)}"
    test = joined(
        (relation("Chi²", shown.chi2, style), relation("df", shown.df, style), _p(shown.p_het, style)), gap=", "
    )
    spread = (_i2(shown, style), _tau2(shown, plan, style))
    return weave("{opening} ({statistics}).", opening=opening, statistics=joined((test, *spread), gap="; "))


def _estimate(measure: str, outcome: Outcome, effect: EffectQuantities, style: NumberStyle) -> Phrase:
    return weave(
        "{measure}{gap}{estimate}, {level}{gap}CI {limits}",
        measure=measure_label(measure),
        gap=NBSP,
        estimate=effect.estimate,
        level=confidence_level(outcome.plan),
        limits=interval(effect.ci_low, effect.ci_high, style),
    )


def estimate_with_level(outcome: Outcome, effect: EffectQuantities, style: NumberStyle) -> Phrase:
    """Return "RR 0.71, 95% CI 0.56 to 0.90"."""
    return _estimate(outcome.measure, outcome, effect, style)


def _i2(shown: PooledQuantities, style: NumberStyle) -> Phrase:
    if shown.i2 is None:
        return ()
    source = {"Q": " (from Q)", "tau2": " (from τ²)"}[shown.i2_from] if shown.i2_ambiguous else ""
    return (*relation("I²", shown.i2, style), *weave(source))


def _tau2(shown: PooledQuantities, plan: Plan, style: NumberStyle) -> Phrase:
    if shown.tau2 is None:
        return ()
    told = relation("τ²", shown.tau2, style)
    if shown.tau2_limits is None or plan.tau2 == "DL":
        return told
    limits = interval(*shown.tau2_limits, style)
    return weave("{told}, {level}{gap}CI {limits}", told=told, level=confidence_level(plan), gap=NBSP, limits=limits)


def _p(p: Number, style: NumberStyle) -> Phrase:
    return relation(style.p_letter, p, style)


def _printed_p(p: Number, style: NumberStyle) -> Phrase:
    """Return a P value as published; one printed as zero, which cannot be, is called what it is."""
    return weave("{letter} printed as {p}", letter=style.p_letter, p=p) if p.value == 0 else _p(p, style)
