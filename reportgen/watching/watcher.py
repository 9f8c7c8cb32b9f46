"""watch(): files of a review are watched, and its output follows them."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reportgen.errors import DataError, Issue
from reportgen.load.files import is_hidden
from reportgen.load.previous import HISTORY
from reportgen.load.snapshot import SNAPSHOT
from reportgen.parallel import Aside
from reportgen.pipeline import Made, Prepared, finished, manifest, prepared
from reportgen.store import recover_changes, write_tree
from reportgen.watching.fonts import Fonts
from reportgen.watching.memory import Memory, digest
from reportgen.writers import USUAL_FORMATS, WRITERS

__all__ = ["Round", "Watcher", "watch"]

_FIRST = "html"
_STEP_MS = 10
_QUIET_MS = 40
_LOOK_AGAIN_MS = 100
_SAVED_HALFWAY = 0.15
"""Seconds until a file that an editor is just replacing is there again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What became of a change: formats that were written, in how many seconds, or what is wrong.

    `issues` are warnings where something was written, else the errors that kept it from being written. `whole` says
    that the output is all that a build writes.
    """

    formats: tuple[str, ...] = ()
    seconds: float = 0.0
    issues: tuple[Issue, ...] = ()
    whole: bool = False


class Watcher:
    """Builds a review again and again, each time only what a change reaches."""

    def __init__(self, folder: Path, output: Path, formats: tuple[str, ...], style: str | None) -> None:
        self._folder = folder
        self._output = output
        self._formats = formats
        self._style = style
        self._memory = Memory()
        self._fonts = Fonts()
        self._made_from = ""
        self._aside: Aside[Made] | None = None
        self._began = 0.0

    def changed(self, *, first: bool = False) -> Round | None:
        """Build what can be had at once; None if no input differs. What was still being written is given up."""
        began = time.perf_counter()
        recover_changes(self._folder)
        try:
            ready = self._prepared()
        except DataError as error:
            self.stop()
            self._made_from = ""
            return Round(issues=error.issues, seconds=time.perf_counter() - began)
        made_from = digest((ready.review.inputs, ready.members, ready.named, ready.review.name))
        if made_from == self._made_from:
            return None
        self.stop()
        self._made_from, self._began = made_from, began
        if first:  # in this process, so that those it starts later find everything loaded
            return self._all_written(finished(ready, self._formats, alone=True))
        written = self._page_written(ready) if _FIRST in self._formats else None
        self._aside = Aside(lambda: finished(ready, self._formats))
        return written

    def completed(self) -> Round | None:
        """Write what has been made aside, if it is done; None if nothing is."""
        if self._aside is None or not self._aside.is_done():
            return None
        aside, self._aside = self._aside, None
        return self._all_written(aside.result())

    @property
    def is_busy(self) -> bool:
        """Whether something is still being made."""
        return self._aside is not None

    @property
    def drawn(self) -> int:
        """How often figures and tables were made."""
        return self._memory.done.get("exhibits", 0)

    def close(self) -> None:
        """Give up what is being made, and leave nothing behind."""
        self.stop()
        self._fonts.close()

    def stop(self) -> None:
        """Give up what is being made."""
        if self._aside is not None:
            self._aside.stop()
            self._aside = None

    def _prepared(self) -> Prepared:
        def once() -> Prepared:
            return prepared(self._folder, style=self._style, read=self._fonts.read, draw=self._memory.exhibits)

        try:
            return once()
        except DataError:
            time.sleep(_SAVED_HALFWAY)  # an editor may be replacing the file
            return once()

    def _page_written(self, ready: Prepared) -> Round:
        """Write the page alone; the list of files says that the other formats are not there yet."""
        name = f"manuscript{WRITERS[_FIRST].suffix}"
        files = {name: WRITERS[_FIRST].write(ready.assembled.resolved, ready.style)}
        files["manifest.json"] = manifest(ready.review, ready.style, (_FIRST,), files)
        write_tree(self._output, files)
        return Round(formats=(_FIRST,), seconds=time.perf_counter() - self._began, issues=ready.assembled.warnings)

    def _all_written(self, made: Made) -> Round:
        write_tree(self._output, made.files)
        seconds = time.perf_counter() - self._began
        return Round(formats=self._formats, seconds=seconds, issues=made.warnings, whole=True)


def watch(
    folder: Path,
    *,
    output: Path,
    formats: tuple[str, ...] = USUAL_FORMATS,
    style: str | None = None,
    tell: Callable[[Round], None],
    ends: Callable[[], bool] = lambda: False,
) -> None:
    """Build the review in `folder`, and again at each change of one of its files, until `ends` says so or Ctrl-C.

    `tell` is given what came of each change. Files in the output, in ``history/`` but for what its versions found, and
    files that editors and spreadsheets keep beside an open one are passed over. OutputError as of `pipeline.build`.
    """
    from watchfiles import watch as changes_in

    watcher = Watcher(folder, output, formats, style)
    heard = _Heard(folder.resolve(), output.resolve())
    rounds = changes_in(
        folder, watch_filter=heard, step=_STEP_MS, debounce=_QUIET_MS, rust_timeout=_LOOK_AGAIN_MS,
        yield_on_timeout=True, raise_interrupt=False,
    )  # fmt: skip
    next(rounds, None)  # listens from here on, so that no change during the first build is missed
    try:
        if said := watcher.changed(first=True):
            tell(said)
        gc.freeze()  # what is loaded stays; looking through it at each round takes as long as a stage
        for found in rounds:
            said = watcher.changed() if found else watcher.completed()
            if said is not None:
                tell(said)
            if ends():
                return
    finally:
        watcher.close()
        gc.unfreeze()


class _Heard:
    """Tells which changes are heard."""

    def __init__(self, folder: Path, output: Path) -> None:
        self._folder = folder
        self._output = output

    def __call__(self, _change: object, path: str) -> bool:
        """Return whether a file can be one that the review is made from."""
        file = Path(path)
        with suppress(ValueError):
            parts = file.relative_to(self._folder).parts
            if any(is_hidden(part) for part in parts) or file.is_relative_to(self._output):
                return False
            return parts[:1] != (HISTORY,) or parts[-1] == SNAPSHOT
        return False
