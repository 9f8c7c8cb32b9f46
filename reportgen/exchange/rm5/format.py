"""Review Manager 5 as a format that can be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.analyses import Analyses, analyses_of
from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported
from reportgen.exchange.naming import slug
from reportgen.exchange.rm5.cover import cover_of
from reportgen.exchange.rm5.flow_chart import flow_of
from reportgen.exchange.rm5.outcomes import comparisons_of
from reportgen.exchange.rm5.pictures import pictures_of
from reportgen.exchange.rm5.reading import Reading
from reportgen.exchange.rm5.references import References, references_of
from reportgen.exchange.rm5.risk_of_bias import judgements_of
from reportgen.exchange.rm5.sections import Prose, sections_of
from reportgen.exchange.rm5.studies import StudyElement, studies_of, study_elements
from reportgen.exchange.source import Source
from reportgen.foreign.xml import parse_xml
from reportgen.model import PRESETS, Methods, Review
from reportgen.references import library_of

__all__ = ["RM5"]

_ROOT = "COCHRANE_REVIEW"
_LOOKED_AT = 4000
_PRESET = "revman5"


def _matches(source: Source) -> bool:
    return bool(_candidates(source))


def _candidates(source: Source) -> list[str]:
    """Return the paths of files that end in .rm5, else of those that start with the root of one."""
    named = [path for path in sorted(source.files) if path.lower().endswith(".rm5")]
    opened = f"<{_ROOT}".encode()
    return named or [path for path in sorted(source.files) if opened in source.files[path][:_LOOKED_AT]]


def _read(source: Source, options: ImportOptions) -> Imported:
    paths = _candidates(source)
    if len(paths) != 1:
        found = f"{len(paths)} files of Review Manager 5" if paths else "no file of Review Manager 5"
        origin = Origin(paths[1] if paths else source.name, 1)
        raise DataError([Issue("source-holds-a-review", origin, f"found {found}, expected one")])
    path = paths[0]
    root, remarks = parse_xml(source.files[path], path)
    if root.tag != _ROOT:
        message = f"found the root element {root.tag[:60]}, expected {_ROOT}"
        raise DataError([Issue("source-holds-a-review", root.origin(path), message)])
    reading = Reading(root, path)
    reading.remarks.extend(remarks)
    kind, stage = reading.attribute(root, "TYPE"), reading.attribute(root, "STAGE")
    if kind not in {"", "INTERVENTION"}:
        told = f"The file is a review of the kind {kind}; data that a review of interventions has not were kept apart."
        reading.remark("file", told, root)
    if stage == "P":
        reading.remark("file", "The file is the protocol of a review.", root)
    return _imported(reading, options)


def _imported(reading: Reading, options: ImportOptions) -> Imported:
    """Return all that the file holds; what nothing reads is kept."""
    cover = cover_of(reading, options.title)
    elements = study_elements(reading)
    references = references_of(reading, elements)
    analyses = _analyses(reading, elements)
    studies, columns = studies_of(reading, elements, references.reports, analyses)
    tool, judgements = judgements_of(reading, {study.key: study.id for study in elements})
    prose = _prose(reading, references)
    review = Review(
        title=cover.title,
        name=slug(PurePosixPath(reading.path).stem) or "review",
        notice=cover.notice,
        authors=cover.authors,
        affiliations=cover.affiliations,
        keywords=cover.keywords,
        funding=cover.funding,
        interests=reading.text(reading.root.find("MAIN_TEXT/CONFLICT_OF_INTEREST"), "Declarations of interest"),
        acknowledgements=reading.text(reading.root.find("MAIN_TEXT/ACKNOWLEDGEMENTS"), "Acknowledgements"),
        methods=Methods(plan=PRESETS[_PRESET]),
        comparisons=analyses.comparisons,
        outcomes=analyses.outcomes,
        columns=columns,
        studies=studies,
        arms=analyses.arms,
        results=analyses.results,
        risk_of_bias_tool=tool,
        judgements=judgements,
        flow=flow_of(reading),
        library=library_of(references.items),
        sections=prose.sections,
    )
    kept = (*pictures_of(reading), *prose.kept, *reading.leftovers())
    return Imported(
        format="rm5",
        review=review,
        stored=analyses.stored,
        kept=kept,
        remarks=(*reading.remarks, *analyses.remarks, *prose.remarks),
        counts={"outcomes told in words": len(analyses.tables)},
    )


def _analyses(reading: Reading, studies: Sequence[StudyElement]) -> Analyses:
    included = {study.key: study.id for study in studies if study.status == "included"}
    return analyses_of(comparisons_of(reading), included, preset=_PRESET)


def _prose(reading: Reading, references: References) -> Prose:
    """Return the sections, and note what they tell as read."""
    prose = sections_of(reading.root, references.citations, path=reading.path)
    for element in prose.read:
        reading.whole(element)
    return prose


RM5 = Format(id="rm5", title="Review Manager 5 (.rm5)", matches=_matches, read=_read)
