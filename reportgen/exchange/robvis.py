"""Tables of the R package robvis become judgements of risk of bias: a row a study, a column a domain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from reportgen.errors import DataError, Issue, Origin, did_you_mean
from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported, Remark
from reportgen.exchange.known_tools import (
    JUDGEMENTS_ONLY,
    LEVELS,
    NO_JUDGEMENT,
    TOOLS,
    KnownTool,
    level_of,
    recognised_tool,
    tool_for,
)
from reportgen.exchange.naming import Names
from reportgen.exchange.own_tool import OVERALL
from reportgen.exchange.small_tables import Record, SmallTable, heading_words, records_of, too_long
from reportgen.exchange.source import Source
from reportgen.exchange.titles import called, file_title
from reportgen.foreign.compared import bare
from reportgen.foreign.phrases import counted, listed
from reportgen.model import Cell, ExtraColumn, Judgement, Review, RiskOfBiasTool, Study

__all__ = ["ROBVIS"]

_BESIDE = frozenset({"", "study", "overall", "weight", "weights"})
_DOMAIN_WORDS = frozenset(bare(domain) for tool in TOOLS for domain in tool.domains)
_FEWEST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table with the headings of its domains in their order, and the tool they are of."""

    table: SmallTable
    domains: tuple[str, ...]
    known: KnownTool | None
    tool: RiskOfBiasTool
    overall: bool


def _matches(source: Source) -> bool:
    return any(_is_table(path, data) for path, data in source.files.items())


def _is_table(path: str, data: bytes) -> bool:
    if not path.lower().endswith((".csv", ".tsv", ".txt")):
        return False
    words = heading_words(data)
    named = sum(bare(word) in _DOMAIN_WORDS for word in words)
    return "study" in words and ({"d1", "d2"} <= words or named >= _FEWEST_NAMED)


def _read(source: Source, options: ImportOptions) -> Imported:
    paths = [path for path in sorted(source.files) if _is_table(path, source.files[path])]
    if not paths:
        message = "found no table with the columns Study, D1, D2 and so on, expected one"
        raise DataError([Issue("source-holds-a-review", Origin(source.name, 1), message)])
    path = paths[0]
    table = records_of(path, source.files[path], ("Study", "Overall", "D1"))
    if not table.records:
        raise DataError([Issue("source-holds-a-review", Origin(path, 1), "found no rows, expected one for each study")])
    read = _table(table, PurePosixPath(path).name)
    if not read.tool.levels:
        raise DataError([Issue("source-holds-a-review", Origin(path, 1), "found no judgement, expected some")])
    names, weight = _names(table.records), _weight(table)
    review = Review(
        title=options.title or file_title(path),
        columns=(ExtraColumn(name="weight", label="Weight"),) if weight else (),
        studies=tuple(_study(record, name, weight) for record, name in zip(table.records, names, strict=True)),
        risk_of_bias_tool=read.tool,
        judgements=_judgements(read, names),
    )
    return Imported(
        format="robvis",
        review=review,
        remarks=tuple(_remarks(read, names, paths, ambiguous=_ambiguous(table, path), titled=bool(options.title))),
    )


def _domain_headings(table: SmallTable) -> tuple[str, ...]:
    """Return the headings between the study and the overall judgement: those of domains."""
    return tuple(heading for heading in table.headings if heading.lower() not in _BESIDE)


def _used(table: SmallTable, headings: Sequence[str], known: KnownTool | None = None) -> set[str]:
    cells = [record.text(heading.lower()) for record in table.records for heading in headings]
    if known is None:  # the letter is "serious" in one tool and "some concerns" in others
        cells = [text for text in cells if bare(text) != "s"]
    return {level for text in cells if (level := level_of(text, known))}


def _ambiguous(table: SmallTable, path: str) -> bool:
    domains = _domain_headings(table)
    return recognised_tool(domains, _used(table, (*domains, "overall")), PurePosixPath(path).name)[1]


def _table(table: SmallTable, name: str) -> _Table:
    domains = _domain_headings(table)
    known, _ = recognised_tool(domains, _used(table, (*domains, "overall")), name)
    used = _used(table, (*domains, "overall"), known)
    overall = any(level_of(record.text("overall"), known) for record in table.records)
    _check(table, (*domains, "overall"), known)
    tool = tool_for(known, domains, used, overall=overall)
    return _Table(table=table, domains=domains, known=known, tool=tool, overall=overall)


def _check(table: SmallTable, headings: Sequence[str], known: KnownTool | None) -> None:
    """Raise DataError with each cell that names no level."""
    issues = too_long(table)
    seen: set[str] = set()
    for index, heading in enumerate(table.headings, 1):
        if heading and bare(heading) in seen:
            message = f"found {heading[:60]!r} again, expected each heading once"
            issues.append(Issue("column-is-unique", Origin(table.path, table.heading_line, index), message))
        seen.add(bare(heading))
    labels = [level.label for level in LEVELS.values()]
    for record in table.records:
        if not record.text("study"):
            message = "found a row without a study, expected its name"
            issues.append(Issue("source-value-is-usable", record.origin("study"), message))
        for heading in headings:
            text = record.text(heading.lower())
            if text.lower() not in NO_JUDGEMENT and not level_of(text, known):
                message = f"found {text[:60]!r} under {heading!r}, expected a level of a risk-of-bias tool"
                hint = did_you_mean(text[:60], labels)
                issues.append(Issue("judgement-is-known", record.origin(heading.lower()), message, hint))
    if issues:
        raise DataError(issues)


def _names(records: Sequence[Record]) -> tuple[str, ...]:
    """Return the names of the studies; one that comes again gets a number."""
    names = Names()
    return tuple(names.fresh(record.words("study")) for record in records)


def _weight(table: SmallTable) -> str:
    """Return the heading of the weights; nothing if they are all alike, as where nobody weighted anything."""
    name = next((heading.lower() for heading in table.headings if heading.lower() in {"weight", "weights"}), "")
    return name if len({record.text(name) for record in table.records}) > 1 else ""


def _study(record: Record, name: str, weight: str) -> Study:
    text = record.text(weight) if weight else ""
    return Study(
        id=name,
        status="included",
        origin=record.origin("study"),
        results_none=JUDGEMENTS_ONLY,
        n_randomised=Cell(None, record.origin()),
        characteristics={"weight": Cell(text or None, record.origin(weight), text)} if weight else {},
    )


def _judgements(read: _Table, names: Sequence[str]) -> tuple[Judgement, ...]:
    if read.known is None:  # named by the headings, one of which may read much like "overall"
        domains = list(read.tool.domains[: len(read.domains)])
    else:
        domains = [domain for domain in read.tool.domains if domain.id != OVERALL.id]
    columns = [*zip(read.domains, domains, strict=True), *((d.label, d) for d in read.tool.domains if d == OVERALL)]
    return tuple(
        Judgement(study=name, domain=domain.id, level=level, origin=record.origin(heading.lower()))
        for record, name in zip(read.table.records, names, strict=True)
        for heading, domain in columns
        if (level := level_of(record.text(heading.lower()), read.known))
    )


def _remarks(
    read: _Table, names: Sequence[str], paths: Sequence[str], *, ambiguous: bool, titled: bool
) -> Iterator[Remark]:
    table, origin = read.table, Origin(read.table.path, read.table.heading_line)
    yield from table.remarks
    if not titled:
        yield called(file_title(table.path), origin)
    if read.known is None:
        text = "No tool with these domains is known; they are named by their headings, in a tool of the review's own."
        yield Remark(topic="risk-of-bias", text=text, origin=origin)
    elif ambiguous:
        text = f"The table was taken for {read.known.title}; its domains and levels fit another tool as well."
        yield Remark(topic="risk-of-bias", text=text, origin=origin)
    else:
        yield Remark(topic="risk-of-bias", text=f"The table was taken for {read.known.title}.", origin=origin)
    cells = len(read.domains) + (1 if read.overall else 0)
    missing = len(table.records) * cells - len(_judgements(read, names))
    if missing:
        yield Remark(
            topic="risk-of-bias", text=f"{counted(missing, 'cell holds', 'cells hold')} no judgement.", origin=origin
        )
    again = [name for name, record in zip(names, table.records, strict=True) if name != record.words("study")]
    if again:
        text = f"Names that come again got a number: {listed(again)}."
        yield Remark(topic="studies", text=text, origin=origin)
    if len(paths) > 1:
        yield Remark(topic="file", text=f"Read from {paths[0]}; not read: {', '.join(paths[1:])}.", origin=origin)


ROBVIS = Format(id="robvis", title="robvis table", matches=_matches, read=_read)
"""Study, a column for each domain (D1, D2 … or their names), Overall, and maybe Weight."""
