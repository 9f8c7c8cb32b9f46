"""Versions of a review that are kept: ``history/VERSION/`` in its folder, each whole and able to be built again.

A version is plain files: ``snapshot.json`` says what was found and by what software, and ``inputs/`` holds every file
that the review was read from. Nothing here changes or deletes a version.

    take(folder, version)     keep the review as it is now under this name
    versions(folder)          what is kept
    opened(path)              a review, or a version of one, as a folder to read
    recompare(snapshot, made) what came out otherwise than when the version was made
"""

from reportgen.history.listing import KeptVersion, next_name, versions
from reportgen.history.opening import Opened, opened
from reportgen.history.places import kept_in
from reportgen.history.rebuilding import MovedResult, Rebuilt, recompare
from reportgen.history.taking import Taken, take

__all__ = [
    "KeptVersion",
    "MovedResult",
    "Opened",
    "Rebuilt",
    "Taken",
    "kept_in",
    "next_name",
    "opened",
    "recompare",
    "take",
    "versions",
]
