"""Write the pages of docs/reference that follow from the code: the commands, the codes of issues, and the journals.

python tools/write_reference.py            write them
python tools/write_reference.py --check    say which are not current; exit code 1 if any
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from journal_pages import journals_page

from reportgen.cli.app import COMMANDS, reportgen
from reportgen.issue_codes import CODES

ROOT = Path(__file__).parent.parent
MADE = "<!-- made by tools/write_reference.py; `make docs` writes it anew -->"

EXIT_CODES = {
    "0": "done",
    "1": "`check --strict` found warnings",
    "2": "the review, or the call itself, holds errors; nothing was written",
    "3": "a tool is missing, or the output folder cannot be written",
    "70": "a fault of reportgen itself; please report it (`REPORTGEN_DEBUG=1` shows where it happened)",
    "130": "interrupted with Ctrl-C; what stood in the output folder before still stands",
    "141": "whatever read our output went away (`reportgen explain | head`)",
}


def cli_page() -> str:
    """Return docs/reference/cli.md: what `--help` prints, for each command."""
    parts = [
        MADE,
        "# The command line",
        "What `reportgen --help` and `reportgen COMMAND --help` print.",
        _help_block([]),
    ]
    for name in COMMANDS:
        parts += [f"## reportgen {name}", _help_block([name])]
    rows = [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()]
    parts += ["## Exit codes", "\n".join(["| code | meaning |", "| --- | --- |", *rows])]
    return "\n\n".join(parts) + "\n"


def issues_page() -> str:
    """Return docs/reference/issues.md: every code with the condition it names."""
    rows = [f"| `{code}` | {condition} |" for code, condition in CODES.items()]
    parts = [
        MADE,
        "# Errors and warnings",
        "`reportgen check` prints a line for everything that is wrong:",
        "```\nmy-review/results.csv:7:5: error: events-are-at-most-n: found 31 events, expected at most 30\n```",
        (
            "It names the file, the line in it and the column (in a table, the number of the field), and a code. "
            "A code names the condition that holds when all is well, so it reads as what to bring about. "
            "`reportgen explain CODE` prints one line of this table."
        ),
        "\n".join(["| code | when all is well |", "| --- | --- |", *rows]),
    ]
    return "\n\n".join(parts) + "\n"


def _help_block(names: list[str]) -> str:
    settings: dict[str, Any] = {**reportgen.context_settings, "terminal_width": 100}
    context = click.Context(reportgen, info_name="reportgen", **settings)
    command: click.Command = reportgen
    for name in names:
        found = reportgen.get_command(context, name)
        if found is None:
            raise LookupError(name)
        command = found
        context = click.Context(command, info_name=name, parent=context, **settings)
    lines = [line.rstrip() for line in command.get_help(context).splitlines()]
    return "\n".join(["```", *lines, "```"])


PAGES = {
    "docs/reference/cli.md": cli_page,
    "docs/reference/issues.md": issues_page,
    "docs/reference/journals.md": lambda: journals_page(MADE),
}


def main(arguments: list[str]) -> int:
    """Write or check the pages and return the exit code."""
    stale = 0
    for name, make in PAGES.items():
        path, text = ROOT / name, make()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale = 1
        if "--check" in arguments:
            print(f"{name} is not current: run `make docs`")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {name}")
    return stale if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
