"""A review, or a version of one that is kept, as a folder to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from reportgen.errors import DataError, Issue, Origin, OutputError
from reportgen.history.places import INPUTS, kept_in
from reportgen.load import read_member, read_snapshot
from reportgen.load.snapshot import SNAPSHOT
from reportgen.model import Snapshot, SnapshotFile
from reportgen.snapshots import sha256
from reportgen.store import passing_folder

__all__ = ["Opened", "contents", "opened"]

MOST_FILES = 10_000
MOST_BYTES = 600_000_000

_HINT = "bring it back from version control or a copy; versions are kept as they were made"


class Opened(NamedTuple):
    """A review folder to read; `snapshot` is that of the version it is, None where it is a review as it stands."""

    folder: Path
    snapshot: Snapshot | None


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Yield the review that a path names: a review folder as it is, or a version, for as long as it is used.

    A version is named by ``FOLDER/history/VERSION``, ``FOLDER@VERSION``, an output folder, or a snapshot.json. Its
    folder has the name that the review had; a file is in it only if its bytes are those recorded. DataError with the
    code snapshot-is-whole for every file that is missing or was changed.
    """
    kept = kept_in(path)
    if kept is None:
        yield Opened(path, None)
        return
    snapshot = read_snapshot(kept)
    files = contents(kept, snapshot)
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(passing_folder(snapshot.name, files))
        except OutputError as error:
            raise DataError([Issue("snapshot-is-whole", Origin(SNAPSHOT, 1), str(error), _HINT)]) from error
        yield Opened(folder, snapshot)


def contents(kept: Path, snapshot: Snapshot) -> Mapping[str, bytes]:
    """Return the files of a version by their path; DataError with everything that is not as it was recorded."""
    if len(snapshot.inputs) > MOST_FILES or sum(file.size for file in snapshot.inputs) > MOST_BYTES:
        expected = f"at most {MOST_FILES} of {MOST_BYTES // 1_000_000} MB together"
        message = f"found {len(snapshot.inputs)} files, expected {expected}"
        raise DataError([Issue("snapshot-is-whole", Origin(SNAPSHOT, 1), message)])
    if not any(file.path == "review.yaml" for file in snapshot.inputs):
        message = "found no review.yaml among its files, expected those of a review"
        hint = "this snapshot says what was found; what it was made from was not kept with it"
        raise DataError([Issue("snapshot-is-whole", Origin(SNAPSHOT, 1), message, hint)])
    issues: list[Issue] = []
    files: dict[str, bytes] = {}
    for file in snapshot.inputs:
        try:
            files[file.path] = _content(kept, file)
        except DataError as error:
            issues.extend(error.issues)
    if issues:
        raise DataError(issues)
    return files


def _content(kept: Path, file: SnapshotFile) -> bytes:
    place = f"{INPUTS}/{file.path}"
    try:
        data = read_member(kept, place) if file.data is None else file.data
    except DataError as error:
        told = [Issue("snapshot-is-whole", Origin(place, 1), issue.message, _HINT) for issue in error.issues]
        raise DataError(told) from error
    if sha256(data) == file.sha256:
        return data
    message = f"found {len(data)} bytes with another sum than recorded, expected the file as it was kept"
    raise DataError([Issue("snapshot-is-whole", Origin(place if file.data is None else SNAPSHOT, 1), message, _HINT)])
