"""`reportgen build`: a review folder becomes its manuscript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportgen.cli.folders import name_of, nothing_written_on_errors, review_folder
from reportgen.cli.rebuilt import show_rebuilt
from reportgen.cli.terminal import counted, say, show_issues

if TYPE_CHECKING:
    from reportgen.model import Snapshot

__all__ = ["FORMATS", "command", "formats_option"]

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("html", "pdf", "docx", "jats")
"""The formats a manuscript can be written in, in the order they are written."""

USUAL = "html,pdf,docx"
"""The formats that are written unless others are asked for."""


def _formats(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    asked = {word.strip().lower() for word in value.split(",")} - {""}
    if unknown := sorted(asked - set(FORMATS)):
        from reportgen.errors import did_you_mean

        raise click.BadParameter(f"found format {unknown[0]!r}, {did_you_mean(unknown[0], FORMATS)}")
    if not asked:
        raise click.BadParameter(f"found no format, expected some of {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in asked)


def formats_option() -> Callable[[Command], Command]:
    """Return the option --to, as every command that builds has it."""
    return click.option(
        "--to", "formats", default=USUAL, show_default=True, metavar="FORMATS", callback=_formats,
        help="Formats to write, separated by commas: html, pdf, docx, jats.",
    )  # fmt: skip


@click.command(
    "build",
    epilog="""\b
Examples:
  reportgen build my-review                       all formats, into output/my-review
  reportgen build my-review --to docx             only the Word file
  reportgen build my-review --to jats             JATS XML, for publishers and archives
  reportgen build my-review --style default --output drafts/may
  reportgen build my-review --watch               again and again, while you edit
  reportgen build my-review@2016                  the version kept as 2016, from its own files

\b
Exit codes: 0 written; 1 written, and a version came out otherwise though the software is the same; 2 the review holds
errors, nothing written; 3 a tool is missing or the output folder cannot be written.""",
)
@review_folder()
@formats_option()
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR",
    help="Folder to write; replaced whole if reportgen wrote it before, else refused unless empty. "
    "Default: output/NAME, NAME being the folder's name.",
)  # fmt: skip
@click.option("--style", metavar="NAME", help="Journal style (`reportgen list styles`) or a TOML file of the review.")
@click.option("--watch", is_flag=True, help="Build again whenever a file of the review is saved; Ctrl-C ends.")
@click.option("--quiet", "-q", is_flag=True, help="Print warnings and errors only.")
@click.pass_context
def command(
    context: click.Context,
    folder: Path,
    formats: tuple[str, ...],
    output: Path | None,
    style: str | None,
    *,
    watch: bool,
    quiet: bool,
) -> None:
    """Build the manuscript of the review in FOLDER.

    Everything is read and checked first; if anything is wrong, all errors are listed and nothing is written. The
    output folder appears whole or not at all: manuscript.html, .pdf, .docx, the figures as SVG, PNG and PDF,
    ledger.json (every number with its file, line and column), snapshot.json (all that it was made from) and
    manifest.json.

    FOLDER may also be a version that `reportgen snapshot` keeps (my-review@2016 or my-review/history/2016), an output
    folder or its snapshot.json. It is built from the files kept with it, in its own style and formats, and compared
    with what came out when it was made.

    With --watch the command goes on: at each save the page is written at once and the other formats behind it. What is
    wrong is listed, and the output stays as it was until it is mended.
    """
    from reportgen.cli.progress import progress
    from reportgen.history import opened
    from reportgen.store import recover, refuse_foreign

    with nothing_written_on_errors(folder), opened(folder) as (review, kept):
        if kept is not None:
            style = style or kept.style
            formats = kept.formats if _is_default(context, "formats") else formats
        target = output or Path("output") / (name_of(folder) if kept is None else _name(kept))
        recover(target)
        refuse_foreign(target)
        if watch:
            _watch(review, kept, target, formats, style, quiet=quiet)
            return
        from reportgen.pipeline import build

        with progress(quiet=quiet) as show:
            report = build(review, formats=formats, style=style, output=target, progress=show)
    show_issues(report.warnings, folder, err=True)
    if not quiet:
        _show_written(report.output, report.files)
    if kept is not None and not show_rebuilt(kept, report.snapshot, quiet=quiet):
        raise click.exceptions.Exit(1)


def _watch(
    folder: Path, kept: Snapshot | None, output: Path, formats: tuple[str, ...], style: str | None, *, quiet: bool
) -> None:
    if kept is not None:
        raise click.UsageError("a version that is kept does not change; --watch is for the review itself")
    from reportgen.cli.watching import watch_folder

    watch_folder(folder, output=output, formats=formats, style=style, quiet=quiet)


def _show_written(output: Path, files: tuple[str, ...]) -> None:
    manuscripts = [name for name in files if "/" not in name and name.startswith("manuscript.")]
    for name in manuscripts:
        say(f"{output / name}")
    others = len(files) - len(manuscripts)
    if others:
        say(f"and {counted(others, 'other file')} in {output}")


def _is_default(context: click.Context, option: str) -> bool:
    return context.get_parameter_source(option) is click.core.ParameterSource.DEFAULT


def _name(kept: Snapshot) -> str:
    """Return the name of the folder that a version is built into: never that of the review's own output."""
    return f"{kept.name}@{kept.version}" if kept.version else f"{kept.name}-rebuilt"
