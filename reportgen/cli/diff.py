"""`reportgen diff`: what changed from one version of a review to another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.diff_text import diff_lines
from reportgen.cli.folders import name_of, nothing_written_on_errors, review_folder
from reportgen.cli.terminal import say, say_data

if TYPE_CHECKING:
    from reportgen.comparing import Compared

__all__ = ["command"]


@click.command(
    "diff",
    epilog="""\b
Examples:
  reportgen diff my-review@2016 my-review                  on the terminal
  reportgen diff my-review@2016 my-review --output changes  changes.html, .docx, .json as well
  reportgen diff my-review@2016 my-review --manuscript     and the manuscript with tracked changes
  reportgen diff old-folder new-folder --manuscript --author "A. Reviewer" --date 2026-03-01

\b
Exit codes: 0 compared, whatever was found; 1 something changed, under --exit-code; 2 a version holds errors or is not
there; 3 the output cannot be written.""",
)
@review_folder("old", metavar="OLD")
@review_folder("new", metavar="NEW")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR",
    help="Folder to write; replaced whole if reportgen wrote it before, else refused unless empty. "
    "Default with --manuscript: output/NAME-changes.",
)  # fmt: skip
@click.option("--manuscript", is_flag=True, help="Write the manuscript as a Word file with tracked changes, too.")
@click.option("--author", default="reportgen", show_default=True, help="Whom Word names as the author of the changes.")
@click.option("--date", metavar="YYYY-MM-DD", help="The day that Word gives to the changes. Default: none.")
@click.option("--style", metavar="NAME", help="Journal style for both versions (`reportgen list styles`).")
@click.option("--all", "everything", is_flag=True, help="Print every single change, however many there are.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--exit-code", is_flag=True, help="End with 1 if something changed.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors.")
def command(old: Path, new: Path, **asked: Any) -> None:
    """Tell what changed from OLD to NEW.

    OLD and NEW are review folders or versions of one: my-review@2016, its folder in history/, an output folder, a
    snapshot.json. Both are pooled and written by this version of reportgen, so that only what was entered and what
    follows from it counts as a change; what the software itself moved since a version was kept is told apart.

    First comes whether a conclusion changed (a first result, direction, crossing no effect, size, certainty) or digits
    only; then studies added, removed and edited, results before and after, other data, and sentences by what changed
    in them, words or numbers. With --manuscript, a Word file shows every change of the text, tables, captions,
    references and figures: accept all of them for the new manuscript, reject all for the old one.
    """
    from reportgen.cli.progress import progress
    from reportgen.comparing import changes_json, compare_versions

    still = asked["quiet"] or asked["as_json"]
    with nothing_written_on_errors(Path()), progress(quiet=still) as show:
        compared = compare_versions(old, new, style=asked["style"], progress=show)
        written = _written(old, new, compared, asked)
    if asked["as_json"]:
        say_data(json.dumps(json.loads(changes_json(compared)), indent=1))
    elif not asked["quiet"]:
        for line in (*diff_lines(compared, everything=asked["everything"]), *written):
            say(line)
    changes = compared.changes
    if asked["exit_code"] and (changes.studies or changes.edits or changes.results or changes.sentences):
        raise click.exceptions.Exit(1)


def _written(old: Path, new: Path, compared: Compared, asked: dict[str, Any]) -> tuple[str, ...]:
    """Write what is asked for, and return the lines that say so."""
    if not (asked["manuscript"] or asked["output"]):
        return ()
    from reportgen.comparing import change_files, marked_manuscript
    from reportgen.store import recover, refuse_foreign, write_tree

    target = asked["output"] or Path("output") / f"{name_of(new)}-changes"
    recover(target)
    refuse_foreign(target)
    marked = None
    if asked["manuscript"]:
        marked = marked_manuscript(old, new, **{name: asked[name] for name in ("style", "author", "date")})
    files = change_files(compared, marked)
    write_tree(target, files)
    return ("", f"{target}: {', '.join(sorted(files))}")
