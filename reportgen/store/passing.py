"""A folder that stands for as long as something is done with it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reportgen.errors import OutputError
from reportgen.store.member_names import checked
from reportgen.store.system import said

__all__ = ["passing_folder"]


@contextmanager
def passing_folder(name: str, files: Mapping[str, bytes]) -> Iterator[Path]:
    """Yield a folder called `name` with exactly `files`, somewhere out of the way, and delete it in the end.

    OutputError if a name leads out of the folder or clashes with another, or the system cannot hold it.
    """
    if Path(name).name != name or name in {"", ".."} or "\0" in name:
        raise OutputError(f"{name!r} cannot be the name of a folder")
    names = checked(files)
    with said(Path(name)):
        around = Path(tempfile.mkdtemp(prefix="reportgen-"))
    try:
        folder = around / name
        with said(folder):
            folder.mkdir(parents=True)
            for one in names:
                path = folder / one
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as file:
                    file.write(files[one])
        yield folder
    finally:
        shutil.rmtree(around, ignore_errors=True)
