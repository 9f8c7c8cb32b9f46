"""What stages gave, by the content of what they were given."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from reportgen.compose import Exhibits, make_exhibits
from reportgen.quantities import Analysis, analyse

__all__ = ["Memory", "digest"]

_T = TypeVar("_T")


def digest(value: object) -> str:
    """Return a sum over everything that a frozen value holds, places included, which `==` would pass over."""
    return hashlib.sha256(pickle.dumps(value)).hexdigest()


class Memory:
    """The last result of each stage. `done` counts how often each stage was run."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[str, Any]] = {}
        self.done: dict[str, int] = {}

    def remembered(self, stage: str, given: object, run: Callable[[], _T]) -> _T:
        """Return what a stage gives for what it is given: what it gave before, if that was the same."""
        key = digest(given)
        if self._last.get(stage, ("", None))[0] != key:
            self._last[stage] = (key, run())
            self.done[stage] = self.done.get(stage, 0) + 1
        found: _T = self._last[stage][1]
        return found

    def exhibits(self, analysis: Analysis) -> Exhibits:
        """Return figures and tables; texts of the review's own do not reach them, as they never see them."""
        review, style = analysis.review, analysis.style
        seen = replace(review, sections=(), inputs={}, warnings=())
        return self.remembered("exhibits", (seen, style), lambda: make_exhibits(analyse(seen, style)))
