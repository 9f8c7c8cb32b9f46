"""`reportgen export`: a review goes out as an R script, a workbook, tables, JSON or RevMan's tables."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.terminal import complain, say

__all__ = ["TARGETS", "command"]

TARGETS = ("r", "xlsx", "csv", "json", "revman")
"""The formats a review can be written in."""


@click.command(
    "export",
    epilog="""\b
Examples:
  reportgen export my-review --to r              an R script with its data: metafor gives the same results
  reportgen export my-review --to xlsx           one workbook with every table and every result
  reportgen export my-review --to revman --output for-revman

\b
What is exported as xlsx, csv or json can be imported again, whole: reportgen import my-review-json copy""",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="Format to write.")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR", help="New folder to write. Default: NAME-FORMAT here."
)
def command(folder: Path, target: str, output: Path | None) -> None:
    """Write the review in FOLDER in another format, with its results.

    What a format cannot hold is named. The folder that is written must be new or empty.
    """
    from reportgen.exporting import export_review

    output = output or Path(f"{folder.resolve().name}-{target}")
    exported = export_review(folder, output, target)
    for remark in exported.remarks:
        complain(f"note: {remark.text}")
    for path in sorted(exported.files):
        say(f"{output / path}")
