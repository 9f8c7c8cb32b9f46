"""The files of references beside references.bib: which they are, their texts, and what their readers say of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final

from reportgen.errors import DataError, Issue, Origin
from reportgen.foreign.encoding import declared_encoding, decoded_with_remarks
from reportgen.foreign.remark import Remark
from reportgen.load.files import Folder
from reportgen.references import ReadReferences
from reportgen.references.csl_json import read_csl_json
from reportgen.references.endnote_xml import read_endnote_xml
from reportgen.references.nbib import read_nbib
from reportgen.references.ris import read_ris

__all__ = ["LIBRARY_MEGABYTES", "REFERENCE_FILES", "ReferenceFile", "is_reference_file", "read_files"]

LIBRARY_MEGABYTES = 10
"""What one file of references may be large."""

_BELOW = "references"
_READERS: Final[Mapping[str, Callable[[str, str], ReadReferences]]] = {
    ".ris": read_ris,
    ".json": read_csl_json,
    ".nbib": read_nbib,
    ".xml": read_endnote_xml,
}
REFERENCE_FILES: Final = (".bib", *_READERS)
"""The endings that files of references have."""

_ALIKE: Final = frozenset(
    {".txt", ".enl", ".enlx", ".enw", ".rdf", ".ciw", ".bibtex", ".biblatex", ".csv", ".tsv", ".yaml", ".yml", ".xlsx"}
)
"""Endings of files that may hold references and are not read; others, such as papers as PDF, may lie there."""

_MOST_FILES = 100
_MOST_TOLD = 20
_CODES: Final = {
    "source-is-readable": "references-are-readable",
    "source-value-is-usable": "references-are-readable",
    "encoding-is-known": "references-are-readable",
}
"""Readers speak of sources that are imported; of a review's own files it is said in its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFile:
    """One file: its path in the folder, its text, and what was read of it; None for BibTeX, which pandoc reads."""

    path: str
    text: str
    read: ReadReferences | None


def is_reference_file(path: str) -> bool:
    """Return whether a path in a review folder is that of a file of references."""
    pure = PurePosixPath(path.lower())
    here = len(pure.parts) == 1 and pure.stem == _BELOW
    return pure.suffix in REFERENCE_FILES and (here or (len(pure.parts) == 2 and pure.parts[0] == _BELOW))


def read_files(folder: Folder) -> list[ReferenceFile]:
    """Return references.ris, .json, .nbib, .xml and all files of references/, in this order and by name.

    What is wrong goes to the folder's findings: faults of a file as errors; as warnings what had to be guessed, and
    files that may hold references and are of no known kind.
    """
    paths = [name for name in folder.names() if PurePosixPath(name).stem == _BELOW and name != f"{_BELOW}.bib"]
    paths += [f"{_BELOW}/{name}" for name in folder.names(_BELOW)]
    known = [path for path in paths if is_reference_file(path)]
    for path in sorted(set(paths) - set(known)):
        if PurePosixPath(path).suffix.lower() in _ALIKE:
            message = f"found a file that is not read, expected one of {', '.join(REFERENCE_FILES)}"
            folder.findings.warn(
                "references-are-whole", Origin(path, 1), message, "export the references in such a form"
            )
    if len(known) > _MOST_FILES:
        message = f"found {len(known)} files of references, expected at most {_MOST_FILES}"
        folder.findings.add("references-are-readable", Origin(known[_MOST_FILES], 1), message)
    files = (_file(folder, path) for path in known[:_MOST_FILES])
    return [file for file in files if file is not None]


def _file(folder: Folder, path: str) -> ReferenceFile | None:
    data = folder.read(path, megabytes=LIBRARY_MEGABYTES)
    if data is None:
        return None
    try:
        text, guessed = decoded_with_remarks(data, path, declared=declared_encoding(data))
    except DataError as error:
        _add(folder, error.issues)
        return None
    reader = _READERS.get(PurePosixPath(path).suffix.lower())
    read = _read(reader, path, text) if reader else None
    _add(folder, read.issues if read else ())
    _warn(folder, path, (*guessed, *(read.remarks if read else ())))
    if read and not read.items and not read.issues:
        message = "found no reference, expected at least one"
        folder.findings.warn("references-are-whole", Origin(path, 1), message)
    return ReferenceFile(path=path, text=text, read=read)


@lru_cache(maxsize=8)
def _read(reader: Callable[[str, str], ReadReferences], path: str, text: str) -> ReadReferences:
    return reader(path, text)


def _add(folder: Folder, issues: tuple[Issue, ...]) -> None:
    folder.findings.extend(tuple(replace(issue, code=_CODES.get(issue.code, issue.code)) for issue in issues))


def _warn(folder: Folder, path: str, remarks: tuple[Remark, ...]) -> None:
    for remark in remarks[:_MOST_TOLD]:
        folder.findings.warn("references-are-whole", remark.origin, remark.text)
    if len(remarks) > _MOST_TOLD:
        message = f"found {len(remarks) - _MOST_TOLD} more things of this kind in this file"
        folder.findings.warn("references-are-whole", Origin(path, 1), message)
