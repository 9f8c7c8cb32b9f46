"""A Metapsy database becomes a review with one comparison: psychotherapy versus control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported, Kept, Remark
from reportgen.exchange.metapsy.about import About, about, registration_in
from reportgen.exchange.metapsy.codebook import Codebook, read_codebook
from reportgen.exchange.metapsy.contrasts import Contrast, against_controls, contrasts_of
from reportgen.exchange.metapsy.database import Database, is_database, read_database
from reportgen.exchange.metapsy.effects import Signs, signs_of
from reportgen.exchange.metapsy.kinds import OutcomeKind, kinds_of
from reportgen.exchange.metapsy.outcomes import Gathered, gather
from reportgen.exchange.metapsy.people import authors_in
from reportgen.exchange.metapsy.placing import COMPARISON
from reportgen.exchange.metapsy.risk_of_bias import Judged, judge
from reportgen.exchange.metapsy.searching import flow_in, search_in
from reportgen.exchange.metapsy.studies import describe
from reportgen.exchange.metapsy.telling import on_outcomes, on_rows, on_signs
from reportgen.exchange.metapsy.works import works_of
from reportgen.exchange.source import Source
from reportgen.model import Comparison, Methods, Question, Review

__all__ = ["METAPSY"]


def _read(source: Source, options: ImportOptions) -> Imported:
    database = read_database(source)
    origin = Origin(database.path, 1)
    codebook = read_codebook(database.values.get("variable_description"))
    told = about(database, options.title)
    records, others = against_controls(database)
    contrasts, apart = contrasts_of(records, codebook), contrasts_of(others, codebook)
    signs = signs_of(contrasts)
    kinds, without = _kinds(contrasts, signs, codebook, told, origin)
    gathered = gather(kinds, contrasts, signs, origin)
    judged = judge(database.records, codebook)
    library, reports, on_works = works_of(database)
    described = describe(
        database,
        codebook,
        gathered,
        contrasts=contrasts,
        apart=apart,
        reports=reports,
        judged=judged.columns,
    )
    around, on_around = _around(database, told)
    review = replace(
        around,
        **_subject(gathered, judged, origin),
        columns=described.columns,
        characteristics=described.shown,
        studies=described.studies,
        library=library,
    )
    on_data = (*on_outcomes(kinds, without, gathered, origin), *on_signs(signs, contrasts, gathered, origin))
    on_rest = tuple(on_rows(len(others), described, judged, origin))
    return Imported(
        format="metapsy",
        review=review,
        stored=tuple(gathered.stored),
        kept=_kept(source, database),
        remarks=(*database.remarks, *on_around, *on_data, *on_rest, *on_works),
        counts={"rows of the table": len(database.records)},
    )


def _kinds(
    contrasts: Sequence[Contrast], signs: Signs, codebook: Codebook, told: About, origin: Origin
) -> tuple[tuple[OutcomeKind, ...], tuple[Contrast, ...]]:
    """Return the outcomes, and rows that belong to none; DataError if there are no outcomes."""
    found = kinds_of(contrasts, signs, codebook, told.domain)
    if not found[0]:
        message = "found none, expected effects, or means or events of both arms"
        raise DataError([Issue("source-holds-a-review", origin, message)])
    return found


def _subject(gathered: Gathered, judged: Judged, origin: Origin) -> dict[str, Any]:
    """Return what is compared, the data on it and its risk of bias, as fields of a review."""
    comparison = Comparison(
        id=COMPARISON,
        title="Psychotherapy versus control",
        experimental="psychotherapy",
        comparator="control",
        origin=origin,
    )
    return {
        "comparisons": (comparison,),
        "outcomes": tuple(gathered.outcomes),
        "arms": tuple(gathered.arms.values()),
        "results": tuple(gathered.results),
        "risk_of_bias_tool": judged.tool,
        "judgements": judged.judgements,
    }


def _around(database: Database, told: About) -> tuple[Review, tuple[Remark, ...]]:
    """Return a review with what the texts beside the table say, and remarks on them."""
    authors, on_people = authors_in(database.values.get("authors"), database.origins.get("authors"))
    search, on_search = search_in(database)
    flow, on_flow = flow_in(database)
    review = Review(
        title=told.title,
        authors=authors,
        data_availability=told.data_availability,
        registration=registration_in(database),
        question=Question(intervention="psychotherapy", comparators=("control conditions",)),
        search=search,
        methods=Methods(risk_of_bias_by=database.texts.get("risk_of_bias", "")[:2000]),
        flow=flow,
        sources=told.sources,
    )
    said = f"The title “{told.title}” was made from the name of the database."
    on_title = [Remark(topic="title", text=said, origin=Origin(database.path, 1))] if told.assumed_title else []
    return review, (*on_title, *on_people, *on_search, *on_flow)


def _kept(source: Source, database: Database) -> tuple[Kept, ...]:
    """Return the files as they are: they hold rows and columns that have no place, and the codebook."""
    kept = [Kept(path="data.csv", content=source.files[database.path], what="The table with all rows and columns")]
    at = database.origins.get("variable_description")
    if at is not None:
        kept.append(
            Kept(path="variable_description.json", content=source.files[at.path], what="The codebook", origin=at)
        )
    return tuple(kept)


METAPSY = Format(id="metapsy", title="Metapsy database", matches=is_database, read=_read)
"""A data.csv in the Metapsy data standard, alone or in a folder with its metadata."""
