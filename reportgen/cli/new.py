"""`reportgen new`: a folder with every file of a review, to be filled in."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.terminal import say

__all__ = ["command"]


@click.command(
    "new",
    epilog="""\b
Examples:
  reportgen new my-review
  reportgen new my-review --title "Music therapy for insomnia in adults"

\b
Then fill in the files, and run `reportgen check my-review` whenever you like.""",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", help="Title of the review. Default: made from the folder's name.")
def command(folder: Path, title: str | None) -> None:
    """Make FOLDER with every file of a review, to be filled in.

    review.yaml explains its own settings, in a text editor; the tables (studies, arms, results, risk of bias,
    certainty, flow, sources) have their headings and are filled in with a spreadsheet. A folder that holds files is
    never touched.
    """
    from reportgen.load import new_review
    from reportgen.store import write_new_folder

    name = folder.resolve().name
    files = new_review(title or name.replace("-", " ").replace("_", " ").strip().capitalize())
    write_new_folder(folder, files)
    for file in sorted(files):
        say(f"{folder / file}")
    say(f"next: edit {folder / 'review.yaml'} and the tables, then run: reportgen check {folder}")
