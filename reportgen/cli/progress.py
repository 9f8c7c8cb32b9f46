"""How far a build is: a bar on a terminal, plain lines elsewhere, nothing when quiet; always on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reportgen.cli.terminal import complain, harmless
from reportgen.progress import Progress, silent

__all__ = ["progress"]


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """Give the function that a build calls at each step."""
    if quiet:
        yield silent
    elif sys.stderr.isatty():
        with _bar() as show:
            yield show
    else:
        yield _lines()


def _lines() -> Progress:
    """Return a function that prints each stage once, as it begins."""
    seen: set[str] = set()

    def show(stage: str, done: int, total: int) -> None:
        if stage not in seen and done < total:
            seen.add(stage)
            complain(f"[{done + 1}/{total}] {stage}")

    return show


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    with Bars(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bars:
        task = bars.add_task("starting", total=None)

        def show(stage: str, done: int, total: int) -> None:
            words = harmless(stage) if done < total else None  # the last stage stays on show
            bars.update(task, description=words, completed=done, total=total)

        yield show
