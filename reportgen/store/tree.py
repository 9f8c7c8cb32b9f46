"""Whole folders written and put in place, and what a killed writer left put right."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reportgen.errors import OutputError
from reportgen.store.member_names import checked
from reportgen.store.ownership import GENERATOR, MARKER, is_marker, refuse_foreign, refuse_unless_new
from reportgen.store.system import alone_in, exchange_folders, flush_folder, make_folder, said

__all__ = ["recover", "write_new_folder", "write_tree"]

_FILE_MODE = 0o644


def write_tree(target: Path, files: Mapping[str, bytes], *, exchange: bool = True) -> None:
    """Make `target` a folder of exactly `files` (relative names with ``/`` to contents), or leave it as it was.

    `files` must hold the marker. With `exchange` false the way of systems without an exchange of folders is taken.
    Raises OutputError if the folder cannot be written or holds something that reportgen did not write.
    """
    if not is_marker(files.get(MARKER, b"")):
        raise ValueError(f"an output folder needs a {MARKER} with generator {GENERATOR!r}")
    target = _absolute(target)
    with _written(target):
        refuse_foreign(target)
        staged = _stage(target, files)
        _put_in_place(target, staged, exchange=exchange)


def write_new_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Make the new folder `target` of exactly `files`; OutputError if it exists and is not empty."""
    target = _absolute(target)
    with _written(target):
        refuse_unless_new(target)
        _put_in_place(target, _stage(target, files), exchange=False)


def recover(target: Path) -> None:
    """Finish or drop what a killed process left of writing `target`; nothing to do is fine."""
    target = _absolute(target)
    if any(os.path.lexists(_beside(target, word)) for word in ("new", "old", "drop")):
        with _written(target):
            pass


# ---- the steps of a write


@contextmanager
def _written(target: Path) -> Iterator[None]:
    """Hold the parent folder while `target` is written; tidy before and, after a failure, behind."""
    with said(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(target.parent):
            _tidy(target)
            try:
                yield
            except BaseException:
                _tidy(target)
                raise


def _tidy(target: Path) -> None:
    """Bring back or finish an interrupted swap, then drop every folder of ours beside `target`."""
    new, old, drop = (_beside(target, word) for word in ("new", "old", "drop"))
    if os.path.lexists(old) and not os.path.lexists(target):
        # The target is moved away only once the new folder is complete on disk.
        complete = new if os.path.lexists(new) else old
        complete.replace(target)
        flush_folder(target.parent)
    _delete(drop)
    for leftover in (new, old):
        _drop(target, leftover)


def _stage(target: Path, files: Mapping[str, bytes]) -> Path:
    """Return the folder beside `target` that holds `files`, all of it on disk."""
    staged = _beside(target, "new")
    make_folder(staged)
    folders = [staged]
    for name in checked(files):
        path = staged / name
        for above in reversed(path.relative_to(staged).parents[:-1]):
            if staged / above not in folders:
                make_folder(staged / above)
                folders.append(staged / above)
        with path.open("xb") as file:
            file.write(files[name])
            file.flush()
            path.chmod(_FILE_MODE)
            os.fsync(file.fileno())
    for folder in reversed(folders):
        flush_folder(folder)
    return staged


def _put_in_place(target: Path, staged: Path, *, exchange: bool) -> None:
    """Make `staged` the target and delete what stood there."""
    if not os.path.lexists(target):
        staged.replace(target)
    elif not any(target.iterdir()):
        if os.name == "nt":  # elsewhere an empty folder is replaced in one step
            target.rmdir()
        staged.replace(target)
    elif not (exchange and exchange_folders(staged, target)):
        target.replace(_beside(target, "old"))
        staged.replace(target)
    flush_folder(target.parent)
    for word in ("new", "old"):
        _drop(target, _beside(target, word))


def _drop(target: Path, leftover: Path) -> None:
    # Renamed first: a folder half deleted must never be taken for one that can be brought back.
    if os.path.lexists(leftover):
        drop = _beside(target, "drop")
        leftover.replace(drop)
        _delete(drop)


def _delete(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)


def _absolute(target: Path) -> Path:
    """Return `target` from the root of the file system, links not followed."""
    path = Path(os.path.abspath(target))  # noqa: PTH100 (resolve() would follow a link)
    if not path.name:
        raise OutputError(f"{path} is the root of the file system; name a folder below it")
    return path


def _beside(target: Path, word: str) -> Path:
    return target.with_name(f".{target.name}.reportgen-{word}")
