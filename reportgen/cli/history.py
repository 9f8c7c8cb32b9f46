"""`reportgen history`: the versions of a review that are kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.folders import review_folder
from reportgen.cli.terminal import complain, say, say_data, show_issues

if TYPE_CHECKING:
    from reportgen.history import KeptVersion

__all__ = ["command"]

_HEADS = ("version", "updates", "studies", "results", "reportgen", "style", "files")


@click.command(
    "history",
    epilog="""\b
Examples:
  reportgen history my-review           a line for each version
  reportgen history my-review --json    the same for programs

\b
Exit codes: 0 every version is whole; 2 a file of a version is missing or was changed, or there is no such folder.""",
)
@review_folder(path=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(folder: Path, *, as_json: bool) -> None:
    """List the versions of the review in FOLDER that `reportgen snapshot` keeps.

    For each: the version it updates, how many studies are included, how many results have an estimate, what it was
    built with and in which style, and whether all its files are as they were kept. A star marks the version that
    review.yaml names under `update.since`.
    """
    from reportgen.history import versions

    found, since = versions(folder), _since(folder)
    if as_json:
        say_data(json.dumps([_values(version, since) for version in found], indent=1))
    else:
        _show(found, since, folder)
    for version in found:
        show_issues(version.issues, version.folder, err=True)
    if any(version.issues for version in found):
        raise click.exceptions.Exit(2)


def _show(found: Sequence[KeptVersion], since: str | None, folder: Path) -> None:
    if not found:
        say(f"no version is kept; `reportgen snapshot {folder.as_posix()} VERSION` keeps one")
        return
    rows = [_HEADS, *(tuple(_cells(version, since)) for version in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    for row in rows:
        say("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
    if since is None:
        complain("review.yaml holds errors, so it is not known which version the review updates")
    elif since:
        say(f"* the review updates version {since}")


def _cells(version: KeptVersion, since: str | None) -> Iterator[str]:
    values = _values(version, since)
    yield f"{version.name}{' *' if values['named_by_update'] else ''}"
    yield version.since or "-"
    for name in ("studies", "results", "reportgen", "style"):
        yield "-" if values[name] is None else str(values[name])
    yield "whole" if values["whole"] else "not whole"


def _values(version: KeptVersion, since: str | None) -> Mapping[str, object]:
    kept = version.snapshot
    about: dict[str, object] = {
        "version": version.name,
        "since": version.since or None,
        "named_by_update": version.name == since,
        "whole": not version.issues,
        "issues": [str(issue) for issue in version.issues],
    }
    if kept is None:
        return {**about, **dict.fromkeys(("title", "studies", "results", "reportgen", "style", "formats", "software"))}
    return {
        **about,
        "title": kept.record.title,
        "studies": len(kept.record.included),
        "results": sum(result.estimate is not None for result in kept.record.results),
        "reportgen": kept.software.get("reportgen", ""),
        "style": kept.style,
        "formats": list(kept.formats),
        "software": dict(kept.software),
    }


def _since(folder: Path) -> str | None:
    """Return the version that the review says it updates, empty if none; None where it cannot be read."""
    from reportgen.errors import DataError
    from reportgen.load import load

    try:
        update = load(folder).update
    except DataError:
        return None
    return update.since if update else ""
