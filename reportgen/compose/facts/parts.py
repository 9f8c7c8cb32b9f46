"""What is said of the parts of an outcome: its subgroups, the test between them, studies that are not pooled."""

from __future__ import annotations

from dataclasses import replace

from reportgen.compose.facts.findings import Telling, finding_of, full_name, unnamed
from reportgen.compose.facts.statistics import pooled_statistics
from reportgen.document import Text
from reportgen.model import Outcome
from reportgen.pooling import Pooled
from reportgen.quantities import (
    PooledQuantities,
    confidence_level,
    pooled_quantities,
    row_counts,
    shows_subtotals,
    subgroup_test_quantities,
)
from reportgen.style import Style
from reportgen.wording.measures import measure_label
from reportgen.wording.numbers import NBSP
from reportgen.wording.phrases import Phrase, capitalised, joined, lowered, plural, weave
from reportgen.wording.relations import interval, relation
from reportgen.wording.statements import state_finding

__all__ = ["subgroup_sentences", "without_total"]

MOST_CLAIMS = 4
"""Of more subgroups than this the estimates are listed, without a sentence for each."""


def without_total(telling: Telling, pooled: Pooled) -> Phrase:
    """Return what is said of an outcome that shows no total: of its subgroups in their order, or of its studies."""
    outcome, style = pooled.effects.outcome, telling.analysis.style
    name = "" if telling.dense else f"For {full_name(outcome)}, "
    if shows_subtotals(pooled):
        said = (Text(capitalised(f"{name}no total is given.")),)
        return joined((said, _claims(telling, pooled), _test(pooled, style)))
    return _not_pooled(pooled, name, style)


def _not_pooled(pooled: Pooled, name: str, style: Style) -> Phrase:
    counts = row_counts(pooled, style)
    repeated = counts.results.value != counts.studies.value
    return weave(
        "{name}{results} of {studies}{people} are shown and not pooled.",
        name=name,
        results=plural(counts.results, "result", "results") if repeated else "the results" if name else "The results",
        studies=plural(counts.studies, "study", "studies"),
        people=weave(" ({n})", n=plural(counts.n, "participant", "participants")) if counts.n else None,
    )


def subgroup_sentences(telling: Telling, pooled: Pooled) -> Phrase:
    """Return what the subgroups of an outcome with a total showed, and the test between them; in short where dense."""
    if not shows_subtotals(pooled):
        return ()
    style = telling.analysis.style
    return joined((() if telling.dense else _listed(pooled, style), _test(pooled, style)))


def _claims(telling: Telling, pooled: Pooled) -> Phrase:
    """Return a sentence on each subgroup, or one that lists them where they are many."""
    if len(pooled.subgroups) > MOST_CLAIMS:
        return _listed(pooled, telling.analysis.style)
    outcome, style = pooled.effects.outcome, telling.analysis.style
    said: list[Phrase] = []
    for name, part in pooled.subgroups:
        quantities = pooled_quantities(part, style, name)
        head = f"{_subgroup(name)}: "
        if quantities is None:
            said.append((Text(f"{head}no estimate can be given."),))
            continue
        finding = replace(finding_of(telling.analysis, outcome, quantities.effect), k=part.k)
        claim = state_finding(unnamed(finding), pooled_statistics(outcome, quantities, style.numbers))
        said.append(weave("{head}{claim}", head=head, claim=lowered(claim)))
    return joined(said)


def _listed(pooled: Pooled, style: Style) -> Phrase:
    """Return the estimates of all subgroups in one sentence."""
    outcome = pooled.effects.outcome
    parts: list[Phrase] = []
    for name, part in pooled.subgroups:
        quantities = pooled_quantities(part, style, name)
        told = (Text("no estimate"),) if quantities is None else _in_short(outcome, quantities, style)
        parts.append(weave("{name}, {told}", name=name or "subgroup not stated", told=told))
    level = confidence_level(pooled.plan)
    return weave("By subgroup, with {level}{gap}CI: {parts}.", level=level, gap=NBSP, parts=joined(parts, gap="; "))


def _in_short(outcome: Outcome, shown: PooledQuantities, style: Style) -> Phrase:
    return weave(
        "{measure}{gap}{estimate} ({limits}; {studies})",
        measure=measure_label(outcome.measure),
        gap=NBSP,
        estimate=shown.effect.estimate,
        limits=interval(shown.effect.ci_low, shown.effect.ci_high, style.numbers),
        studies=plural(shown.k, "study", "studies"),
    )


def _test(pooled: Pooled, style: Style) -> Phrase:
    test = subgroup_test_quantities(pooled, style)
    if test is None:
        return ()
    letters = (("Chi²", test.chi2), ("df", test.df), (style.numbers.p_letter, test.p), ("I²", test.i2))
    return weave(
        "Test between subgroups: {statistics}.",
        statistics=joined((relation(letter, number, style.numbers) for letter, number in letters), gap=", "),
    )


def _subgroup(name: str) -> str:
    return capitalised(name) if name else "Subgroup not stated"
