"""The only place that prints: text made harmless for a terminal, issues with their way from here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.errors import Issue

__all__ = ["complain", "counted", "harmless", "issue_line", "say", "say_data", "show_issues", "show_traceback"]

_LONGEST = 2000
_LAST_ASCII = 127
# Controls (C0, C1), line separators, marks that turn the direction of text, lone surrogates.
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def say(text: str) -> None:
    """Print a line that was asked for, on standard output."""
    click.echo(harmless(text))


def say_data(text: str) -> None:
    """Print text that a program reads, whole and on standard output; it is to be ASCII, as JSON can be."""
    click.echo(text.encode("ascii", "backslashreplace").decode("ascii"))


def complain(text: str) -> None:
    """Print a line about the work, on standard error."""
    click.echo(harmless(text), err=True)


def harmless(text: str) -> str:
    r"""Return `text` as one line without control characters (shown as \x1b) and of bearable length."""
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]}… ({len(text)} characters)"
    return _HARMFUL.sub(_escaped, text)


def issue_line(issue: Issue, folder: Path) -> str:
    """Return the issue as ``FOLDER/path:line:column: severity: code: message (hint)``."""
    shipped = issue.origin is None or issue.origin.path.startswith("templates/")
    return str(issue) if shipped or folder.as_posix() == "." else f"{folder.as_posix().rstrip('/')}/{issue}"


def show_issues(issues: Iterable[Issue], folder: Path, *, err: bool) -> None:
    """Print issues, a line each, in the order they come."""
    for issue in issues:
        click.echo(harmless(issue_line(issue, folder)), err=err)


def counted(number: int, noun: str) -> str:
    """Return "1 error", "2 errors"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def show_traceback(error: BaseException) -> None:
    """Print where an error was raised, for those who mend reportgen."""
    import traceback

    for line in "".join(traceback.format_exception(error)).splitlines():
        complain(line)


def _escaped(match: re.Match[str]) -> str:
    return (
        match[0].encode("ascii", "backslashreplace").decode()
        if ord(match[0]) > _LAST_ASCII
        else f"\\x{ord(match[0]):02x}"
    )
