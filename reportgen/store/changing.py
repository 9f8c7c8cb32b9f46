"""Some files of a folder changed together: all of them or none, also when the process is killed in between.

The new contents are put on disk in a hidden folder beside the files. One rename of its list is the commit mark: from
then on the change will be finished, before it the change was never made.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.errors import OutputError
from reportgen.store.member_names import checked
from reportgen.store.system import alone_in, flush_folder, make_folder, said

__all__ = ["STAGE", "recover_changes", "write_changes"]

STAGE = ".reportgen-update"
"""Name of the hidden folder, for as long as files are being changed."""

_MARK = "committed.json"
_FILE_MODE = 0o644


@dataclass(frozen=True, slots=True)
class _Change:
    """A file that waits in the stage under a number; `before` is the sum of what it replaces, empty if nothing."""

    staged: str
    name: str
    before: str
    after: str


def write_changes(folder: Path, files: Mapping[str, bytes], before: Mapping[str, bytes | None]) -> None:
    """Give each file of `files` (names relative to `folder`, with ``/``) its content: all of them or none.

    `before` holds what was read of each, None where there was no file. OutputError if a file holds something else
    by now, is a link, or cannot be written; the folder is then as it was.
    """
    names = checked(files)
    with _alone(folder):
        for name in names:
            _refuse_surprises(folder, name, before.get(name))
        changes = [
            _Change(str(number), name, _sum(before.get(name)), _sum(files[name])) for number, name in enumerate(names)
        ]
        try:
            _stage(folder, changes, files)
        except BaseException:
            shutil.rmtree(folder / STAGE, ignore_errors=True)
            raise
        _finish(folder, changes)


def recover_changes(folder: Path) -> None:
    """Finish or drop what a killed process left of changing files of `folder`; nothing to do is the rule.

    OutputError if it cannot be finished, as when somebody has changed a file since that waits for its new content.
    """
    if not os.path.lexists(folder / STAGE):
        return
    with _alone(folder):
        pass


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder, and finish or drop first what was left in it."""
    with said(folder), alone_in(folder):
        if os.path.lexists(folder / STAGE):
            changes = _committed(folder)
            if changes is not None:
                _refuse_edits_meanwhile(folder, changes)
                _finish(folder, changes)
            else:
                _drop(folder)
        yield


def _stage(folder: Path, changes: list[_Change], files: Mapping[str, bytes]) -> None:
    """Put all contents on disk, and the commit mark after them."""
    stage = folder / STAGE
    make_folder(stage)
    for change in changes:
        mode = _mode(folder / change.name)
        _write(stage / change.staged, files[change.name], mode)
    listed = [[change.staged, change.name, change.before, change.after] for change in changes]
    _write(stage / f"{_MARK}.part", json.dumps({"generator": "reportgen", "changes": listed}).encode(), _FILE_MODE)
    flush_folder(stage)
    flush_folder(folder)
    (stage / f"{_MARK}.part").replace(stage / _MARK)
    flush_folder(stage)


def _finish(folder: Path, changes: list[_Change]) -> None:
    """Put each file that still waits in its place, then drop the stage. Done again it does nothing new."""
    for change in changes:
        staged, target = folder / STAGE / change.staged, folder / change.name
        if os.path.lexists(staged):
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)
            flush_folder(target.parent)
    _drop(folder)


def _drop(folder: Path) -> None:
    stage = folder / STAGE
    if stage.is_symlink() or stage.is_file():
        stage.unlink()
        return
    # The mark goes first: what is left after it is a stage that was never committed, and holds nothing any more.
    (stage / _MARK).unlink(missing_ok=True)
    flush_folder(stage)
    shutil.rmtree(stage)
    flush_folder(folder)


def _committed(folder: Path) -> list[_Change] | None:
    """Return the changes that were committed, None where none were; OutputError if the list is not ours."""
    mark = folder / STAGE / _MARK
    if (folder / STAGE).is_symlink() or mark.is_symlink() or not mark.is_file():
        return None
    try:
        found: Any = json.loads(mark.read_bytes())
        changes = [_Change(*map(str, change)) for change in found["changes"]]
        checked({change.name: b"" for change in changes})
        whole = all(change.staged.isdecimal() for change in changes)
    except (ValueError, KeyError, TypeError, RecursionError, OutputError):
        whole, changes = False, []
    if not whole or any(_leads_out(folder, change.name) for change in changes):
        raise OutputError(f"{mark} is not a list of changes that reportgen wrote; move {folder / STAGE} elsewhere")
    return changes


def _refuse_surprises(folder: Path, name: str, before: bytes | None) -> None:
    """Raise OutputError where a file is not what was read, or is reached through a link."""
    path = folder / name
    if _leads_out(folder, name):
        raise OutputError(f"{path} is reached through a link; update the folder that it leads to")
    found = path.read_bytes() if path.is_file() else None
    if found != before or (found is None and os.path.lexists(path)):
        raise OutputError(f"{path} was changed while it was being worked on; nothing was written, start again")


def _refuse_edits_meanwhile(folder: Path, changes: list[_Change]) -> None:
    """Raise OutputError where a file that waits for its new content was edited since the change was interrupted."""
    for change in changes:
        path, staged = folder / change.name, folder / STAGE / change.staged
        if os.path.lexists(staged):
            found = _sum(path.read_bytes() if path.is_file() else None)
            if found not in {change.before, change.after, ""}:
                raise OutputError(
                    f"{path} was edited after an update of it had been interrupted, and its new content waits in "
                    f"{staged}; put what you want to keep into {staged} and delete {path}, then start again"
                )


def _leads_out(folder: Path, name: str) -> bool:
    """Return whether a file or a folder on the way to it is a symbolic link."""
    path = folder / name
    return any(one.is_symlink() for one in (path, *path.parents[: name.count("/")]))


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777 if path.is_file() else _FILE_MODE


def _write(path: Path, data: bytes, mode: int) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        path.chmod(mode)
        os.fsync(file.fileno())


def _sum(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()
