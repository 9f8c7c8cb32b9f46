"""Two pieces of work side by side, in two processes where the system can fork."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

from reportgen.errors import ReportgenError

__all__ = ["Aside", "in_parallel"]

_T = TypeVar("_T")

Work = Callable[[], dict[str, bytes]]


def in_parallel(heavy: Work, light: Work) -> dict[str, bytes]:
    """Return the results of both pieces of work, joined; an error of either is raised as itself.

    A forked child shares all drawings with its parent without copying them, which pickling could not.
    """
    if not hasattr(os, "fork") or sys.platform == "darwin" or (os.cpu_count() or 1) < 2:
        return {**heavy(), **light()}
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _answer(writer, heavy)
    os.close(writer)
    try:
        found = light()
    except BaseException:
        os.kill(child, signal.SIGKILL)  # nobody waits for its answer any more
        raise
    finally:
        with os.fdopen(reader, "rb") as pipe:
            answer = pipe.read()
        os.waitpid(child, 0)
    return {**_opened(answer), **found}


class Aside(Generic[_T]):
    """A piece of work done by a child of its own, which can be looked after now and then, or stopped.

    Where the system cannot fork, the work is done at once. An error of the work is raised by `result`.
    """

    def __init__(self, work: Callable[[], _T]) -> None:
        self._answer = tempfile.TemporaryFile()  # noqa: SIM115 (closed by `stop` and `result`)
        self._child = 0
        if not hasattr(os, "fork") or sys.platform == "darwin":
            self._answer.write(_message(work))
            return
        self._child = os.fork()
        if self._child == 0:
            try:
                os.setpgid(0, 0)  # so that it is stopped together with children of its own
                self._answer.write(_message(work))
                self._answer.flush()
            finally:
                os._exit(0)

    def is_done(self) -> bool:
        """Return whether the work has ended."""
        if self._child and os.waitpid(self._child, os.WNOHANG)[0]:
            self._child = 0
        return not self._child

    def result(self) -> _T:
        """Return what came of the work, having waited for it."""
        if self._child:
            os.waitpid(self._child, 0)
            self._child = 0
        with self._answer as answer:
            answer.seek(0)
            found = answer.read()
        if not found:
            raise RuntimeError("the process that writes the manuscripts ended early")
        value = pickle.loads(found)  # noqa: S301  (written by our own child)
        if isinstance(value, BaseException):
            raise value
        done: _T = value
        return done

    def stop(self) -> None:
        """End the work, whatever came of it."""
        if self._child:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child, signal.SIGKILL)
            with suppress(ProcessLookupError):  # it may not have a group of its own yet
                os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._child = 0
        self._answer.close()


def _message(work: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps(work())
    except ReportgenError as error:
        return pickle.dumps(error)
    except BaseException as error:  # noqa: BLE001  (the parent raises it again)
        return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))


def _answer(writer: int, work: Work) -> None:
    """Do the work in the child, send what came of it, and end the child without running the parent's clean-up."""
    try:
        message = _message(work)
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(message)
    finally:
        os._exit(0)


def _opened(answer: bytes) -> dict[str, bytes]:
    if not answer:
        raise RuntimeError("the process that writes the PDF ended early")
    found = pickle.loads(answer)  # noqa: S301  (written by our own child)
    if isinstance(found, BaseException):
        raise found
    files: dict[str, bytes] = found
    return files
