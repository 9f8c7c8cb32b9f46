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
    origin = Origin(source, 1)
    _refuse_too_much(review, origin)
    try:
        files = write(review)
        checked(files)
    except (ValueError, OutputError) as error:
        message = f"found a part that cannot be a file of its own ({error}), expected a plain name"
        raise DataError([Issue("source-value-is-usable", origin, message)]) from None
    if len(files["review.yaml"]) > SETTINGS_MEGABYTES * 1_000_000:
        found = f"{len(review.outcomes)} outcomes, {len(review.authors)} authors and other settings"
        message = f"found {found}, for which review.yaml would be too large, expected at most {SETTINGS_MEGABYTES} MB"
        raise DataError([Issue("file-is-of-bearable-size", origin, message)])
    return files


def _refuse_too_much(review: Review, origin: Origin) -> None:
    """Raise DataError where a review could not be read again, or only be pooled in hours."""
    found = expected = ""
    rows = max(len(review.results), len(review.judgements), len(review.studies))
    subgroups = Counter(outcome for outcome, _ in {(result.outcome, result.subgroup) for result in review.results})
    most = max(subgroups.values(), default=0)
    if rows > MOST_ROWS:
        found, expected = f"a table of {rows} rows", f"{MOST_ROWS}"
    elif most > _MOST_SUBGROUPS:
        found, expected = f"{most} subgroups in one outcome", f"{_MOST_SUBGROUPS}"
    elif subgroups.total() > _MOST_SUBGROUPS_IN_ALL:
        found, expected = f"{subgroups.total()} subgroups and outcomes", f"{_MOST_SUBGROUPS_IN_ALL}"
    if found:
        raise DataError([Issue("file-is-of-bearable-size", origin, f"found {found}, expected at most {expected}")])
