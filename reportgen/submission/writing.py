"""submit(): a package made, measured, and written as a folder with a zip of what is to be sent."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen import __version__
from reportgen.progress import Progress, silent
from reportgen.snapshots import sha256
from reportgen.store import MARKER, write_tree
from reportgen.submission.package import make_package
from reportgen.submission.preflight import Finding, preflight, preflight_html, preflight_json
from reportgen.submission.revision import revision_files, version

__all__ = ["ZIP", "Submitted", "submission_files", "submit"]

ZIP = "submission.zip"
"""Name of the archive that holds every file to be sent; the preflight is for the authors and not in it."""

_NO_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """What was written: the folder, its files in order, and what the preflight found."""

    output: Path
    files: tuple[str, ...]
    findings: tuple[Finding, ...]


def submit(
    folder: Path, journal: str, *, output: Path, revision: Path | None = None, progress: Progress = silent
) -> Submitted:
    """Write the submission of the review in `folder` to a journal into the folder `output`, whole or not at all.

    `revision` is the version that was submitted before. DataError with all that is wrong with the review, the profile
    or that version; MissingToolError, OutputError as of a build.
    """
    files, findings = submission_files(folder, journal, revision=revision, progress=progress)
    write_tree(output, files)
    return Submitted(output=output, files=tuple(sorted(files)), findings=findings)


def submission_files(
    folder: Path, journal: str, *, revision: Path | None = None, progress: Progress = silent
) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """Return the files of a submission by name, and what the preflight found; errors as of `submit`."""
    if revision is not None:
        with version(revision):  # a version that cannot be opened is told before the work begins
            pass
    package = make_package(folder, journal, progress=progress)
    sent = dict(package.files)
    if revision is not None:
        sent |= revision_files(package, folder, revision)
    findings = preflight(package)
    sizes = {name: len(data) for name, data in sorted(sent.items())}
    chosen = package.made.journal
    files = {
        **sent,
        ZIP: _zipped(sent),
        "preflight.html": preflight_html(package.made.review.title, chosen, findings, sizes),
        "preflight.json": preflight_json(chosen, findings, sizes),
    }
    files[MARKER] = _marker(package.made.review.title, chosen.name, files)
    return files, findings


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as an archive, the same bytes each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in sorted(files.items()):
            member = zipfile.ZipInfo(name, _NO_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system, member.external_attr = 3, 0o644 << 16
            package.writestr(member, data)
    return stream.getvalue()


def _marker(title: str, journal: str, files: Mapping[str, bytes]) -> bytes:
    listed = {name: {"sha256": sha256(data), "bytes": len(data)} for name, data in sorted(files.items())}
    about = {"generator": f"reportgen {__version__}", "title": title, "journal": journal, "files": listed}
    return (json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode()
