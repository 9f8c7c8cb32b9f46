"""What the gallery shows: one entry a review, and how its review is come by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.importing import import_review
from reportgen.load import load
from reportgen.model import Review
from tests.figures.stress import STRESS
from tests.summarised import summarised_review

__all__ = ["Entry", "entries", "opened"]

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A review to draw: the folder `folder`, what `source` imports to, what `make` gives, or a case of the stress set.

    `most` is how many outcomes of each measure are drawn, None for all.
    """

    id: str
    title: str
    group: str
    folder: Path | None = None
    source: Path | None = None
    make: Callable[[], Review] | None = None
    most: int | None = None
    notes: tuple[str, ...] = field(default=())


def entries(real: tuple[tuple[str, Path], ...]) -> Iterator[Entry]:
    """Yield all entries in the order of the page; `real` are the names and paths of reviews to import."""
    yield Entry(id="pip", title="The example review", group="Example", folder=ROOT / "data/pip")
    for name, path in real:
        stem = "".join(c if c.isalnum() else "-" for c in name).strip("-").lower()
        yield Entry(id=f"real-{stem}", title=name, group="Real reviews", source=path, most=2)
    yield Entry(id="summary", title="A summary of findings (made up)", group="Example", make=summarised_review)
    for case in STRESS.values():
        yield Entry(id=f"stress-{case.id}", title=case.title, group="Hard to draw")


@contextmanager
def opened(entry: Entry) -> Iterator[tuple[Review, Path]]:
    """Give the review of an entry and the folder that its own files are in; what is imported is gone afterwards."""
    if entry.folder is not None:
        yield _loaded(entry.folder), entry.folder
    elif entry.source is not None:
        with TemporaryDirectory(prefix="gallery-") as scratch:
            folder = Path(scratch) / "review"
            import_review([entry.source], folder)
            yield _loaded(folder), folder
    elif entry.make is not None:
        yield entry.make(), ROOT
    else:
        yield STRESS[entry.id.removeprefix("stress-")].make(), ROOT


def _loaded(folder: Path) -> Review:
    review = load(folder)
    return replace(review, name=folder.name, font_paths=tuple((folder / name).resolve() for name in review.fonts))
