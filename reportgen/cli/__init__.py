"""The command line: one command a file; nothing heavy is loaded before a command needs it."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command that the arguments of the process name, and leave with its exit code."""
    try:
        from reportgen.cli.app import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
