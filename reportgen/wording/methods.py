"""How a synthesis was done, in words, from its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.document import Number
from reportgen.model import Plan
from reportgen.wording.choices import AROUND, BACK, I2, INTERVALS, PREDICTIONS, SMD, TAU2, WEIGHTS
from reportgen.wording.cited import Cite, cited
from reportgen.wording.empty_cells import EmptyCellRule, describe_empty_cells
from reportgen.wording.measures import measure_names
from reportgen.wording.phrases import Phrase, joined, listed

__all__ = ["Synthesis", "describe_departure", "describe_plan"]

_VARIANCES: Mapping[str, Mapping[str, str]] = {
    "mantel-haenszel": {
        "OR": "[@robins-1986]",
        "RR": "[@greenland-1985]",
        "RD": "[@greenland-1985]",
        "IRR": "[@greenland-1985]",
        "IRD": "[@greenland-1985]",
    },
    "mantel-haenszel-exact": {
        "OR": "[@robins-1986]",
        "RR": "[@greenland-1985]",
        "RD": "[@sato-1989]",
        "IRR": "[@greenland-1985]",
        "IRD": "[@greenland-1985]",
    },
}
"""Where the variance of a Mantel-Haenszel estimate is from, by measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """What the words need of the outcomes that share a plan.

    `measures` maps the ids of their effect measures to their titles, `methods` to the method that was applied to each
    (one that does not take a measure gives way). `level` is the confidence level as a number, `empty_cells` the rule
    of the plan, `subgroups` whether studies are pooled by subgroup.
    """

    plan: Plan
    measures: Mapping[str, str]
    methods: Mapping[str, str]
    level: Number
    empty_cells: EmptyCellRule
    subgroups: bool = False


def describe_plan(synthesis: Synthesis, cite: Cite) -> tuple[Phrase, ...]:
    """Return what was done, as sentences that cite: model, weights, estimator, intervals, heterogeneity, empty cells.

    Each starts with a word of ours, so that words can be put before it.
    """
    plan = synthesis.plan
    random = plan.model == "random"
    sentences = (
        _random(synthesis, cite) if random else _common(synthesis, cite),
        _around(synthesis, cite) if random else (),
        _intervals(synthesis, cite),
        cited(PREDICTIONS.get(plan.prediction, ""), cite) if random else (),
        _heterogeneity(plan, cite),
        describe_empty_cells(synthesis.empty_cells, synthesis.measures, cite),
        _in_the_sums(synthesis, cite),
        cited(SMD.get(plan.smd, ""), cite) if "SMD" in synthesis.measures else (),
        *(cited(told, cite) for measure, told in BACK.items() if measure in synthesis.measures),
        _subgroups(plan, cite) if synthesis.subgroups else (),
    )
    return tuple(sentence for sentence in sentences if sentence)


def describe_departure(synthesis: Synthesis, usual: Synthesis, cite: Cite) -> tuple[Phrase, ...]:
    """Return the sentences of a synthesis that those on the usual one have not told; nothing if they told all."""
    told = describe_plan(usual, cite)
    own = tuple(sentence for sentence in describe_plan(synthesis, cite) if sentence not in told)
    plan, other = synthesis.plan, usual.plan
    if plan.model == other.model == "random" and plan.prediction == "none" != other.prediction:
        own += (cited("No prediction interval is given.", cite),)
    return own


def _random(synthesis: Synthesis, cite: Cite) -> Phrase:
    estimator = TAU2.get(synthesis.plan.tau2, synthesis.plan.tau2)
    return cited(
        "Results were combined in a random-effects model with inverse-variance weights; the between-study variance τ² "
        f"was estimated by {estimator}.",
        cite,
    )


def _common(synthesis: Synthesis, cite: Cite) -> Phrase:
    parts = [
        cited(
            "{weights}{variance}{whose}",
            cite,
            weights=cited(WEIGHTS.get(method, method), cite),
            variance=_variance(method, measures, cite),
            whose=f" for {_names(synthesis, measures)}" if len(_by_method(synthesis)) > 1 else "",
        )
        for method, measures in _by_method(synthesis).items()
    ]
    return cited("Results were combined in a common-effect model with {parts}.", cite, parts=listed(parts))


def _variance(method: str, measures: list[str], cite: Cite) -> Phrase:
    known = _VARIANCES.get(method, {})
    marks = dict.fromkeys(known[measure] for measure in measures if measure in known)
    return cited(f" and their variance {'; '.join(marks).replace(']; [', '; ')}", cite) if marks else ()


def _around(synthesis: Synthesis, cite: Cite) -> Phrase:
    """Return around what heterogeneity was measured, for measures whose method is not that of inverse variance."""
    which = "Cochran's Q, and with it τ²," if synthesis.plan.tau2 == "DL" else "Cochran's Q"
    groups = _by_method(synthesis)
    return joined(
        cited(
            f"For {_names(synthesis, measures)}, {which} was taken around {AROUND[method]}.",
            cite,
        )
        for method, measures in groups.items()
        if method in AROUND
    )


def _intervals(synthesis: Synthesis, cite: Cite) -> Phrase:
    plan = synthesis.plan
    if plan.model != "random" or plan.interval == "wald":
        return cited("Intervals are {level} confidence intervals of the Wald type.", cite, level=synthesis.level)
    return cited(
        "Intervals are {level} confidence intervals, for single studies of the Wald type and for pooled results "
        f"{INTERVALS.get(plan.interval, plan.interval)}.",
        cite,
        level=synthesis.level,
    )


def _heterogeneity(plan: Plan, cite: Cite) -> Phrase:
    random = plan.model == "random"
    measures = ["Cochran's Chi² statistic Q [@cochran-1954]", I2["tau2" if random and plan.i2 == "tau2" else "Q"]]
    if random and plan.tau2 == "DL":
        measures.append("the between-study variance τ²")
    elif random:
        measures.append("τ² with its Q-profile interval [@viechtbauer-2007; @veroniki-2016]")
    rows = [cited(measure, cite) for measure in measures]
    return cited("Heterogeneity is described by {measures}.", cite, measures=listed(rows))


def _in_the_sums(synthesis: Synthesis, cite: Cite) -> Phrase:
    """Return where what is added to empty cells goes in Mantel and Haenszel's method, which has sums of its own."""
    if "mantel-haenszel" not in synthesis.methods.values() or synthesis.plan.zero_cells == "none":
        return ()
    return cited("What is added to cells also enters the sums of the Mantel-Haenszel method [@deeks-2010].", cite)


def _subgroups(plan: Plan, cite: Cite) -> Phrase:
    variance = ""
    if plan.model == "random":
        own = "each with its own between-study variance"
        variance = f", {own if plan.subgroup_tau2 == 'separate' else 'with one between-study variance for all'},"
    return cited(
        f"Subgroups of studies were pooled separately{variance} and compared by the heterogeneity of their summaries "
        "[@borenstein-2013].",
        cite,
    )


def _by_method(synthesis: Synthesis) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for measure, method in synthesis.methods.items():
        groups.setdefault(method, []).append(measure)
    return groups


def _names(synthesis: Synthesis, measures: list[str]) -> str:
    names = [measure_names(synthesis.measures[measure]) for measure in measures]
    return "".join(getattr(part, "text", "") for part in listed(names))
