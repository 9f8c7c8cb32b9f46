"""`reportgen import`: a review that already exists elsewhere becomes a review folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from reportgen.cli.terminal import say

__all__ = ["command"]


_HELP = """\
Make a new review FOLDER of SOURCE, a file, folder or archive whose format is recognised.

\b
SOURCE is a review:     RevMan 5 (.rm5), RevMan Web's data package (.zip or
                        folder), RevMan 5's CSV of data and analyses, a
                        Metapsy database, an export of reportgen
or a table of trials:   .csv, .xlsx, .ods …, with the headings of metafor,
                        meta or your own
and what belongs to it: references (.ris, .bib, CSL-JSON), risk of bias
                        (robvis, the RoB 2 Excel tool), flow (PRISMA2020)

Several sources make one review; FOLDER comes last and must be new. What was assumed is printed as notes. Results
that a source stores are compared with ours, one by one: import/import.html in FOLDER shows them. What has no place
in a review folder is kept under import/unmapped.
"""


@click.command(
    "import",
    help=_HELP,
    epilog="""\b
Examples, a review that exists:
  reportgen import CD001234.rm5 my-review
  reportgen import CD001234-dataPackage.zip my-review
  reportgen import data-depression-inpatients my-review

\b
A table of trials, one row a study:
  reportgen import trials.xlsx my-review
  reportgen import trials.xlsx references.ris rob.csv flow.csv my-review --measure RR

\b
A table whose headings say too little: draft a mapping, edit it, give it
  reportgen import trials.xlsx --suggest > columns.yaml
  reportgen import trials.xlsx my-review --map columns.yaml

\b
Then open my-review/import/import.html in a browser, and run
  reportgen check my-review
  reportgen build my-review""",
)
@click.argument("paths", nargs=-1, required=True, metavar="SOURCE... FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "formats",
    metavar="NAME",
    multiple=True,
    help="Format of the first source, where it is taken for another; once more for the second, and so on.",
)
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path),
    help="File that says what the columns are: columns.yaml.",
)
@click.option("--suggest", is_flag=True, help="Print a draft of such a file for one table; nothing is imported.")
@click.option(
    "--measure",
    metavar="NAME",
    default="",
    help="Effect measure of all outcomes of a table: RR, MD, SMD …",
)
@click.option("--title", metavar="TEXT", default="", help="Title of the review, in place of that of the source.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def command(
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    mapping: Path | None,
    suggest: bool,
    measure: str,
    title: str,
    quiet: bool,
) -> None:
    """Make a new review folder of what is recognised in files, folders and archives."""
    if suggest:
        _suggest(paths)
        return
    if len(paths) < 2:
        raise click.UsageError("found one path, expected SOURCE and FOLDER: where the review comes from, and where to")
    from reportgen.cli.progress import progress
    from reportgen.exchange import ImportOptions, report_lines
    from reportgen.importing import import_review

    *sources, folder = paths
    options = ImportOptions(title=title, measure=measure, columns=_mapping(mapping) if mapping else None)
    with progress(quiet=quiet) as show:
        report = import_review(sources, folder, formats=formats, options=options, progress=show)
    for line in report_lines(report):
        say(line)
    say(f"wrote {folder}; next: open {folder / 'import/import.html'}, then run: reportgen check {folder}")


def _mapping(path: Path) -> Mapping[str, object]:
    from reportgen.exchange import read_source
    from reportgen.exchange.wide import mapping_of
    from reportgen.foreign.encoding import decoded

    name, data = read_source(path).only()
    return mapping_of(decoded(data, name)[0], name)


def _suggest(paths: tuple[Path, ...]) -> None:
    if len(paths) > 1:
        raise click.UsageError("found several paths, expected one: the table to draft a mapping for")
    from reportgen.exchange import read_source
    from reportgen.exchange.wide import suggest

    for line in suggest(read_source(paths[0])).splitlines():
        say(line)
