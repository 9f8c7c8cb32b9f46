"""What is to be said of a Metapsy database that came in: what was chosen, turned around, put together, or left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.errors import Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.metapsy.choice import RULES
from reportgen.exchange.metapsy.contrasts import Contrast
from reportgen.exchange.metapsy.effects import Signs, unusual_spreads
from reportgen.exchange.metapsy.kinds import OutcomeKind
from reportgen.exchange.metapsy.outcomes import Gathered
from reportgen.exchange.metapsy.risk_of_bias import Judged
from reportgen.exchange.metapsy.studies import Described

__all__ = ["on_outcomes", "on_rows", "on_signs"]


def on_outcomes(
    kinds: Sequence[OutcomeKind], without: Sequence[Contrast], gathered: Gathered, origin: Origin
) -> Iterator[Remark]:
    """Yield what is to be said of outcomes and of the choice of rows."""
    yield Remark(topic="results", text=f"Of several rows of a study one measurement is pooled: {RULES}.", origin=origin)
    if gathered.apart:
        text = (
            f"{gathered.apart} rows that were not chosen stand in results.csv with their instrument under "
            "'analysis_set' and their time under 'time_point', which keeps them out of the pooled results."
        )
        yield Remark(topic="results", text=text, origin=origin)
    for kind in kinds:
        if kind.assumed:
            text = f"That {kind.better} is better for {kind.title} was assumed."
            yield Remark(topic="outcomes", text=text, origin=origin)
    types = sorted({one.type or "no type" for one in without})
    if types:
        text = (
            f"{len(without)} rows ({', '.join(types)}) belong to no outcome: one study alone gives it, or no numbers."
        )
        yield Remark(topic="outcomes", text=text, origin=without[0].record.origin())
    titles = {kind.id: kind.title for kind in kinds}
    for outcome, studies in gathered.several.items():
        named = ", ".join(dict.fromkeys(studies))
        text = (
            f"Several groups of a study came together for {titles[outcome]}: {named}. Arms are combined; where only "
            "effects are given, they were averaged. The database's effects of single groups are not compared with it."
        )
        yield Remark(topic="results", text=text, origin=origin)
    if gathered.converted:
        named = ", ".join(gathered.converted)
        text = f"The database's effect, converted from numbers of events, stands for scores of {named}."
        yield Remark(topic="results", text=text, origin=origin)


def on_signs(signs: Signs, contrasts: Sequence[Contrast], gathered: Gathered, origin: Origin) -> Iterator[Remark]:
    """Yield what is to be said of the signs of effects, and of their standard errors."""
    if signs.turned:
        text = (
            "In the database effects above zero are better for the treatment, though its scores are lower; here they "
            "are treatment minus comparator, so that below zero is better."
        )
        yield Remark(topic="results", text=text, origin=origin)
    if gathered.against:
        text = (
            f"The effects of {', '.join(gathered.against)} have the other sign than their means: the scale counts the "
            "other way round. The effect of the database was taken in place of the means."
        )
        yield Remark(topic="results", text=text, origin=origin)
    told, unusual = unusual_spreads(contrasts)
    if told:
        text = (
            "The database's standard error of Hedges' g is the root of 1/n1 + 1/n2 + d²/(2(n1 + n2)) with the "
            "difference d before its small-sample correction, g = d (1 - 3/(4(n1 + n2 - 2) - 1)). Ours takes the "
            f"corrected g in place of d, so that standard errors differ a little. {told - len(unusual)} of {told} rows "
            "with means follow this formula."
        )
        yield Remark(topic="results", text=text, origin=origin)
    if unusual:
        named = ", ".join(dict.fromkeys(one.study for one in unusual))
        text = f"Effects that do not follow from the means beside them by this formula: {named}."
        yield Remark(topic="results", text=text, origin=unusual[0].record.origin())


def on_rows(others: int, described: Described, judged: Judged, origin: Origin) -> Iterator[Remark]:
    """Yield what is to be said of rows and columns that have no place."""
    if others:
        text = f"{others} rows compare other things than psychotherapy with a control; they are kept in data.csv only."
        yield Remark(topic="studies", text=text, origin=origin)
    if described.varying:
        text = f"Columns that differ between rows of a study are kept in data.csv only: {', '.join(described.varying)}."
        yield Remark(topic="studies", text=text, origin=origin)
    if judged.unread:
        named = ", ".join(dict.fromkeys(record.text("study") for record in judged.unread))
        text = f"Judgements differ between rows of a study, of which the first was taken: {named}."
        yield Remark(topic="risk-of-bias", text=text, origin=judged.unread[0].origin())
