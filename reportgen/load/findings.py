"""Gathering of issues, so that a reviewer sees all of them at once and never a million of the same kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from reportgen.errors import LONGEST_QUOTE, DataError, Issue, Origin, did_you_mean, quoted

__all__ = ["Findings", "quoted"]

_MOST_OF_A_KIND = 200
_MOST_COMPARED = 1000


class Findings:
    """The issues found so far. Of one code in one file the first 200 are kept and the rest counted."""

    def __init__(self) -> None:
        self._errors: list[Issue] = []
        self._warnings: list[Issue] = []
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, code: str, origin: Origin | None, message: str, hint: str = "") -> None:
        """Keep an error; `message` reads "found …, expected …"."""
        key = (code, origin.path if origin else "")
        self._counts[key] += 1
        if self._counts[key] <= _MOST_OF_A_KIND:
            self._errors.append(Issue(code, origin, message, hint))

    def unknown(self, code: str, origin: Origin, found: str, *, known: Iterable[str], expected: str) -> None:
        """Keep an error about a name that is not among the known ones, with the nearest of them as hint.

        The hint of names beyond the first thousand, or of issues that are only counted, is not looked for.
        """
        hint = ""
        if self._counts[code, origin.path] < _MOST_OF_A_KIND:
            near = [name for name in islice(known, _MOST_COMPARED) if len(name) <= 2 * LONGEST_QUOTE]
            hint = did_you_mean(found[:LONGEST_QUOTE], near)
        self.add(code, origin, f"found {quoted(found)}, expected {expected}", hint)

    def warn(self, code: str, origin: Origin | None, message: str, hint: str = "") -> None:
        """Keep an issue that does not stop a build."""
        self._warnings.append(Issue(code, origin, message, hint, severity="warning"))

    def extend(self, issues: tuple[Issue, ...]) -> None:
        """Keep issues that another stage has found."""
        for issue in issues:
            self.add(issue.code, issue.origin, issue.message, issue.hint)

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The errors, in the order they were found; of one code in one file the first 200."""
        return tuple(self._errors)

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """The warnings, in the order they were found."""
        return tuple(self._warnings)

    def raise_errors(self) -> None:
        """Raise one DataError with every error and warning, or return if there is no error."""
        if self._errors:
            raise DataError((*self._errors, *self._overflow(), *self._warnings))

    def _overflow(self) -> list[Issue]:
        last = {(issue.code, issue.origin.path if issue.origin else ""): issue for issue in self._errors}
        return [
            Issue(code, last[code, path].origin, f"found {count - _MOST_OF_A_KIND} more of these in {path}")
            for (code, path), count in self._counts.items()
            if count > _MOST_OF_A_KIND
        ]
