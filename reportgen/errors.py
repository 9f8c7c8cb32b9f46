"""What can be wrong with a review, said so that a reviewer can mend it.

    ReportgenError              everything this package raises on purpose
    ├── DataError               one or many `Issue`s in what the user wrote
    ├── MissingToolError        something the machine lacks (Pango, pandoc, a font); says how to get it
    └── OutputError             the output folder cannot be written

An `Issue` has a stable code that names the condition that must hold, the place (file, line, column), what was
found and what was expected, and where possible a "did you mean". All issues of a stage are gathered and raised
once, as one `DataError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from reportgen.issue_codes import CODES

__all__ = [
    "LONGEST_QUOTE",
    "DataError",
    "Issue",
    "MissingToolError",
    "Origin",
    "OutputError",
    "ReportgenError",
    "did_you_mean",
    "quoted",
]

Severity = Literal["error", "warning"]

LONGEST_QUOTE = 60
"""Letters of a value that a message shows."""


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A place in a file of the review folder or in a shipped template.

    `path` is relative to the review folder (or starts with ``templates/``) and uses ``/`` on every system, so that
    no machine path reaches an output. `line` and `column` count from 1; in a table file `column` is the number
    of the field, and ``name`` the heading of that field.
    """

    path: str
    line: int
    column: int | None = None
    name: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" + ("" if self.column is None else f":{self.column}")


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong: where, what was found, what was expected.

    `code` is a key of `reportgen.issue_codes.CODES` and phrased as the condition that holds when all is well
    (``study-key-is-unique``). `message` reads "found …, expected …". `hint` is one sentence on how to mend it.
    """

    code: str
    origin: Origin | None
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"issue code {self.code!r} is not in CODES")

    def __str__(self) -> str:
        place = f"{self.origin}: " if self.origin else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.severity}: {self.code}: {self.message}{hint}"


class ReportgenError(Exception):
    """Base of everything raised on purpose; its text is meant for the user and needs no traceback."""


class DataError(ReportgenError):
    """The review, a template or a reference holds one or more errors; `issues` lists them all, in file order."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues: tuple[Issue, ...] = tuple(sorted(issues, key=_file_order))
        super().__init__("\n".join(map(str, self.issues)))

    def __reduce__(self) -> tuple[type[DataError], tuple[tuple[Issue, ...]]]:
        return DataError, (self.issues,)  # so that a process can hand the error to the one that started it


class MissingToolError(ReportgenError):
    """Something outside the package is missing; the text names it and the command that installs it."""


class OutputError(ReportgenError):
    """The output cannot be written where it was asked for."""


def did_you_mean(found: str, known: Sequence[str]) -> str:
    """Return "did you mean 'x'?" for the nearest known name, or the list of known names when none is near."""
    lowered = {name.lower(): name for name in known}
    near = get_close_matches(found.lower(), list(lowered), n=1, cutoff=0.6)
    if near:
        return f"did you mean {lowered[near[0]]!r}?"
    return f"known: {', '.join(known)}" if 0 < len(known) <= 20 else ""


def quoted(text: object) -> str:
    """Return a value as it is shown in a message: in quotes, control characters escaped, cut to a bearable length."""
    shown = str(text)
    return repr(shown if len(shown) <= LONGEST_QUOTE else shown[:LONGEST_QUOTE] + "…")


def _file_order(issue: Issue) -> tuple[str, int, int, str]:
    if issue.origin is None:
        return ("", 0, 0, issue.code)
    return (issue.origin.path, issue.origin.line, issue.origin.column or 0, issue.code)
