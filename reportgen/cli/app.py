"""The group of commands, and what becomes of every error: an exit code and words, never a traceback.

0 done    1 warnings under --strict    2 the review or the call holds errors    3 a tool is missing or the output
cannot be written    70 a fault of reportgen itself    130 interrupted    141 the reader of a pipe went away
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping, Sequence

import click

from reportgen import __version__
from reportgen.cli.terminal import complain, show_traceback

__all__ = ["COMMANDS", "reportgen", "run"]

COMMANDS: Mapping[str, str] = {
    "new": "Make a folder for a new review, with every file to fill in.",
    "check": "Say what is wrong with a review, and where.",
    "build": "Write the manuscript as HTML, PDF and DOCX.",
    "update": "Put new trials and corrections into a review.",
    "snapshot": "Keep the review as it is now as a version.",
    "diff": "Tell what changed between two versions, and mark it in Word.",
    "timeline": "Tell what would have been concluded when.",
    "history": "List the versions of a review that are kept.",
    "submit": "Write the package that a journal asks for, and measure it.",
    "figures": "Write the figures as TIFF, EPS, PDF and more for a journal.",
    "import": "Make a review folder of a review or table from elsewhere.",
    "export": "Write a review for R, Excel, RevMan or programs.",
    "pool": "Pool the studies of a table, or of an outcome of a review.",
    "list": "List measures, estimators, presets, tables, styles, journals.",
    "explain": "Say what the code of an error or warning means.",
    "schema": "Print the JSON Schema of review.yaml, for editors.",
    "completion": "Print a script that lets the shell complete commands.",
}
"""The commands, in the order a newcomer meets them, each a module of its name beside this one; and what they do.

The words stand here so that `reportgen --help` need not load the commands.
"""

_MODULES: Mapping[str, str] = {"import": "import_review"}
"""Modules that cannot have the name of their command."""

_COMPLETE = "_REPORTGEN_COMPLETE"


class _LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click calls it so)
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of that name, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = _MODULES.get(cmd_name, cmd_name)
        command: click.Command = importlib.import_module(f"reportgen.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands into the help."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that `args` call; a misspelt name is answered with the nearest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from reportgen.errors import did_you_mean

            ctx.fail(f"found command {args[0]!r}, {did_you_mean(args[0], list(COMMANDS))}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
A first review in three steps:
  reportgen new my-review        make a folder with every file to fill in
  reportgen check my-review      read everything, say what is wrong and where
  reportgen build my-review      write output/my-review/manuscript.html, .pdf and .docx

\b
`reportgen COMMAND --help` explains one command, with examples.""",
)
@click.version_option(__version__, prog_name="reportgen", message="%(prog)s %(version)s")
def reportgen() -> None:
    """Turn a systematic review's data into its manuscript.

    A review is one folder: review.yaml, tables (.csv or .xlsx) and sections in Markdown. reportgen reads it, pools
    the results, draws the figures and writes the manuscript as HTML, PDF and DOCX, with every number traceable to
    the cell it came from.
    """


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        if instruction := os.environ.get(_COMPLETE):
            from click.shell_completion import shell_complete

            return shell_complete(reportgen, {}, "reportgen", _COMPLETE, instruction)
        with reportgen.make_context("reportgen", list(arguments)) as context:
            reportgen.invoke(context)
        sys.stdout.flush()
    except (KeyboardInterrupt, Exception) as error:  # noqa: BLE001 (whatever happens, the user gets words)
        return _explained(error)
    return 0


def _explained(error: BaseException) -> int:
    """Return the exit code of an error, having told the user what it means."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    from reportgen.errors import DataError, ReportgenError

    match error:
        case click.ClickException():
            error.show()
            return error.exit_code
        case click.Abort() | KeyboardInterrupt():
            complain("interrupted")
            return 130
        case BrokenPipeError():
            # What is still buffered goes nowhere, or the interpreter complains on its way out.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 141
        case DataError():
            for line in str(error).splitlines():
                complain(line)
            return 2
        case ReportgenError():
            complain(f"reportgen: {error}")
            return 3
        case _:
            return _internal(error)


def _internal(error: BaseException) -> int:
    complain(f"internal error: {type(error).__name__}: {error}: please report this as a fault of reportgen")
    if os.environ.get("REPORTGEN_DEBUG") == "1":
        show_traceback(error)
    else:
        complain("(with REPORTGEN_DEBUG=1 set, reportgen shows where it happened)")
    return 70
