"""What is to be said of a Metapsy database that came in: what was chosen, turned around, put together, or left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportgen.errors import Origin
from reportgen.exchange.imported import Remark
from reportgen.exchange.metapsy.choice import RULES
from reportgen.exchange.metapsy.contrasts import Contrast
from reportgen.exchange.metapsy.effects import Signs, unusual_spreads
from reportgen.exchange.metapsy.kinds import OutcomeKind
from reportgen.exchange.metapsy.outcomes import Gathered
from reportgen.exchange.metapsy.risk_of_bias import Judged
from reportgen.exchange.metapsy.studies import Described
from reportgen.foreign.phrases import counted

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
            text = (
                f"{kind.better.capitalize()} was assumed to be better for {kind.title}; change `better` in review.yaml "
                "where that is wrong."
            )
            yield Remark(topic="outcomes", text=text, origin=origin)
    types = sorted({one.type or "no type" for one in without})
    if types:
        rows = counted(len(without), "row was", "rows were")
        text = (
            f"{rows} left out, since only one study gives that type of outcome or no numbers are given "
            f"({', '.join(types)}); kept in import/unmapped."
        )
        yield Remark(topic="outcomes", text=text, origin=without[0].record.origin())
    titles = {kind.id: kind.title for kind in kinds}
    for outcome, studies in gathered.several.items():
        text = (
            f"For {titles[outcome]}, several groups of one study were put together: arms were combined, and effects "
            "averaged where only these are given. They are not compared with the database's effects of single groups: "
            f"{_named(studies)}."
        )
        yield Remark(topic="results", text=text, origin=origin)
    if gathered.converted:
        named = _named(gathered.converted)
        text = f"Where only numbers of events are given, the effect that the database converted was taken: {named}."
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
            "Effects with another sign than their means have a scale that counts the other way round; the effects were "
            f"taken in place of the means: {_named(gathered.against)}."
        )
        yield Remark(topic="results", text=text, origin=origin)
    told, unusual = unusual_spreads(contrasts)
    if told:
        text = (
            "Standard errors of Hedges' g differ a little from the database's, which are the root of "
            "1/n1 + 1/n2 + d²/(2(n1 + n2)) with the difference d before its small-sample correction, "
            "g = d (1 - 3/(4(n1 + n2 - 2) - 1)); ours take g in place of d. "
            f"{told - len(unusual)} of {told} rows with means follow the database's formula."
        )
        yield Remark(topic="results", text=text, origin=origin)
    if unusual:
        named = _named(one.study for one in unusual)
        text = f"Effects that do not follow from the means beside them by this formula, to be looked at: {named}."
        yield Remark(topic="results", text=text, origin=unusual[0].record.origin())


def on_rows(others: int, described: Described, judged: Judged, origin: Origin) -> Iterator[Remark]:
    """Yield what is to be said of rows and columns that have no place."""
    if others:
        rows = counted(others, "row was", "rows were")
        text = f"{rows} left out, not comparing psychotherapy with a control; kept in import/unmapped."
        yield Remark(topic="studies", text=text, origin=origin)
    if described.varying:
        text = (
            "Columns that differ between rows of one study were left out, and are kept in import/unmapped: "
            f"{', '.join(described.varying)}."
        )
        yield Remark(topic="studies", text=text, origin=origin)
    if judged.unread:
        named = _named(record.text("study") for record in judged.unread)
        text = f"Where judgements differ between rows of one study, the first was taken: {named}."
        yield Remark(topic="risk-of-bias", text=text, origin=judged.unread[0].origin())


def _named(studies: Iterable[str]) -> str:
    """Return names of studies, each once; those with a comma in them ("Barth, 2005") are parted by semicolons."""
    names = tuple(dict.fromkeys(studies))
    return ("; " if any("," in name for name in names) else ", ").join(names)
