"""What commands that write a folder from a review share: a name to write under, and the end of a wrong review."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from reportgen.cli.terminal import complain, counted, show_issues

__all__ = ["name_of", "nothing_written_on_errors"]


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
