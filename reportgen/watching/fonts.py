"""Fonts of a watched review, each under a path of its own for each content."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from reportgen.load import read_member
from reportgen.model import Review
from reportgen.pipeline import read_review
from reportgen.snapshots import sha256
from reportgen.store import passing_folder

__all__ = ["Fonts"]


class Fonts:
    """Reads reviews whose fonts are known by path: what is remembered of a font must not outlive its content."""

    def __init__(self) -> None:
        self._copies: dict[tuple[str, str], Path] = {}
        self._stack = ExitStack()

    def read(self, folder: Path) -> Review:
        """Return the review in a folder, as `pipeline.read_review` does, with copies of its fonts in their place."""
        review = read_review(folder)
        return replace(review, font_paths=tuple(self._copy(folder, name) for name in review.fonts))

    def close(self) -> None:
        """Delete the copies."""
        self._stack.close()

    def _copy(self, folder: Path, name: str) -> Path:
        data = read_member(folder, name)
        key = (Path(name).name, sha256(data))
        if key not in self._copies:
            kept = self._stack.enter_context(passing_folder("fonts", {key[0]: data}))
            self._copies[key] = kept / key[0]
        return self._copies[key]
