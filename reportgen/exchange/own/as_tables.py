"""A review as a folder of tables, with the effects of its studies and its pooled results beside them; and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any

from reportgen.exchange.exports import Export, Exported
from reportgen.exchange.formats import Format, ImportOptions
from reportgen.exchange.imported import Imported
from reportgen.exchange.own.folder_files import review_of_files
from reportgen.exchange.own.results import EFFECT_FIELDS, POOLED_FIELDS, Record, effect_records, pooled_records, rows_of
from reportgen.exchange.source import Source
from reportgen.exchange.table_text import csv_of
from reportgen.load import write
from reportgen.load.formulas import harmless
from reportgen.quantities import Analysis

__all__ = ["FOLDER", "TABLES_EXPORT", "tables_files"]

_SETTINGS = "review.yaml"
_MARK = "export.json"
_RESULTS = "results/"

_Cells = Sequence[Any]


def tables_files(analysis: Analysis) -> Exported:
    """Return the review's files, and results/effects.csv and pooled.csv, with numbers in full."""
    files = dict(write(analysis.review))
    mark = {"format": "reportgen tables", "version": 1, "texts": "a ' stands before texts that start like a formula"}
    files[_MARK] = (json.dumps(mark, indent=1) + "\n").encode()
    files[f"{_RESULTS}effects.csv"] = csv_of(_records(EFFECT_FIELDS, effect_records(analysis)))
    files[f"{_RESULTS}pooled.csv"] = csv_of(_records(POOLED_FIELDS, pooled_records(analysis)))
    return Exported(files=files)


def _records(fields: Sequence[str], records: Iterable[Record]) -> Iterable[_Cells]:
    return ([_shown(value) for value in row] for row in rows_of(fields, records))


def _shown(value: Any) -> Any:
    return harmless(value) if isinstance(value, str) else value


def _root(source: Source) -> str | None:
    """Return the folder of the source that holds review.yaml, with its slash; None if none does."""
    found = [path for path in source.files if PurePosixPath(path).name == _SETTINGS and path.count("/") <= 1]
    return found[0].removesuffix(_SETTINGS) if len(found) == 1 else None


def _matches(source: Source) -> bool:
    return _root(source) is not None


def _read(source: Source, options: ImportOptions) -> Imported:
    root = _root(source) or ""
    files = {path.removeprefix(root): data for path, data in source.files.items() if path.startswith(root)}
    kept = {path: data for path, data in files.items() if not path.startswith(_RESULTS) and path != _MARK}
    review = review_of_files(kept, options.title)
    return Imported(format="folder", review=review)


FOLDER = Format(id="folder", title="review folder, or tables exported by reportgen", matches=_matches, read=_read)

TABLES_EXPORT = Export(id="csv", title="the review's tables, with all results", write=tables_files)
