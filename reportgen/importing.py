"""import_review(): sources are read, tried as a review folder, and stored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.errors import DataError
from reportgen.exchange import BroughtIn, ImportOptions, ImportReport, bring_in, read_source, told_in_the_source
from reportgen.load import load
from reportgen.progress import Progress, silent
from reportgen.store import refuse_unless_new, write_new_folder

__all__ = ["STAGES", "import_review"]

STAGES = ("read", "compare", "try", "store")


def import_review(
    sources: Sequence[Path],
    folder: Path,
    *,
    formats: Sequence[str] = (),
    options: ImportOptions | None = None,
    progress: Progress = silent,
) -> ImportReport:
    """Make the new folder `folder` a review made of sources, and return the report that is also stored in it.

    The folder is written whole or not at all, and only if it then loads.

    Raises:
        DataError: with all that is wrong with a source, each in its place there. OutputError: the folder is not new.
    """
    refuse_unless_new(folder)
    progress(STAGES[0], 0, len(STAGES))
    read = [read_source(path) for path in sources]
    progress(STAGES[1], 1, len(STAGES))
    brought = bring_in(read, options or ImportOptions(), formats)
    progress(STAGES[2], 2, len(STAGES))
    _try(brought)
    progress(STAGES[3], 3, len(STAGES))
    write_new_folder(folder, brought.files)
    progress("done", len(STAGES), len(STAGES))
    return brought.report


def _try(brought: BroughtIn) -> None:
    """Load what would be written; what is wrong with it is told in its place in the source."""
    with TemporaryDirectory(prefix="reportgen-") as scratch:
        trial = Path(scratch) / "review"
        write_new_folder(trial, {p: c for p, c in brought.files.items() if not p.startswith("import/")})
        try:
            load(trial)
        except DataError as error:
            raise told_in_the_source(error, brought.report.imported.review) from None
