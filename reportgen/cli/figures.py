"""`reportgen figures`: the figures of a review as files for a journal."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.folders import name_of, nothing_written_on_errors, review_folder
from reportgen.cli.terminal import say, show_issues

if TYPE_CHECKING:
    from reportgen.document import PictureFormat

__all__ = ["FORMATS", "command"]

FORMATS: tuple[PictureFormat, ...] = ("svg", "svg-outlined", "pdf", "eps", "png", "tiff")
"""The formats a figure can be written in, in the order they are written."""

_NARROWEST, _WIDEST = 30.0, 600.0

_HELP = """\
Write the figures of the review in FOLDER as files, as journals ask for them.

Each figure has a file in every format, named by its number in the manuscript (figure-2-mood.tif), of exactly the
width that is asked for: it is laid out anew for it, never stretched, and no letter gets smaller than the style
allows. captions.txt lists numbers, captions, sizes and text alternatives, to be pasted where the journal wants them.

\b
tiff          RGB without alpha, one layer, LZW, tagged with its resolution
png           the same, for journals and slides that take PNG
pdf           vectors, fonts embedded
eps           vectors, letters as outlines, nothing transparent
svg           vectors, text as text in our fonts
svg-outlined  vectors, letters as outlines: looks the same everywhere
"""


def _formats(_context: click.Context, _option: click.Parameter, value: str) -> tuple[PictureFormat, ...]:
    asked = _words(value.lower())
    for name in asked:
        if name not in FORMATS:
            from reportgen.errors import did_you_mean

            raise click.BadParameter(f"found format {name!r}, {did_you_mean(name, FORMATS)}")
    if not asked:
        raise click.BadParameter(f"found no format, expected some of {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in asked)


def _widths(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[float, ...]:
    found: list[float] = []
    for word in _words(value or ""):
        try:
            width = float(word.removesuffix("mm"))
        except ValueError:
            width = 0.0
        if not _NARROWEST <= width <= _WIDEST:
            raise click.BadParameter(f"found {word!r}, expected millimetres from {_NARROWEST:g} to {_WIDEST:g}")
        found.append(width)
    return tuple(found)


def _height(_context: click.Context, _option: click.Parameter, value: float) -> float:
    if math.isnan(value):  # neither below nor above any bound
        raise click.BadParameter(f"found {value!r}, expected millimetres")
    return value


def _names(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, ...]:
    return _words(value or "")


def _words(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for part in value.split(",") if (word := part.strip())))


@click.command(
    "figures",
    help=_HELP,
    epilog="""\b
Examples:
  reportgen figures my-review                             TIFF and PDF in the widths of the manuscript
  reportgen figures my-review --format tiff --width 85,176    one column where it fits, else two
  reportgen figures my-review --format eps --width 174 --grey
  reportgen figures my-review --format tiff --dpi 1200 --only flow,3 --output submission/figures

\b
Exit codes: 0 written; 2 the review holds errors or a figure fits no width, nothing written; 3 the output folder
cannot be written.""",
)
@review_folder()
@click.option("--style", metavar="NAME", help="Journal style (`reportgen list styles`) or a TOML file of the review.")
@click.option(
    "--format", "formats", default="tiff,pdf", show_default=True, metavar="FORMATS", callback=_formats,
    help="Formats to write, separated by commas.",
)  # fmt: skip
@click.option(
    "--dpi", type=click.IntRange(72, 1200), default=600, show_default=True, help="Resolution of TIFF and PNG."
)
@click.option(
    "--width", "widths", metavar="MM", callback=_widths,
    help="Exact width in millimetres; of several, separated by commas, each figure gets the narrowest that it fits. "
    "Default: the widths of the manuscript.",
)  # fmt: skip
@click.option(
    "--height", type=click.FloatRange(50, 1000), default=225, show_default=True, metavar="MM", callback=_height,
    help="Height of the journal's page; forest plots and tables of judgements that are taller are parted.",
)  # fmt: skip
@click.option("--grey", is_flag=True, help="Shades of grey in place of colours.")
@click.option(
    "--only", metavar="NAMES", callback=_names,
    help="Figures to write, by id (as in review.yaml) or number in the manuscript, separated by commas.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR",
    help="Folder to write; replaced whole if reportgen wrote it before, else refused unless empty. "
    "Default: output/NAME-figures.",
)  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, help="Print warnings and errors only.")
def command(  # noqa: PLR0913, PLR0917 (as many as there are options)
    folder: Path,
    style: str | None,
    formats: tuple[PictureFormat, ...],
    dpi: int,
    widths: tuple[float, ...],
    height: float,
    grey: bool,
    only: tuple[str, ...],
    output: Path | None,
    quiet: bool,
) -> None:
    """Write the figures of a review as files for a journal."""
    from reportgen.cli.progress import progress
    from reportgen.figure_files import FigureWish, write_figures
    from reportgen.store import recover, refuse_foreign

    target = output or Path("output") / f"{name_of(folder)}-figures"
    recover(target)
    refuse_foreign(target)
    wish = FigureWish(formats=formats, dpi=dpi, widths_mm=widths, height_mm=height, grey=grey, only=only)
    with nothing_written_on_errors(folder), progress(quiet=quiet) as show:
        report = write_figures(folder, output=target, wish=wish, style=style, progress=show)
    show_issues(report.warnings, folder, err=True)
    if not quiet:
        for name in report.files:
            say(f"{report.output / name}")
