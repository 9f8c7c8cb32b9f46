"""`reportgen timeline`: what would have been concluded when."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from reportgen.cli.folders import nothing_written_on_errors, review_folder
from reportgen.cli.terminal import complain, say, say_data

if TYPE_CHECKING:
    from reportgen.comparing import Timeline
    from reportgen.style import Style
    from reportgen.versions import TimePoint

__all__ = ["command"]


@click.command(
    "timeline",
    epilog="""\b
Examples:
  reportgen timeline my-review                         over the versions that are kept, else over years
  reportgen timeline my-review --over years --outcome depression
  reportgen timeline my-review --output when           as timeline.html, .docx, .json, with figures

\b
Exit codes: 0 done; 2 the review holds errors or has no such outcome; 3 the output cannot be written.""",
)
@review_folder()
@click.option("--over", type=click.Choice(["years", "versions"]), help="Which times. Default: versions if any is kept.")
@click.option("--outcome", default="", metavar="ID", help="One outcome of review.yaml. Default: all.")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR",
    help="Folder to write; replaced whole if reportgen wrote it before, else refused unless empty.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    folder: Path, over: Literal["years", "versions"] | None, outcome: str, output: Path | None, *, as_json: bool
) -> None:
    """Tell what would have been concluded when about the outcomes of the review in FOLDER.

    Over years, all studies up to each year are pooled as the review pools them. Over versions, each version that
    `reportgen snapshot` keeps is shown with what it found, and the review as it is now. Each row says whether the
    conclusion differs from the row above, or digits only.
    """
    from reportgen.comparing import timeline, timeline_files, timeline_json

    with nothing_written_on_errors(folder):
        found = timeline(folder, over=over, outcome=outcome)
        if output is not None:
            from reportgen.store import recover, refuse_foreign, write_tree

            recover(output)
            refuse_foreign(output)
            write_tree(output, timeline_files(found))
    if as_json:
        say_data(json.dumps(json.loads(timeline_json(found)), indent=1))
    else:
        for line in _lines(found):
            say(line)
    for name in found.unread:
        complain(f"version {name} cannot be read and is left out")
    if output is not None and not as_json:
        say(f"{output}: timeline.html, timeline.docx, timeline.json and figures")


def _lines(found: Timeline) -> Iterator[str]:
    if not found.outcomes:
        yield "no outcome has a pooled result"
    for place, (_, points) in enumerate(found.outcomes):
        if place:
            yield ""
        yield f"{points[-1].result.title}, over {found.over}"
        rows = [
            tuple(_cells(point, before, found.style)) for point, before in zip(points, [None, *points], strict=False)
        ]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        for row in rows:
            yield ("  " + "  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True))).rstrip()


def _cells(point: TimePoint, before: TimePoint | None, style: Style) -> Iterator[str]:
    from reportgen.comparing.timeline import change_words
    from reportgen.versions import shown_result

    shown = shown_result(point.result, style)
    effect = shown.effect
    yield point.label
    yield f"k = {shown.k.text}" if shown.k else "-"
    yield f"n = {shown.n.text}" if shown.n else ""
    limits = f"{effect.estimate.text} [{effect.ci_low.text}, {effect.ci_high.text}]" if effect else "no estimate"
    yield f"{point.result.measure} {limits}"
    yield f"I² {shown.i2.text}" if shown.i2 else ""
    yield change_words(point, before)
