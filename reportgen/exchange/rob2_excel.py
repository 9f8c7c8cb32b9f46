"""The workbook of the Excel tool for RoB 2 becomes judgements of risk of bias, with the notes as support."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from reportgen.errors import DataError, Issue, Origin, did_you_mean
from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported, Kept, Remark
from reportgen.exchange.known_tools import JUDGEMENTS_ONLY, LEVELS, NO_JUDGEMENT, TOOLS, level_of, tool_for
from reportgen.exchange.naming import Names, slug, title_in_sentence
from reportgen.exchange.own_tool import OVERALL
from reportgen.exchange.sheets import is_workbook, read_sheets
from reportgen.exchange.small_tables import Record, SmallTable, table_of_rows, too_long
from reportgen.exchange.source import Source
from reportgen.exchange.titles import called, file_title
from reportgen.foreign.compared import bare
from reportgen.foreign.phrases import listed
from reportgen.model import Cell, Comparison, Judgement, Outcome, Plan, Review, Study

__all__ = ["ROB2_EXCEL"]

_SHEET = "results"
_NEEDED = ("study id",)
_NAMES = ("rob2", "irpg")
_JUDGED = re.compile(r"(?:(?P<domain>[1-5])0)?(?P<who>assessor|algorithm)s?(?:overall)?(?:judge?ment|result)")
_NOTE = re.compile(r"notes?for(?P<domain>[1-5])\d")
_KNOWN = next(tool for tool in TOOLS if tool.shipped == "rob2")
_COMPARISON = "intervention-comparator"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Headings, in lower case: by domain those of the assessor's and of the algorithm's judgement, and of notes."""

    assessor: Mapping[str, str]
    algorithm: Mapping[str, str]
    notes: Mapping[str, tuple[str, ...]]
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row of the sheet, with the id of its study in the review and, where a study has several, of its outcome."""

    record: Record
    study: str
    title: str
    outcome: str


def _matches(source: Source) -> bool:
    return any(_is_candidate(path, data) for path, data in source.files.items())


def _is_candidate(path: str, data: bytes) -> bool:
    name = PurePosixPath(path).name.lower()
    named = any(word in bare(name) for word in _NAMES)
    return named and name.endswith((".xlsx", ".xlsm", ".xls", ".ods")) and is_workbook(data)


def _read(source: Source, options: ImportOptions) -> Imported:
    path, table = _found(source)
    columns = _columns(table)
    rows = _rows(table, columns)
    _check(table, rows, columns)
    judgements = tuple(judgement for row in rows for judgement in _judgements(row, columns))
    studies = tuple(dict.fromkeys(row.study for row in rows))
    outcomes = _outcomes(rows, options.measure)
    overall = any(judgement.domain == OVERALL.id for judgement in judgements)
    levels = {judgement.level for judgement in judgements}
    review = Review(
        title=options.title or file_title(path),
        comparisons=(_comparison(rows),) if outcomes else (),
        outcomes=outcomes,
        studies=tuple(_study(study, [row for row in rows if row.study == study]) for study in studies),
        risk_of_bias_tool=tool_for(_KNOWN, (), levels, overall=overall),
        judgements=judgements,
    )
    return Imported(
        format="rob2-excel",
        review=review,
        kept=(Kept(path=PurePosixPath(path).name, content=source.files[path], what="Answers to signalling questions"),),
        remarks=tuple(_remarks(rows, columns, titled=bool(options.title), measured=bool(options.measure))),
    )


def _found(source: Source) -> tuple[str, SmallTable]:
    """Return the first sheet with judgements, that called Results before others; DataError if there is none."""
    workbooks = [path for path in sorted(source.files) if is_workbook(source.files[path])]
    for path in sorted(workbooks, key=lambda path: not _is_candidate(path, source.files[path])):
        sheets = sorted(read_sheets(source.files[path], path), key=lambda sheet: sheet.name.strip().lower() != _SHEET)
        for sheet in sheets:
            table = table_of_rows(path, sheet.rows, _NEEDED)
            if table is not None and _judges(table):
                return path, table
    expected = "a sheet Results with Study ID and the judgements of the domains"
    raise DataError(
        [Issue("source-holds-a-review", Origin(source.name, 1), f"found no such sheet, expected {expected}")]
    )


def _judges(table: SmallTable) -> bool:
    columns = _columns(table)
    return any(_domains(record, columns) for record in table.records)


def _columns(table: SmallTable) -> _Columns:
    by: dict[str, dict[str, str]] = {"assessor": {}, "algorithm": {}}
    notes: dict[str, list[str]] = {}
    outcome = ""
    for heading in table.headings:
        plain = bare(heading)
        judged, note = _JUDGED.fullmatch(plain), _NOTE.match(plain)
        if judged and (judged["domain"] or "overall" in plain):
            domain = f"d{judged['domain']}" if judged["domain"] else OVERALL.id
            by[judged["who"]].setdefault(domain, heading.lower())
        elif note:
            notes.setdefault(f"d{note['domain']}", []).append(heading.lower())
        elif plain.startswith("outcome") and not outcome:
            outcome = heading.lower()
    return _Columns(
        assessor=by["assessor"],
        algorithm=by["algorithm"],
        notes={domain: tuple(headings) for domain, headings in notes.items()},
        outcome=outcome,
    )


def _rows(table: SmallTable, columns: _Columns) -> tuple[_Row, ...]:
    """Return the rows that judge anything; rows of a study that name the same outcome are studies of their own."""
    judged = [record for record in table.records if _domains(record, columns)]
    named = [(_name(record), record.words(columns.outcome)) for record in judged]
    several = len({(name, title.lower()) for name, title in named}) > len({name for name, _ in named})
    ids = Names()
    titles = dict.fromkeys(title.lower() for _, title in named if title)
    outcomes = {title: ids.fresh(slug(title) or "outcome", "-") for title in titles}
    rows, seen = [], Counter[tuple[str, str]]()
    for record, (name, title) in zip(judged, named, strict=True):
        key = (name, title.lower() if several else "")
        seen[key] += 1
        study = name if seen[key] == 1 else f"{name} ({seen[key]})"
        outcome = outcomes.get(title.lower(), "") if several else ""
        rows.append(_Row(record=record, study=study, title=title, outcome=outcome))
    return tuple(rows)


def _name(record: Record) -> str:
    return record.words("study id")


def _domains(record: Record, columns: _Columns) -> tuple[str, ...]:
    """Return the domains that a row judges."""
    return tuple(domain for domain in (*_KNOWN.columns, OVERALL.id) if _judged(record, columns, domain)[1])


def _judged(record: Record, columns: _Columns, domain: str) -> tuple[str, str]:
    """Return the heading and the text of a judgement: the assessor's, else the algorithm's."""
    for named in (columns.assessor, columns.algorithm):
        heading = named.get(domain, "")
        text = record.text(heading)
        if heading and text.lower() not in NO_JUDGEMENT:
            return heading, text
    return "", ""


def _check(table: SmallTable, rows: Sequence[_Row], columns: _Columns) -> None:
    """Raise DataError with each judgement that is no level of the tool, and each row without a study."""
    issues = too_long(table)
    known = [LEVELS[level].label for level in _KNOWN.levels]
    for row in rows:
        if not row.study:
            message = "found judgements without a study, expected its name"
            issues.append(Issue("source-value-is-usable", row.record.origin("study id"), message))
        for domain in _domains(row.record, columns):
            heading, text = _judged(row.record, columns, domain)
            if level_of(text, _KNOWN) not in {*_KNOWN.levels, "no-information"}:
                message = f"found {text[:60]!r}, expected a level of RoB 2"
                issues.append(
                    Issue("judgement-is-known", row.record.origin(heading), message, did_you_mean(text, known))
                )
    if issues:
        raise DataError(issues)


def _judgements(row: _Row, columns: _Columns) -> Iterator[Judgement]:
    for domain in _domains(row.record, columns):
        heading, text = _judged(row.record, columns, domain)
        yield Judgement(
            study=row.study,
            domain=domain,
            level=level_of(text, _KNOWN),
            outcome=row.outcome,
            support=_support(row.record, columns.notes.get(domain, ())),
            origin=row.record.origin(heading),
        )


def _support(record: Record, headings: Sequence[str]) -> str:
    """Return the notes of a domain; several are told apart by the questions they are on."""
    notes = [(heading, record.words(heading)) for heading in headings]
    filled = [(heading, note) for heading, note in notes if note]
    if len(filled) == 1:
        return filled[0][1]
    return "\n".join(f"{re.sub(r'(?i)^notes? for *', '', heading)}: {note}" for heading, note in filled)


def _outcomes(rows: Sequence[_Row], measure: str) -> tuple[Outcome, ...]:
    """Return an outcome for each that is judged apart; they are declared without results."""
    titles = {row.outcome: (row.title, row.record) for row in reversed(rows) if row.outcome}
    ordered = dict.fromkeys(row.outcome for row in rows if row.outcome)
    return tuple(
        Outcome(
            id=id_,
            title=title_in_sentence(titles[id_][0]),
            comparison=_COMPARISON,
            measure=measure or "RR",
            better="lower",
            origin=titles[id_][1].origin(),
            plan=Plan(),
            figure=id_,
            pooled=False,
            not_pooled_reason=JUDGEMENTS_ONLY,
        )
        for id_ in ordered
    )


def _comparison(rows: Sequence[_Row]) -> Comparison:
    sides = []
    for column, usual in (("experimental", "intervention"), ("comparator", "comparator")):
        named = Counter(text for row in rows if (text := row.record.words(column)))
        sides.append(named.most_common(1)[0][0] if len(named) == 1 else usual)
    title = f"{sides[0]} versus {sides[1]}"
    return Comparison(
        id=_COMPARISON,
        title=title[:1].upper() + title[1:],
        experimental=sides[0],
        comparator=sides[1],
        origin=rows[0].record.origin(),
    )


def _study(study: str, rows: Sequence[_Row]) -> Study:
    record = rows[0].record
    told = {
        "intervention": record.text("experimental"),
        "comparator": record.text("comparator"),
        "outcome_measures": "; ".join(dict.fromkeys(row.title for row in rows if row.title)),
    }
    return Study(
        id=study,
        status="included",
        origin=record.origin("study id"),
        results_none=JUDGEMENTS_ONLY,
        n_randomised=Cell(None, record.origin()),
        characteristics={name: Cell(text or None, record.origin(name), text) for name, text in told.items()},
    )


def _remarks(rows: Sequence[_Row], columns: _Columns, *, titled: bool, measured: bool) -> Iterator[Remark]:
    origin = rows[0].record.origin()
    if not titled:
        yield called(file_title(origin.path), origin)
    for row in rows:
        for domain, heading in columns.assessor.items():
            own, other = row.record.text(heading), row.record.text(columns.algorithm.get(domain, ""))
            if own and other and level_of(own, _KNOWN) != level_of(other, _KNOWN):
                text = f"{row.study}, {domain}: the assessor's {own!r} was taken, the algorithm gave {other!r}."
                yield Remark(topic="risk-of-bias", text=text, origin=row.record.origin(heading))
    if any(row.outcome for row in rows):
        said = "" if measured else " and the effect measure RR"
        text = f"Results of several outcomes are judged; the outcomes were declared without results{said}."
        yield Remark(topic="outcomes", text=text, origin=origin)
    again = [row.study for row in rows if row.study != _name(row.record)]
    if again:
        text = f"Studies that are judged again for the same outcome got a number: {listed(again)}."
        yield Remark(topic="studies", text=text, origin=origin)


ROB2_EXCEL = Format(id="rob2-excel", title="Excel tool for RoB 2", matches=_matches, read=_read)
"""The sheet Results of the workbook ROB2_IRPG: a row a result, judgements of assessor and algorithm, and notes."""
