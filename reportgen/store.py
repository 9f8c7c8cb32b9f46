"""The only writer of files: whole folders, put in place in one step.

A folder is staged beside its target, flushed to disk, and exchanged with what stood there. A reader, and a process
killed at any moment, sees the old folder or the new one, never a mixture:

    .NAME.reportgen-new    being staged; after an exchange, what stood at NAME before
    .NAME.reportgen-old    what stood at NAME, between the two renames of systems without an exchange
    .NAME.reportgen-drop   about to be deleted

`recover` finishes or drops what a killed process left under these names. A folder that reportgen did not write is
never replaced: ours holds a ``manifest.json`` that names reportgen as its generator.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from reportgen.errors import OutputError

__all__ = ["GENERATOR", "MARKER", "recover", "refuse_foreign", "write_new_folder", "write_tree"]

MARKER = "manifest.json"
"""The file that marks a folder as written by reportgen."""

GENERATOR = "reportgen"
"""What the value of ``generator`` in the marker begins with."""

_FILE_MODE = 0o644
_FOLDER_MODE = 0o755
_LARGEST_MARKER = 50_000_000
_PLAIN = re.compile(r'[^\\:*?"<>|\x00-\x1f\x7f]+')


def write_tree(target: Path, files: Mapping[str, bytes], *, exchange: bool = True) -> None:
    """Make `target` a folder of exactly `files` (relative names with ``/`` to contents), or leave it as it was.

    `files` must hold the marker. With `exchange` false the way of systems without an exchange of folders is taken.
    Raises OutputError if the folder cannot be written or holds something that reportgen did not write.
    """
    if not _is_marker(files.get(MARKER, b"")):
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
        _refuse_unless_new(target)
        _put_in_place(target, _stage(target, files), exchange=False)


def recover(target: Path) -> None:
    """Finish or drop what a killed process left of writing `target`; nothing to do is fine."""
    target = _absolute(target)
    if any(os.path.lexists(_beside(target, word)) for word in ("new", "old", "drop")):
        with _written(target):
            pass


def refuse_foreign(target: Path) -> None:
    """Raise OutputError unless `target` is absent, an empty folder, or a folder that reportgen wrote."""
    target = _absolute(target)
    with _said(target):
        if target.is_symlink():
            raise OutputError(f"{target} is a symbolic link; name the folder itself")
        if os.path.lexists(target) and not target.is_dir():
            raise OutputError(f"{target} is a file, not a folder")
        if target.is_dir() and any(target.iterdir()) and not _is_ours(target):
            raise OutputError(
                f"{target} holds files that reportgen did not write (no {MARKER} of reportgen is among them); "
                "name another folder, or empty this one"
            )


# ---- the steps of a write


@contextmanager
def _written(target: Path) -> Iterator[None]:
    """Hold the parent folder while `target` is written; tidy before and, after a failure, behind."""
    with _said(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone_in(target.parent):
            _tidy(target)
            try:
                yield
            except BaseException:
                _tidy(target)
                raise


@contextmanager
def _said(target: Path) -> Iterator[None]:
    """Turn what the system refuses into an OutputError that says so."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror or error}") from error


def _tidy(target: Path) -> None:
    """Bring back or finish an interrupted swap, then drop every folder of ours beside `target`."""
    new, old, drop = (_beside(target, word) for word in ("new", "old", "drop"))
    if os.path.lexists(old) and not os.path.lexists(target):
        # The target is moved away only once the new folder is complete on disk.
        complete = new if os.path.lexists(new) else old
        complete.replace(target)
        _flush_folder(target.parent)
    _delete(drop)
    for leftover in (new, old):
        _drop(target, leftover)


def _stage(target: Path, files: Mapping[str, bytes]) -> Path:
    """Return the folder beside `target` that holds `files`, all of it on disk."""
    staged = _beside(target, "new")
    _make_folder(staged)
    folders = [staged]
    for name in _checked(files):
        path = staged / name
        for above in reversed(path.relative_to(staged).parents[:-1]):
            if staged / above not in folders:
                _make_folder(staged / above)
                folders.append(staged / above)
        with path.open("xb") as file:
            file.write(files[name])
            file.flush()
            path.chmod(_FILE_MODE)
            os.fsync(file.fileno())
    for folder in reversed(folders):
        _flush_folder(folder)
    return staged


def _put_in_place(target: Path, staged: Path, *, exchange: bool) -> None:
    """Make `staged` the target and delete what stood there."""
    if not os.path.lexists(target):
        staged.replace(target)
    elif not any(target.iterdir()):
        if os.name == "nt":  # elsewhere an empty folder is replaced in one step
            target.rmdir()
        staged.replace(target)
    elif not (exchange and _exchange(staged, target)):
        target.replace(_beside(target, "old"))
        staged.replace(target)
    _flush_folder(target.parent)
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


# ---- names and marks


def _absolute(target: Path) -> Path:
    """Return `target` from the root of the file system, links not followed."""
    path = Path(os.path.abspath(target))  # noqa: PTH100 (resolve() would follow a link)
    if not path.name:
        raise OutputError(f"{path} is the root of the file system; name a folder below it")
    return path


def _beside(target: Path, word: str) -> Path:
    return target.with_name(f".{target.name}.reportgen-{word}")


def _is_ours(folder: Path) -> bool:
    marker = folder / MARKER
    if marker.is_symlink() or not marker.is_file() or marker.stat().st_size > _LARGEST_MARKER:
        return False
    return _is_marker(marker.read_bytes())


def _is_marker(content: bytes) -> bool:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and str(found.get("generator", "")).startswith(GENERATOR)


def _refuse_unless_new(target: Path) -> None:
    if target.is_symlink() or (os.path.lexists(target) and not target.is_dir()):
        raise OutputError(f"{target} exists and is not a folder")
    if target.is_dir():
        if any(target.iterdir()):
            raise OutputError(f"{target} exists and is not empty; name a new folder")
        if target.samefile(Path.cwd()):
            raise OutputError("the current folder cannot be made anew; name a new folder")


def _checked(files: Mapping[str, bytes]) -> list[str]:
    """Return the names of `files`, sorted, each one known to stay inside the folder and to clash with no other."""
    names = sorted(files)
    taken: dict[str, str] = {}
    for name in names:
        path = PurePosixPath(name)
        if str(path) != name or path.is_absolute() or not _PLAIN.fullmatch(name) or {".", ".."} & {name, *path.parts}:
            raise OutputError(f"{name!r} cannot be the name of a file in the output")
        for part in map(str, (path, *path.parents[:-1])):
            # Some systems hold "A" and "a" for one name; a name cannot be a file and a folder.
            if taken.setdefault(part.casefold(), part) != part or (part != name and part in files):
                raise OutputError(f"{part!r} and {taken[part.casefold()]!r} cannot stand in one folder")
    return names


# ---- the system


def _make_folder(path: Path) -> None:
    path.mkdir()
    path.chmod(_FOLDER_MODE)


def _flush_folder(path: Path) -> None:
    """Put the names in a folder on disk, where the system can do so."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process of ours writes in `folder`; the system lets go when a process dies."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # on a file system without locks two writers at once may stop each other
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _exchange(one: Path, other: Path) -> bool:
    """Return whether the two folders changed places, in one step of the system (Linux: renameat2)."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    at_cwd, exchange = -100, 2
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = renameat2(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange)
    return done == 0
