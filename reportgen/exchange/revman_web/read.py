"""A data package of RevMan Web becomes a review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.exchange.analyses import Analyses, analyses_of
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.imported import Imported, Remark
from reportgen.exchange.revman_web.analyses import AnalysisTables, comparisons_of
from reportgen.exchange.revman_web.members import Group, Members, members_of
from reportgen.exchange.revman_web.records import Record, Table, table_of
from reportgen.exchange.revman_web.reports import reports_of
from reportgen.exchange.revman_web.risk_of_bias import Judged, judged_results, judged_studies
from reportgen.exchange.revman_web.settings import preset_of
from reportgen.exchange.revman_web.studies import Roll, roll_of
from reportgen.exchange.source import Source
from reportgen.load.findings import Findings
from reportgen.model import PRESETS, Methods, Review, Study

__all__ = ["read", "with_results"]

_ROWS = ("Analysis group", "Analysis number", "Study")
_SETTINGS = ("Analysis group", "Analysis number", "Analysis name", "Data type", "Effect measure")
_SUBGROUPS = ("Analysis group", "Analysis number", "Subgroup")
_MAY_BE_EMPTY = ("subgroup-estimates.csv", "risk-of-bias.csv")
_UNMAPPED = ("study-arms.csv", "study-results.csv")
_NO_RESULTS = "no results in the analyses of the imported review"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Package:
    """The tables of a package; `studies` by group, `risk_of_bias` None where there is none."""

    members: Members
    analyses: AnalysisTables
    studies: Mapping[Group, Table]
    risk_of_bias: Table | None

    def tables(self) -> Iterable[Table]:
        """Return all tables."""
        analyses = (self.analyses.settings, self.analyses.rows, self.analyses.subgroups, self.risk_of_bias)
        return (*(table for table in analyses if table is not None), *self.studies.values())


def read(source: Source, options: ImportOptions) -> Imported:
    """Return the review in a data package; DataError with all that stops it."""
    findings = Findings()
    package = _package(source, findings)
    roll = roll_of(package.studies, package.analyses.rows.records)
    comparisons, remarks = comparisons_of(package.analyses, roll.key, findings)
    findings.raise_errors()
    preset = preset_of(package.analyses.settings)
    analyses = analyses_of(comparisons, roll.ids, preset=preset)
    judged = _judged(package, roll, analyses)
    reports = reports_of(package.members, with_results(roll.studies, analyses), findings)
    findings.raise_errors()
    title, said = _title(package.members, options)
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
    cut = [table.path.casefold() for table in package.tables() if not table.whole]
    kept = package.members.kept(besides=(*_UNMAPPED, *cut))
    return Imported(
        format="revman-web",
        review=review,
        stored=analyses.stored,
        kept=kept,
        remarks=(*said, *guessed, *roll.remarks, *reports.remarks, *remarks, *analyses.remarks, *judged.remarks),
        counts=_counts(review, reports.count, len(analyses.stored), len(kept)),
    )


def with_results(studies: Sequence[Study], analyses: Analyses) -> tuple[Study, ...]:
    """Return the studies, each included one that has no number in the results with the reason why."""
    return tuple(
        replace(study, results_none=_NO_RESULTS)
        if study.status == "included" and study.id not in analyses.with_data
        else study
        for study in studies
    )


def _package(source: Source, findings: Findings) -> _Package:
    """Return the tables of a package; DataError if one that it needs is missing, or one cannot be read."""
    members = members_of(source, findings)
    findings.raise_errors()
    settings = _single(members, "overall-estimates-and-settings.csv", _SETTINGS, findings)
    rows = _single(members, "data-rows.csv", _ROWS, findings)
    subgroups = _single(members, "subgroup-estimates.csv", _SUBGROUPS, findings)
    risk_of_bias = _single(members, "risk-of-bias.csv", ("Study",), findings)
    studies = {
        group: table
        for group, (path, content) in members.studies.items()
        if (table := table_of(path, content, ("Study",), findings))
    }
    findings.raise_errors()
    if settings is None or rows is None:
        raise LookupError(source.name)  # each was an issue
    analyses = AnalysisTables(settings=settings, rows=rows, subgroups=subgroups)
    return _Package(members=members, analyses=analyses, studies=studies, risk_of_bias=risk_of_bias)


def _single(members: Members, ending: str, needed: Sequence[str], findings: Findings) -> Table | None:
    if ending not in members.single:
        return None
    path, content = members.single[ending]
    empty = not content.strip() and ending in _MAY_BE_EMPTY
    return None if empty else table_of(path, content, needed, findings)


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


def _title(members: Members, options: ImportOptions) -> tuple[str, tuple[Remark, ...]]:
    if options.title:
        return options.title, ()
    title = f"Review {members.identifier}".strip()
    return title, (Remark(topic="title", text=f"The package holds no title: the review is called {title!r}."),)


def _counts(review: Review, references: int, stored: int, kept: int) -> Mapping[str, int]:
    by_status = Counter(study.status for study in review.studies)
    counts = {
        "included studies": by_status["included"],
        "excluded studies": by_status["excluded"],
        "studies awaiting classification": by_status["awaiting"],
        "ongoing studies": by_status["ongoing"],
        "references": references,
        "comparisons": len(review.comparisons),
        "outcomes": len(review.outcomes),
        "results": len(review.results),
        "stored results": stored,
        "judgements of the risk of bias": len(review.judgements),
        "parts kept apart": kept,
    }
    return {name: count for name, count in counts.items() if count}
