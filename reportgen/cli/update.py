"""`reportgen update`: new trials and corrections are put into a review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.folders import nothing_written_on_errors, review_folder
from reportgen.cli.terminal import complain, counted, say

if TYPE_CHECKING:
    from reportgen.merging import Step
    from reportgen.updating import UpdateReport

__all__ = ["command"]

_MOST_SHOWN = 12
_LONGEST = 60
_PHRASES = {
    "file added": ("new file", "new files"),
    "file replaced": ("replaced as a whole", "replaced as a whole"),
    "row added": ("new row", "new rows"),
    "column added": ("new column", "new columns"),
    "cell filled": ("empty cell filled", "empty cells filled"),
    "cell replaced": ("cell replaced", "cells replaced"),
    "entry added": ("new reference", "new references"),
    "entry completed": ("reference completed", "references completed"),
    "entry replaced": ("reference replaced", "references replaced"),
    "setting added": ("new setting", "new settings"),
    "setting replaced": ("setting replaced", "settings replaced"),
}


@click.command(
    "update",
    epilog="""\b
Examples:
  reportgen snapshot my-review 2016              keep the version that you have
  reportgen update my-review new --dry-run       what would be done, and every contradiction
  reportgen update my-review new --replace       do it; new values take the place of others
  reportgen update my-review more/results.csv    a single file

\b
Exit codes: 0 done, or nothing to do; 2 contradictions or errors, nothing written; 3 the folder cannot be written.""",
)
@review_folder()
@click.argument("new", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Let new values take the place of others that are there.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and write nothing.")
@click.option("--all", "everything", is_flag=True, help="Show every single change, however many there are.")
@click.option("--quiet", "-q", is_flag=True, help="Print warnings and errors only.")
def command(
    folder: Path, new: tuple[Path, ...], *, replace: bool, dry_run: bool, everything: bool, quiet: bool
) -> None:
    """Put what is NEW into the review in FOLDER.

    NEW is a folder, or files, in the form of a review folder, and holds only what is new or corrected: rows of the
    tables, references, settings, sections. Rows are known by their keys (the study; the study and arm; …): new ones
    are added, empty cells are filled, and an empty cell in NEW says nothing. flow.csv is about one search, and is
    replaced as a whole.

    Where NEW has another value than the review, both places are named and nothing is written; with --replace the new
    value is taken. Comments, the order of columns and every cell that is not concerned stay as they are. All files
    are written or none, also when the computer stops in between. The review must be without errors afterwards.
    """
    from reportgen.errors import DataError
    from reportgen.updating import update

    with nothing_written_on_errors(Path()):
        try:
            report = update(folder, new, replacing=replace, writing=not dry_run)
        except DataError as error:
            settled = {issue.code for issue in error.issues} == {"update-agrees"}
            if dry_run and settled and not quiet:
                say("with --replace, this would be done:")
                _show(folder, update(folder, new, replacing=True, writing=False), everything=everything)
                say("without it, these contradictions stand against it:")
            raise
    if not quiet:
        _show(folder, report, everything=everything)
        _show_end(folder, report, dry_run=dry_run)


def _show(folder: Path, report: UpdateReport, *, everything: bool) -> None:
    for name in report.ignored:
        say(f"{name}: no part of a review, left alone")
    for path, steps in groupby(report.steps, key=lambda step: step.path):
        _show_file(folder, path, tuple(steps), everything=everything)


def _show_file(folder: Path, path: str, steps: tuple[Step, ...], *, everything: bool) -> None:
    counts = Counter(step.kind for step in steps)
    said = ", ".join(
        _PHRASES[kind][0 if n == 1 else 1] if kind.startswith("file") else f"{n} {_PHRASES[kind][0 if n == 1 else 1]}"
        for kind, n in counts.items()
    )
    say(f"{folder / path}: {said}")
    lines = [line for step in steps for line in _lines(step)]
    shown = lines if everything else lines[:_MOST_SHOWN]
    for line in shown:
        say(f"  {line}")
    if len(lines) > len(shown):
        say(f"  … and {len(lines) - len(shown)} more (--all shows them)")


def _lines(step: Step) -> Iterator[str]:
    key = ".".join(step.key) if step.kind.startswith("setting") else ", ".join(step.key)
    match step.kind:
        case "row added" | "entry added":
            yield f"+ {key}"
        case "column added":
            yield f"+ {step.field}"
        case "entry completed":
            yield f"~ {key}: {step.field}"
        case "entry replaced":
            yield f"~ {key}"
        case "setting added" | "cell filled":
            yield f"+ {key}{f', {step.field}' if step.field else ''}: {_cut(step.after)}"
        case "setting replaced" | "cell replaced":
            yield f"~ {key}{f', {step.field}' if step.field else ''}: {_cut(step.before)} → {_cut(step.after)}"
        case "file added" | "file replaced":
            pass  # the heading says it


def _show_end(folder: Path, report: UpdateReport, *, dry_run: bool) -> None:
    if not report.files:
        say("nothing to do: the review has all of it")
        return
    files = counted(len(report.files), "file")
    say(f"{files} would change; nothing was written (--dry-run)" if dry_run else f"{files} of {folder} changed")
    since = report.review.update.since if report.review.update else ""
    if not since:
        complain(
            "hint: review.yaml names no earlier version; keep one with `reportgen snapshot` before you update, and "
            "name it under `update: since:`, and the manuscript tells what is new"
        )


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
