"""What comes in is stored and loaded again, or refused."""

from pathlib import Path

from reportgen.errors import DataError
from reportgen.load import load, write


def stored(folder, files):
    """Write files by their paths below a folder, and return the folder."""
    for name, content in files.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return Path(folder)


def reloaded(review, folder):
    """Return a review as it is loaded from a folder that it was written to."""
    return load(stored(folder, write(review)))


def read_or_refused(read, *given):
    """Return what is read, or None where it is refused with issues; any other error fails the test."""
    try:
        return read(*given)
    except DataError:
        return None
