"""A data package of RevMan Web becomes a review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.exchange.analyses import Analyses, analyses_of
from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported, Kept, Remark
from reportgen.exchange.revman.own_export import README, own_title
from reportgen.exchange.revman.records import Record, Table, table_of
from reportgen.exchange.revman.studies import Roll, roll_of
from reportgen.exchange.revman.words import Group
from reportgen.exchange.revman_web.analyses import AnalysisTables, comparisons_of
from reportgen.exchange.revman_web.members import Members, is_package, members_of
from reportgen.exchange.revman_web.own_restored import restored, unclaimed
from reportgen.exchange.revman_web.reports import reports_of
from reportgen.exchange.revman_web.risk_of_bias import Judged, judged_results, judged_studies
from reportgen.exchange.revman_web.settings import preset_of
from reportgen.exchange.revman_web.study_results import study_rows, with_unpooled
from reportgen.exchange.source import Source
from reportgen.exchange.titles import called
from reportgen.load.findings import Findings
from reportgen.model import PRESETS, Methods, Plan, Review

__all__ = ["REVMAN_WEB"]

_NUMBERS = ("Analysis group", "Analysis number")
_UNMAPPED = ("study-arms.csv", "study-results.csv")
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "overall-estimates-and-settings.csv": (*_NUMBERS, "Analysis name", "Data type", "Effect measure"),
    "data-rows.csv": (*_NUMBERS, "Study"),
    "subgroup-estimates.csv": (*_NUMBERS, "Subgroup"),
    "risk-of-bias.csv": ("Study",),
    "study-arms.csv": (),
    "study-results.csv": (),
}
"""The tables there is one of, with the columns they need; without a need a table that is flawed is only kept."""
_MAY_BE_EMPTY = ("subgroup-estimates.csv", "risk-of-bias.csv", *_UNMAPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Package:
    """The tables of a package; `studies` by group, others None where there is none.

    `title` is that of a review that was exported here, None for packages of others.
    """

    members: Members
    analyses: AnalysisTables
    studies: Mapping[Group, Table]
    risk_of_bias: Table | None
    arms: Table | None
    results: Table | None
    title: str | None

    def tables(self) -> Iterable[Table]:
        """Return all tables."""
        analyses = (self.analyses.settings, self.analyses.rows, self.analyses.subgroups)
        single = (*analyses, self.risk_of_bias, self.arms, self.results)
        return (*(table for table in single if table is not None), *self.studies.values())


def _read(source: Source, options: ImportOptions) -> Imported:
    findings = Findings()
    package = _package(source, findings)
    roll = roll_of(package.studies, package.analyses.rows.records)
    comparisons, remarks = comparisons_of(package.analyses, roll.key, findings)
    findings.raise_errors()
    preset = preset_of(package.analyses.settings)
    analyses = _with_studies(package, analyses_of(comparisons, roll.ids, preset=preset), roll, PRESETS[preset])
    judged = _judged(package, roll, analyses)
    reports = reports_of(package.members, analyses.with_reasons(roll.studies), findings)
    findings.raise_errors()
    title, said = _title(package, options)
    review = Review(
        title=title,
        methods=Methods(plan=PRESETS[preset]),
        comparisons=analyses.comparisons,
        outcomes=analyses.outcomes,
        columns=roll.columns,
        studies=reports.studies,
        arms=analyses.arms,
        results=analyses.results,
        risk_of_bias_tool=judged.tool,
        judgements=judged.judgements,
        library=reports.library,
    )
    guessed = [remark for table in package.tables() for remark in table.remarks]
    return Imported(
        format="revman-web",
        review=review,
        stored=analyses.stored,
        kept=_kept(package),
        remarks=(*said, *guessed, *roll.remarks, *reports.remarks, *remarks, *analyses.remarks, *judged.remarks),
    )


def _with_studies(package: _Package, analyses: Analyses, roll: Roll, plan: Plan) -> Analyses:
    """Return analyses with what the tables of arms and results tell beyond them."""
    rows = list(study_rows(package.results, roll))
    tables = package.analyses
    if package.title is not None:
        analyses = restored(analyses, tables.settings, tables.rows, package.arms, rows)
        return with_unpooled(analyses, unclaimed(rows, analyses), plan, as_named=True)
    records = tables.settings.records
    pooled = {record.text(name).casefold() for record in records for name in ("Outcome", "Analysis name")}
    rest = [row for row in rows if row.outcome.casefold() not in pooled]
    return with_unpooled(analyses, rest, plan, as_named=False)


def _kept(package: _Package) -> tuple[Kept, ...]:
    """Return what has no place in a review folder; of a package exported here only what others have put in."""
    own = package.title is not None
    cut = [table.path.casefold() for table in package.tables() if not table.whole]
    kept = package.members.kept(besides=(*(() if own else _UNMAPPED), *cut))
    return tuple(one for one in kept if not (own and one.path.rpartition("/")[2] == README))


def _package(source: Source, findings: Findings) -> _Package:
    """Return the tables of a package; DataError if one that it needs is missing, or one cannot be read."""
    members = members_of(source, findings)
    findings.raise_errors()
    title = own_title(source.files)
    own = title is not None
    single = {
        ending: _single(members, ending, needed, findings if own or needed else Findings(), own=own)
        for ending, needed in _NEEDED.items()
    }
    studies = {
        group: table
        for group, (path, content) in members.studies.items()
        if (table := table_of(path, content, ("Study",), findings, own=own))
    }
    findings.raise_errors()
    settings, rows, subgroups, risk_of_bias, arms, results = single.values()
    if settings is None or rows is None:
        raise LookupError(source.name)  # each was an issue
    analyses = AnalysisTables(settings=settings, rows=rows, subgroups=subgroups)
    return _Package(
        members=members,
        analyses=analyses,
        studies=studies,
        risk_of_bias=risk_of_bias,
        arms=arms,
        results=results,
        title=title,
    )


def _single(members: Members, ending: str, needed: Sequence[str], findings: Findings, *, own: bool) -> Table | None:
    if ending not in members.single:
        return None
    path, content = members.single[ending]
    empty = not content.strip() and ending in _MAY_BE_EMPTY
    return None if empty else table_of(path, content, needed, findings, own=own)


def _judged(package: _Package, roll: Roll, analyses: Analyses) -> Judged:
    """Return the judgements of results where there are any, else those of studies; a review has one tool."""
    numbers: dict[str, list[str]] = {}
    for outcome in analyses.outcomes:
        numbers.setdefault(outcome.number, []).append(outcome.id)

    def outcomes(record: Record) -> Sequence[str]:
        return numbers.get(f"{record.text('Analysis group')}.{record.text('Analysis number')}", ())

    of_results = judged_results(package.analyses.rows, roll.id, outcomes)
    of_studies = judged_studies(package.risk_of_bias, roll.id) if package.risk_of_bias else Judged()
    if of_results.tool is None:
        return of_studies
    if of_studies.tool is None:
        return of_results
    text = "The package judges both results (RoB 2) and studies (RoB 1): the judgements of results were taken."
    return replace(of_results, remarks=(*of_results.remarks, Remark(topic="risk-of-bias", text=text)))


def _title(package: _Package, options: ImportOptions) -> tuple[str, tuple[Remark, ...]]:
    if options.title or package.title:
        return options.title or package.title or "", ()
    title = f"Review {package.members.identifier}".strip()
    return title, (called(title),)


REVMAN_WEB = Format(id="revman-web", title="RevMan Web data package", matches=is_package, read=_read)
