"""snapshot_of(): a build as a version that can be kept: what it was made from, by what, and what came out."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping

from reportgen.document import Resolved
from reportgen.ledger import ledger_entries
from reportgen.model import Snapshot, SnapshotFile
from reportgen.quantities import Analysis
from reportgen.software import software_versions
from reportgen.versions import record_of

__all__ = ["sha256", "snapshot_of"]


def snapshot_of(
    analysis: Analysis,
    resolved: Resolved,
    members: Mapping[str, bytes],
    *,
    style: str,
    formats: tuple[str, ...],
    files: Mapping[str, bytes],
) -> Snapshot:
    """Return the snapshot of a build.

    `members` are files of the review folder that were read beside `Review.inputs` (fonts, styles), `style` is its
    name as asked for, `files` what was written, by name.
    """
    inputs = {_plain(path): data for path, data in (*analysis.review.inputs.items(), *members.items())}
    return Snapshot(
        name=analysis.review.name,
        style=style,
        formats=formats,
        software=software_versions(),
        inputs=tuple(
            SnapshotFile(path=path, sha256=sha256(data), size=len(data), data=data)
            for path, data in sorted(inputs.items())
        ),
        record=record_of(analysis),
        ledger=tuple(ledger_entries(resolved)),
        outputs={name: sha256(data) for name, data in sorted(files.items())},
    )


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _plain(path: str) -> str:
    r"""Return the one way to write a path that reviewers may write as ``./fonts\\own.ttf``."""
    return posixpath.normpath(path.replace("\\", "/"))
