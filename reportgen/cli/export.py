"""`reportgen export`: a review goes out as an R script, a workbook, tables, JSON or RevMan's tables."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.folders import name_of, review_folder
from reportgen.cli.terminal import complain, say

__all__ = ["TARGETS", "command"]

TARGETS = ("r", "xlsx", "csv", "json", "revman")
"""The formats a review can be written in."""


_HELP = """\
Write the review in FOLDER in another format, with its results.

\b
xlsx    one workbook: settings, tables, effects of studies, pooled results
csv     the tables of the review folder, with those of all results
json    one file for programs
revman  tables for RevMan Web, and a data package with all analyses
r       an R script with its data, in which metafor gives the same results

From xlsx, csv and json `reportgen import` makes the same review again. What a format has no place for is named. The
folder that is written must be new or empty.
"""


@click.command(
    "export",
    help=_HELP,
    epilog="""\b
Examples:
  reportgen export my-review --to xlsx
  reportgen export my-review --to revman --output for-revman
  reportgen export my-review --to r
  Rscript my-review-r/analysis.R

\b
Back from a workbook, also one that was edited:
  reportgen import my-review-xlsx/review.xlsx my-review-2""",
)
@review_folder()
@click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="Format to write, see above.")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR", help="New folder to write. Default: NAME-FORMAT here."
)
def command(folder: Path, target: str, output: Path | None) -> None:
    """Write the review in a folder in another format, with its results."""
    from reportgen.exporting import export_review

    output = output or Path(f"{name_of(folder)}-{target}")
    exported = export_review(folder, output, target)
    for remark in exported.remarks:
        complain(f"note: {remark.text}")
    for path in sorted(exported.files):
        say(f"{output / path}")
