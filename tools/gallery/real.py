"""Reviews that a folder holds: every file or folder in it that can be imported by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.errors import DataError, OutputError
from reportgen.importing import import_review
from reportgen.load import load

__all__ = ["importable"]

_FILES = frozenset({".rm5", ".zip", ".csv", ".xlsx"})


def importable(root: Path) -> tuple[tuple[tuple[str, Path], ...], tuple[tuple[str, str], ...]]:
    """Return names and paths of what can be imported below `root`, and names and reasons of what cannot.

    A folder that is a review is not looked into further; references alone are no review.
    """
    found: list[tuple[str, Path]] = []
    refused: list[tuple[str, str]] = []
    for path in _candidates(root, found):
        name = path.relative_to(root).as_posix()
        try:
            drawable = _tried(path)
        except (DataError, OutputError) as error:
            if path.is_file():
                refused.append((name, str(error).splitlines()[0]))
            continue
        if drawable:
            found.append((name, path))
    return tuple(found), tuple(refused)


def _candidates(root: Path, found: list[tuple[str, Path]]) -> Iterator[Path]:
    for path in sorted(root.iterdir()):
        if path.is_file():
            if path.suffix.lower() in _FILES:
                yield path
            continue
        if _could_be_a_review(path):
            yield path
        if path not in {taken for _, taken in found}:
            yield from _candidates(path, found)


def _could_be_a_review(folder: Path) -> bool:
    """Return whether a folder has what those of Metapsy or RevMan Web have."""
    return (folder / "data.csv").is_file() or any(folder.glob("*-data"))


def _tried(path: Path) -> bool:
    """Return whether what is imported has anything to draw; errors are those of `import_review`."""
    with TemporaryDirectory(prefix="gallery-") as scratch:
        folder = Path(scratch) / "review"
        import_review([path], folder)
        review = load(folder)
    return bool(review.outcomes or review.judgements or review.flow.counts)
