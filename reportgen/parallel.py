"""Two pieces of work side by side, in two processes where the system can fork."""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable

from reportgen.errors import ReportgenError

__all__ = ["in_parallel"]

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


def _answer(writer: int, work: Work) -> None:
    """Do the work in the child, send what came of it, and end the child without running the parent's clean-up."""
    try:
        try:
            message = pickle.dumps(work())
        except ReportgenError as error:
            message = pickle.dumps(error)
        except BaseException as error:  # noqa: BLE001  (the parent raises it again)
            message = pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
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
