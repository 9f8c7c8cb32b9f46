"""`reportgen snapshot`: the review as it is now becomes a version that is kept."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.build import formats_option
from reportgen.cli.folders import nothing_written_on_errors, review_folder
from reportgen.cli.terminal import counted, say, show_issues

__all__ = ["command"]


@click.command(
    "snapshot",
    epilog="""\b
Examples:
  reportgen snapshot my-review 2016     keep it as my-review/history/2016
  reportgen snapshot my-review          keep it under the next number: 1, 2, 3
  reportgen history my-review           what is kept
  reportgen build my-review@2016        build that version again

\b
Exit codes: 0 kept; 2 the review holds errors, or no version can be called so, nothing written; 3 the version exists,
a tool is missing, or the folder cannot be written.""",
)
@review_folder()
@click.argument("version", default="")
@formats_option()
@click.option("--style", metavar="NAME", help="Journal style (`reportgen list styles`) or a TOML file of the review.")
@click.option("--quiet", "-q", is_flag=True, help="Print warnings and errors only.")
def command(folder: Path, version: str, formats: tuple[str, ...], style: str | None, *, quiet: bool) -> None:
    """Keep the review in FOLDER as it is now, as VERSION.

    FOLDER/history/VERSION/ appears whole or not at all: inputs/ with every file that the review was read from, and
    snapshot.json with the results, the numbers shown, the versions of the software, and the sum of every file that a
    build writes. So the review is built for it, in the style and formats that you would build it in.

    A version that is kept is never changed. VERSION is made of letters, digits, dots, hyphens and underscores; without
    it the next whole number is taken, and numbers from 1000 on count as years.
    """
    from reportgen.cli.progress import progress
    from reportgen.history import take

    with nothing_written_on_errors(folder), progress(quiet=quiet) as show:
        taken = take(folder, version, formats=formats, style=style, progress=show)
    show_issues(taken.warnings, folder, err=True)
    if not quiet:
        say(f"{taken.folder}: {counted(len(taken.snapshot.inputs), 'file')} of the review and what came out of them")
