"""A review as JSON: whole, with the effects of its studies and its pooled results; and back."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reportgen.errors import DataError, Issue, Origin
from reportgen.exchange.exports import Export, Exported
from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported
from reportgen.exchange.own.plain import NotTheFormError, plain_of, value_of
from reportgen.exchange.own.results import Record, effect_records, pooled_records
from reportgen.exchange.source import Source
from reportgen.load import library_of_texts
from reportgen.model import Review
from reportgen.quantities import Analysis

__all__ = ["JSON", "JSON_EXPORT", "json_files"]

_NAME = "reportgen review"
_VERSION = 1


def json_files(analysis: Analysis) -> Exported:
    """Return the one file: the review as it is, and in `effects` and `pooled` what was worked out from it."""
    values = {
        "format": _NAME,
        "version": _VERSION,
        "review": plain_of(analysis.review),
        "effects": [_finite(record) for record in effect_records(analysis)],
        "pooled": [_finite(record) for record in pooled_records(analysis)],
    }
    text = json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False)
    return Exported(files={"review.json": f"{text}\n".encode()})


def _finite(record: Record) -> Record:
    """Return a record that JSON can hold: what is infinite (a statistic whose standard error is 0) becomes null."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value for name, value in record.items()
    }


def _matches(source: Source) -> bool:
    names = list(source.files)
    return len(names) == 1 and names[0].lower().endswith(".json") and _NAME.encode() in source.files[names[0]][:200]


def _read(source: Source, options: ImportOptions) -> Imported:
    path, data = source.only()
    origin = Origin(path, 1)
    values = _parsed(data, path)
    if values.get("format") != _NAME or values.get("version") != _VERSION or "review" not in values:
        message = f"found JSON of another kind, expected {_NAME!r}, version {_VERSION}"
        raise DataError([Issue("source-holds-a-review", origin, message)])
    try:
        review: Review = value_of(Review, values["review"], "", origin)
    except NotTheFormError as error:
        message = f"found something else at {error.place}, expected {error.expected}"
        raise DataError([Issue("source-value-is-usable", origin, message)]) from error
    review = replace(
        review,
        library=library_of_texts(review.library.text, review.library.entries),
        title=options.title or review.title,
    )
    return Imported(format="json", review=review)


def _parsed(data: bytes, path: str) -> Mapping[str, Any]:
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = f"found bytes that are not UTF-8 (at byte {error.start + 1}), expected JSON"
        raise DataError([Issue("encoding-is-known", Origin(path, 1), message)]) from error
    except json.JSONDecodeError as error:
        message = f"found {error.msg[:1].lower()}{error.msg[1:]}, expected JSON"
        raise DataError([Issue("source-is-readable", Origin(path, error.lineno, error.colno), message)]) from error
    except (RecursionError, ValueError) as error:
        raise DataError([Issue("source-is-readable", Origin(path, 1), "found JSON that cannot be read")]) from error
    return values if isinstance(values, dict) else {}


JSON = Format(id="json", title="a review exported by reportgen as JSON", matches=_matches, read=_read)

JSON_EXPORT = Export(id="json", title="JSON: the whole review with its results", write=json_files)
