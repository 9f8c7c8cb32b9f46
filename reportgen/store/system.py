"""What the operating system does for the store: exchange of folders, locks, flushes, and what it refuses."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reportgen.errors import OutputError

__all__ = ["alone_in", "exchange_folders", "flush_folder", "make_folder", "said"]

_FOLDER_MODE = 0o755


@contextmanager
def said(target: Path) -> Iterator[None]:
    """Turn what the system refuses into an OutputError that says so."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{target} cannot be written: {error.strerror or error}") from error


def make_folder(path: Path) -> None:
    """Make a folder with the same rights whatever the umask."""
    path.mkdir()
    path.chmod(_FOLDER_MODE)


def flush_folder(path: Path) -> None:
    """Put the names in a folder on disk, where the system can do so."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
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


def exchange_folders(one: Path, other: Path) -> bool:
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
