"""`reportgen check`: everything that is wrong with a review, at once."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.folders import review_folder
from reportgen.cli.terminal import counted, say, show_issues

__all__ = ["command"]


@click.command(
    "check",
    epilog="""\b
Examples:
  reportgen check my-review             errors and warnings, each with file, line and column
  reportgen check my-review --strict    the same; warnings count as errors
  reportgen check my-review --journal plos-one    and the counts beside the journal's limits
  reportgen explain events-are-at-most-n

\b
Exit codes: 0 no errors; 1 warnings under --strict; 2 errors.""",
)
@review_folder()
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--style", metavar="NAME", help="Check for this journal style.")
@click.option(
    "--journal", metavar="NAME",
    help="Count words, abstract, tables, figures and references beside this journal's limits, too.",
)  # fmt: skip
def command(folder: Path, style: str | None, journal: str | None, *, strict: bool) -> None:
    """Check the review in FOLDER without writing anything.

    Errors are things that cannot be built: an unknown study, more events than participants, a missing column.
    Warnings are things that do not fit together: sums that do not add up, a printed P value that disagrees with its
    interval. Each line names the file, line and column, what was found and what was expected, and a code that
    `reportgen explain` knows.
    """
    from reportgen.errors import DataError
    from reportgen.pipeline import check

    try:
        warnings = check(folder, style=style or journal)
        limits = _limits(folder, journal)
    except DataError as error:
        show_issues(error.issues, folder, err=False)
        errors = sum(issue.severity == "error" for issue in error.issues)
        others = len(error.issues) - errors
        say(counted(errors, "error") + (f", {counted(others, 'warning')}" if others else ""))
        raise click.exceptions.Exit(2) from error
    show_issues(warnings, folder, err=False)
    for line in limits:
        say(line)
    if not warnings:
        say("no errors, no warnings")
        return
    say(f"no errors, {counted(len(warnings), 'warning')}" + (", counted as errors (--strict)" if strict else ""))
    if strict:
        raise click.exceptions.Exit(1)


def _limits(folder: Path, journal: str | None) -> tuple[str, ...]:
    """Return a line for each rule of a journal that can be told before anything is written."""
    if journal is None:
        return ()
    from reportgen.cli.submit import finding_lines
    from reportgen.submission import counts_of

    return finding_lines(counts_of(folder, journal), quiet=False, everything=True)
