"""Rules on figures as files, measured in the files as they were written."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.journals import Journal, Rule
from reportgen.submission.figures import FigureFile
from reportgen.submission.preflight.finding import Finding, judged

__all__ = ["PICTURE_RULES", "PictureForm", "measured_picture", "picture_findings"]

_MM_A_POINT = 25.4 / 72
_MM_A_INCH = 25.4
_MEGABYTE = 1_000_000
_NEAR_MM = 0.2
_NEAR_DPI = 1.0
_BOX = re.compile(rb"(?:%%HiResBoundingBox:|/MediaBox\s*\[)\s*([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)")
_PLAIN_BOX = re.compile(rb"%%BoundingBox:\s*(-?\d+)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)")
_LETTERS = re.compile(r"font-size[:=]\s*\"?([\d.]+)\s*(px|pt)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureForm:
    """A picture as it is in its file; pixels, resolution and colour are 0 and empty for vectors."""

    kind: str
    width_mm: float
    height_mm: float
    dpi: float
    colour: str
    pixels: tuple[int, int]
    megabytes: float


def measured_picture(name: str, data: bytes) -> PictureForm:
    """Return the form of a figure file, read from its bytes."""
    suffix = name.rpartition(".")[2].lower()
    if suffix in {"eps", "pdf", "svg"}:
        return _vector(suffix, data)
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        dpi = float(picture.info.get("dpi", (0.0, 0.0))[0])
        width, height = picture.size
        kind = {"TIFF": "tiff", "PNG": "png"}.get(str(picture.format), str(picture.format).lower())
        colour = {"RGB": "rgb", "L": "grey", "1": "grey"}.get(picture.mode, picture.mode.lower())
    return PictureForm(
        kind=kind,
        width_mm=width / dpi * _MM_A_INCH if dpi else 0.0,
        height_mm=height / dpi * _MM_A_INCH if dpi else 0.0,
        dpi=dpi,
        colour=colour,
        pixels=(width, height),
        megabytes=len(data) / _MEGABYTE,
    )


def _vector(kind: str, data: bytes) -> PictureForm:
    width, height = _svg_size(data) if kind == "svg" else _box(data)
    size = len(data) / _MEGABYTE
    return PictureForm(kind=kind, width_mm=width, height_mm=height, dpi=0.0, colour="", pixels=(0, 0), megabytes=size)


def _box(data: bytes) -> tuple[float, float]:
    found = _BOX.search(data) or _PLAIN_BOX.search(data)
    if found is None:
        return 0.0, 0.0
    left, bottom, right, top = map(float, found.groups())
    return (right - left) * _MM_A_POINT, (top - bottom) * _MM_A_POINT


def _svg_size(data: bytes) -> tuple[float, float]:
    head = data[:4000].decode("utf-8", "replace")
    found = {name: re.search(rf'\b{name}="([\d.]+)(mm|pt)?"', head) for name in ("width", "height")}
    sizes = [float(one[1]) * (1.0 if one[2] == "mm" else _MM_A_POINT) if one else 0.0 for one in found.values()]
    return sizes[0], sizes[1]


def _smallest_letter_pt(figure: FigureFile) -> float:
    """Return the size of the smallest letters of a figure in points, from the drawing that its file was made of."""
    drawing = figure.printed.figure.drawing
    svg = drawing.render("svg").decode("utf-8", "replace")
    width = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) [-\d.]+"', svg)
    sizes = [float(size) for size, _ in _LETTERS.findall(svg)]
    if not sizes or width is None:
        return 0.0
    return min(sizes) * drawing.width_mm / float(width[1]) / _MM_A_POINT


Measure = Callable[[Rule, FigureFile, PictureForm], tuple[str, bool]]


def _width(rule: Rule, _figure: FigureFile, form: PictureForm) -> tuple[str, bool]:
    return f"{form.width_mm:.1f} mm", rule.meets(form.width_mm, tolerance=_NEAR_MM)


def _height(rule: Rule, _figure: FigureFile, form: PictureForm) -> tuple[str, bool]:
    return f"{form.height_mm:.1f} mm", rule.meets(form.height_mm, tolerance=_NEAR_MM)


def _dpi(rule: Rule, _figure: FigureFile, form: PictureForm) -> tuple[str, bool]:
    shown = f"{form.dpi:.0f} dpi" if form.dpi else "vectors"
    return shown, not form.dpi or rule.meets(form.dpi, tolerance=_NEAR_DPI)


def _kind(rule: Rule, _figure: FigureFile, form: PictureForm) -> tuple[str, bool]:
    return form.kind, rule.meets(form.kind)


def _colour(rule: Rule, _figure: FigureFile, form: PictureForm) -> tuple[str, bool]:
    return form.colour or "vectors", not form.colour or rule.meets(form.colour)


def _letters(rule: Rule, figure: FigureFile, _form: PictureForm) -> tuple[str, bool]:
    size = _smallest_letter_pt(figure)
    return f"{size:.1f} pt", rule.meets(size, tolerance=0.05)


def _size(rule: Rule, _figure: FigureFile, form: PictureForm) -> tuple[str, bool]:
    return f"{form.megabytes:.2f} MB", rule.meets(form.megabytes)


def _name(rule: Rule, figure: FigureFile, _form: PictureForm) -> tuple[str, bool]:
    stem = figure.name.rpartition("/")[2].rpartition(".")[0]
    wanted = re.escape(str(rule.one_of[0])).replace(r"\{number\}", r"\d+[a-z]?")
    return stem, re.fullmatch(wanted, stem) is not None


PICTURE_RULES: Mapping[str, Measure] = {
    "figure_formats": _kind,
    "figure_width_mm": _width,
    "figure_height_mm": _height,
    "figure_dpi": _dpi,
    "figure_colour": _colour,
    "figure_text_pt": _letters,
    "figure_megabytes": _size,
    "figure_name": _name,
}
"""The rules that are measured in figure files."""


def picture_findings(figures: Sequence[FigureFile], journal: Journal) -> Iterator[Finding]:
    """Yield a finding for each figure and each rule of the journal's on figure files."""
    forms = [(figure, measured_picture(figure.name, figure.data)) for figure in figures]
    for key, measure in PICTURE_RULES.items():
        rule = journal.rules.get(key)
        if rule is None:
            continue
        for figure, form in forms:
            found, met = measure(rule, figure, form)
            yield judged(rule, found, met=met, where=figure.name)
