"""What commands that write a folder from a review share: a name to write under, and the end of a wrong review."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from reportgen.cli.terminal import complain, counted, show_issues

__all__ = ["name_of", "nothing_written_on_errors", "review_folder"]

Command = TypeVar("Command", bound=Callable[..., Any])


def review_folder(
    name: str = "folder", *, metavar: str | None = None, path: click.Path | None = None
) -> Callable[[Command], Command]:
    """Return the argument that names a review folder, as every command that reads one has it.

    Before anything is read, an update of the folder that was interrupted is finished or dropped.
    """
    kind = path or click.Path(path_type=Path)
    return click.argument(name, metavar=metavar, type=kind, callback=_recovered)


def _recovered(_context: click.Context, _argument: click.Parameter, folder: Path) -> Path:
    from reportgen.store import STAGE, recover_changes

    if os.path.lexists(folder / STAGE):
        recover_changes(folder)
        complain(f"{folder}: an update that had been interrupted was put right")
    return folder


def name_of(folder: Path) -> str:
    """Return the name of a folder; UsageError where it has none, as the root has."""
    name = folder.resolve().name
    if not name:
        raise click.UsageError("this folder has no name; say where to write with --output")
    return name


@contextmanager
def nothing_written_on_errors(folder: Path) -> Iterator[None]:
    """Show the errors of a DataError raised within, say that nothing was written, and exit with 2."""
    from reportgen.errors import DataError

    try:
        yield
    except DataError as error:
        show_issues(error.issues, folder, err=True)
        complain(f"{counted(len(error.issues), 'error')}; nothing was written")
        raise click.exceptions.Exit(2) from error
