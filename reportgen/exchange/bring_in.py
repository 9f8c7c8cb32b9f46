"""Sources become the files of a review folder, with a report on how they came in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from reportgen.errors import DataError, Issue, Origin, OutputError
from reportgen.exchange.agreement import compare
from reportgen.exchange.combine import combine
from reportgen.exchange.formats import ImportOptions
from reportgen.exchange.kept_paths import placed
from reportgen.exchange.recognise import recognised
from reportgen.exchange.report import ImportReport, report_html, report_json
from reportgen.exchange.source import Source
from reportgen.load import write
from reportgen.load.folder import SETTINGS_MEGABYTES
from reportgen.load.raw_table import MOST_ROWS
from reportgen.model import Review
from reportgen.store import checked

__all__ = ["BroughtIn", "bring_in"]

_UNMAPPED = "import/unmapped"
_MOST_SUBGROUPS, _MOST_SUBGROUPS_IN_ALL = 1_000, 10_000
"""Each is a meta-analysis of its own; whole outcomes count among those in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """The files of a review folder by their path, and the report, which is among them as a page and as JSON."""

    files: Mapping[str, bytes]
    report: ImportReport


def bring_in(sources: Sequence[Source], options: ImportOptions, named: Sequence[str] = ()) -> BroughtIn:
    """Return a review folder made of sources (at least one), each of the format it has the form of.

    `named` are the formats of the first sources by their ids, where they are not to be recognised; the others are.

    Raises:
        DataError: with all that is wrong with a source, or its format is not known.
    """
    names = chain(named, repeat(""))
    formats = [recognised(source, name) for source, name in zip(sources, names, strict=False)]
    parts = [found.read(source, options) for found, source in zip(formats, sources, strict=True)]
    imported = combine(parts)
    imported = replace(imported, kept=placed(imported.kept))
    written = _written(imported.review, sources[0].name)
    report = ImportReport(
        sources=tuple(source.name for source in sources),
        formats=tuple(found.title for found in formats),
        imported=imported,
        compared=compare(imported),
    )
    files = {
        **written,
        **{f"{_UNMAPPED}/{one.path}": one.content for one in imported.kept},
        "import/import.html": report_html(report),
        "import/import.json": report_json(report),
    }
    return BroughtIn(files={path: files[path] for path in sorted(files)}, report=report)


def _written(review: Review, source: str) -> Mapping[str, bytes]:
    """Return the files of a review; DataError where a part has a name that no file can have, or there is too much."""
    try:
        files = write(review)
        checked(files)
    except (ValueError, OutputError) as error:
        message = f"found a part that cannot be a file of its own ({error}), expected a plain name"
        raise DataError([Issue("source-value-is-usable", Origin(source, 1), message)]) from None
    subgroups = Counter(outcome for outcome, _ in {(result.outcome, result.subgroup) for result in review.results})
    if max(subgroups.values(), default=0) > _MOST_SUBGROUPS or subgroups.total() > _MOST_SUBGROUPS_IN_ALL:
        found = f"{max(subgroups.values())} subgroups in an outcome and {subgroups.total()} in all"
        message = f"found {found}, expected at most {_MOST_SUBGROUPS} and {_MOST_SUBGROUPS_IN_ALL}"
        raise DataError([Issue("file-is-of-bearable-size", Origin(source, 1), message)])
    rows = max(len(review.results), len(review.judgements), len(review.studies))
    if len(files["review.yaml"]) > SETTINGS_MEGABYTES * 1_000_000 or rows > MOST_ROWS:
        found = f"{len(review.outcomes)} outcomes and a table of {rows} rows"
        message = f"found {found}, expected a review.yaml of {SETTINGS_MEGABYTES} MB and {MOST_ROWS} rows at most"
        raise DataError([Issue("file-is-of-bearable-size", Origin(source, 1), message)])
    return files
