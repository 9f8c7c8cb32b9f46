"""Judgements of risk of bias: of studies (RoB 1, a table of its own), of results (RoB 2, beside the data)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.exchange.imported import Remark
from reportgen.exchange.own_tool import OWN_TOOL, own_domains
from reportgen.exchange.revman.plain import plain, plain_lines
from reportgen.exchange.revman.records import Record, Table
from reportgen.foreign.compared import bare
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.model import Domain, Judgement, Level, RiskOfBiasTool

__all__ = ["Judged", "judged_results", "judged_studies"]

_OF_STUDY = re.compile(r"Domain \(judge?ment\): *(.+)", re.IGNORECASE)
_OF_RESULT = re.compile(r"(.+?) *\(judge?ment\)", re.IGNORECASE)
_NAMED_BIAS = re.compile(r"^(.*?) *\(([^()]*bias)\)(.*)$", re.IGNORECASE)
_ALL_OUTCOMES = re.compile(r": *all outcomes$", re.IGNORECASE)
_NO_JUDGEMENT = frozenset({"", "not applicable", "n/a", "no information", "not judged", "none"})
_LEVELS: Mapping[str, str] = {
    "low": "low",
    "high": "high",
    "unclear": "unclear",
    "some concerns": "some-concerns",
    "yes": "low",
    "no": "high",
}
_RESULT_DOMAINS: Mapping[str, str] = {
    "randomi": "d1",
    "deviation": "d2",
    "missing": "d3",
    "measurement": "d4",
    "selection of the reported": "d5",
    "overall": "overall",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A tool with its judgements; no tool where nothing was judged."""

    tool: RiskOfBiasTool | None = None
    judgements: tuple[Judgement, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """Two columns of a table on one domain."""

    domain: Domain
    judgement: str
    support: str


def judged_studies(table: Table, study: Callable[[Record], str]) -> Judged:
    """Return the judgements of studies; the tool is rob1 if the domains are its own, else one of the review's.

    `study` returns the id of the study that a record is about, or nothing.
    """
    columns = [
        (named[1].strip(), heading, re.sub(r"\(judge?ment\)", "(support)", heading, flags=re.IGNORECASE))
        for heading in table.headings
        if (named := _OF_STUDY.fullmatch(heading))
    ]
    domains = _domains([name for name, _, _ in columns])
    placed = [
        _Column(domain=domain, judgement=judgement, support=support)
        for domain, (_, judgement, support) in zip(domains, columns, strict=True)
    ]
    shipped = shipped_tool("rob1")
    found = [
        judged
        for record in table.records
        if (name := study(record))
        for judged in _judgements(record, placed, shipped.levels, study=name, outcome="")
    ]
    if not found:
        return Judged()
    own = {domain.id for domain in shipped.domains}
    tool = shipped
    if not all(domain.id in own for domain in domains):
        tool = RiskOfBiasTool(id=OWN_TOOL, title=shipped.title, domains=tuple(domains), levels=shipped.levels)
    return Judged(tool=tool, judgements=tuple(found))


def judged_results(table: Table, study: Callable[[Record], str], outcomes: Callable[[Record], Sequence[str]]) -> Judged:
    """Return the judgements of results that stand beside the data, each of a study and an outcome.

    `outcomes` returns the ids of the outcomes that a record gives data to. Rows of one study in several subgroups
    repeat a judgement; the first one counts, and a remark says so where they differ.
    """
    placed = list(_result_columns(table))
    shipped = shipped_tool("rob2")
    found: dict[tuple[str, str, str], Judgement] = {}
    remarks = []
    for record in table.records:
        for outcome in outcomes(record) if study(record) else ():
            for judged in _judgements(record, placed, shipped.levels, study=study(record), outcome=outcome):
                key = (judged.study, judged.outcome, judged.domain)
                first = found.setdefault(key, judged)
                if first.level != judged.level:
                    remarks.append(_differs(first, judged))
    if not found:
        return Judged()
    return Judged(tool=shipped, judgements=tuple(found.values()), remarks=tuple(remarks))


def _result_columns(table: Table) -> Iterator[_Column]:
    domains = {domain.id: domain for domain in shipped_tool("rob2").domains}
    taken: set[str] = set()
    for heading in table.headings:
        named = _OF_RESULT.fullmatch(heading)
        name = named[1].casefold() if named else ""
        id_ = next((id_ for word, id_ in _RESULT_DOMAINS.items() if word in name), "")
        if named and id_ and id_ not in taken:
            taken.add(id_)
            yield _Column(domain=domains[id_], judgement=heading, support=f"{named[1]} (support)")


def _judgements(
    record: Record, columns: Iterable[_Column], levels: Sequence[Level], *, study: str, outcome: str
) -> Iterator[Judgement]:
    known = {level.id for level in levels}
    for column in columns:
        text = record.text(column.judgement)
        word = re.sub(r" risk(?: of bias)?$", "", text.casefold())
        level = _LEVELS.get(word, "")
        if word in _NO_JUDGEMENT:
            continue
        origin = record.origin(column.judgement)
        if level not in known:
            names = [level.label for level in levels]
            expected = "a level of the risk-of-bias tool"
            record.findings.unknown("judgement-is-known", origin, text, known=names, expected=expected)
            continue
        support = plain_lines(record.raw(column.support))
        yield Judgement(
            study=study, domain=column.domain.id, level=level, outcome=outcome, support=support, origin=origin
        )


def _domains(names: Sequence[str]) -> Sequence[Domain]:
    """Return the domains that columns name: those of rob1 if all are, else domains of their own."""
    shipped = shipped_tool("rob1").domains
    labels = {bare(domain.label): domain for domain in shipped}
    found = [labels.get(bare(_label(name)[0])) for name in names]
    known = [domain for domain in found if domain is not None]
    if len(known) == len(names) and len({domain.id for domain in known}) == len(names):
        return known
    return own_domains(map(_label, names))


def _label(name: str) -> tuple[str, str]:
    """Return the name of a domain without its kind of bias, and that: "Allocation concealment", "selection bias"."""
    text = _ALL_OUTCOMES.sub("", plain(name))
    found = _NAMED_BIAS.match(text)
    if not found:
        return text, ""
    return f"{found[1]}{found[3]}".strip() or text, found[2].strip()


def _differs(first: Judgement, later: Judgement) -> Remark:
    text = (
        f"The judgements of {first.study} for {first.outcome} on the domain {first.domain} differ between rows "
        f"({first.level}, {later.level}): the first was taken."
    )
    return Remark(topic="risk-of-bias", text=text, origin=later.origin)
