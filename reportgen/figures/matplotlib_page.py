"""A page as PNG, TIFF or PDF, drawn by matplotlib's renderers.

The renderers are used without a Figure: a page already knows where everything goes, and half the time of
importing matplotlib is saved. Fonts are taken from their files, so the fonts of the machine play no part.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportgen.figures.canvas import WHITE, CircleMark, GroupMark, LineMark, Mark, Page, ShapeMark, TextMark, rectangle
from reportgen.figures.lettering import Lettering

if TYPE_CHECKING:
    from matplotlib.backend_bases import GraphicsContextBase, RendererBase

    from reportgen.figures.png import Pixels

__all__ = ["page_as_pdf", "page_as_png", "page_as_tiff"]

_INCH = 72.0
_SETTINGS = {
    "text.hinting": "no_hinting",
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "pdf.use14corefonts": False,
    "path.simplify": False,
}


def page_as_png(page: Page, lettering: Lettering, dpi: int, *, grey: bool = False) -> bytes:
    """Return the page as PNG: RGB (or grey) without alpha, tagged with its resolution."""
    from reportgen.figures.png import png_file

    return png_file(_pixels(page, lettering, dpi, grey), dpi)


def page_as_tiff(page: Page, lettering: Lettering, dpi: int, *, grey: bool = False) -> bytes:
    """Return the page as TIFF: one layer, RGB (or grey) without alpha, LZW, tagged with its resolution."""
    from PIL.Image import fromarray

    stream = BytesIO()
    pixels = _pixels(page, lettering, dpi, grey)
    picture = fromarray(pixels[:, :, 0] if grey else pixels)
    picture.save(stream, format="tiff", dpi=(dpi, dpi), compression="tiff_lzw")
    return stream.getvalue()


def _pixels(page: Page, lettering: Lettering, dpi: int, grey: bool) -> Pixels:
    """Return the page in pixels, on white paper; of a page in grey, one channel."""
    import numpy as np
    from matplotlib.backends.backend_agg import RendererAgg

    width, height = (max(1, round(size * dpi / _INCH)) for size in (page.width, page.height))
    with _own_settings():
        renderer = RendererAgg(width, height, dpi)
        paper = ShapeMark(points=rectangle(-1, -1, page.width + 2, page.height + 2), fill=WHITE)
        _Brush(renderer, lettering, page.height, dpi / _INCH).draw((paper, *page.marks))
    drawn = np.asarray(renderer.buffer_rgba())
    return drawn[:, :, : 1 if grey else 3]


def page_as_pdf(page: Page, lettering: Lettering) -> bytes:
    """Return the page as a PDF of exactly its size: vectors, TrueType fonts embedded, no dates."""
    from matplotlib.backends.backend_pdf import PdfFile, RendererPdf

    stream = BytesIO()
    with _own_settings(), _fonts_without_layout():
        nothing = {"Creator": None, "Producer": None, "CreationDate": None}
        file = PdfFile(stream, metadata=nothing)
        file.newPage(page.width / _INCH, page.height / _INCH)
        renderer = RendererPdf(file, _INCH, page.height / _INCH, page.width / _INCH)
        _Painter(renderer, lettering, page.height, 1.0).draw(page.marks)
        renderer.finalize()
        file.finalize()
        file.close()
    return stream.getvalue()


@contextmanager
def _own_settings() -> Iterator[None]:
    """Draw with matplotlib's defaults and ours, whatever the user's matplotlibrc says."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


@contextmanager
def _fonts_without_layout() -> Iterator[None]:
    """Embed fonts without their layout tables: glyphs are chosen already, and to cut these takes most of the time."""
    from fontTools import subset

    usual = subset.load_font  # matplotlib has no setting for what it keeps of a font

    def without_layout(*arguments: Any, **settings: Any) -> Any:
        font = usual(*arguments, **settings)
        for table in ("GDEF", "GPOS", "GSUB"):
            if table in font:
                del font[table]
        return font

    subset.load_font = without_layout
    try:
        yield
    finally:
        subset.load_font = usual


class _Painter:
    """Draws marks with a renderer whose y axis points up; `scale` is its units per point."""

    def __init__(self, renderer: RendererBase, lettering: Lettering, height: float, scale: float) -> None:
        from matplotlib.transforms import Affine2D

        self.renderer, self.lettering, self.scale = renderer, lettering, scale
        self.height = height
        self.upright = Affine2D().scale(scale, -scale).translate(0, height * scale)
        self.fonts: dict[tuple[str, float], Any] = {}
        self.widths: dict[tuple[str, int], float] = {}

    def draw(self, marks: tuple[Mark, ...]) -> None:
        """Draw marks in their order."""
        for mark in marks:
            match mark:
                case GroupMark():
                    self.draw(mark.marks)
                case TextMark():
                    self._text(mark)
                case LineMark():
                    self._line(mark)
                case ShapeMark() | CircleMark():
                    self._shape(mark)

    def _pen(self, colour: str, width: float) -> GraphicsContextBase:
        pen = self.renderer.new_gc()
        pen.set_foreground(colour)
        pen.set_linewidth(width)
        pen.set_capstyle("butt")
        pen.set_joinstyle("miter")
        pen.set_snap(False)
        return pen

    def _line(self, mark: LineMark) -> None:
        from matplotlib.path import Path

        pen = self._pen(mark.colour, mark.width)
        if mark.dash:
            pen.set_dashes(0, mark.dash)
        self.renderer.draw_path(pen, Path(mark.points), self.upright)
        pen.restore()

    def _shape(self, mark: ShapeMark | CircleMark) -> None:
        from matplotlib.colors import to_rgba
        from matplotlib.path import Path

        if isinstance(mark, CircleMark):
            path = Path.circle((mark.x, mark.y), mark.radius)
        else:
            path = Path([*mark.points, mark.points[0]], closed=True)
        pen = self._pen(mark.stroke or mark.fill, mark.width if mark.stroke else 0.0)
        self.renderer.draw_path(pen, path, self.upright, to_rgba(mark.fill) if mark.fill else None)
        pen.restore()

    def _text(self, mark: TextMark) -> None:
        pen = self._pen(mark.colour, 0.0)
        text = self.lettering.drawable(mark.text, mark.bold, mark.italic)
        runs = [
            (part, self._font(str(path), mark.size)) for path, part in self.lettering.runs(text, mark.bold, mark.italic)
        ]
        needed = len(runs) > 1 or mark.anchor != "start"
        widths = [self._width(part, font) if needed else 0.0 for part, font in runs]
        gone = -sum(widths) * {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor]
        angle = 90.0 if mark.turned else 0.0
        turn = math.radians(angle)
        for (part, font), width in zip(runs, widths, strict=True):
            x = mark.x * self.scale + gone * math.cos(turn)
            y = mark.y * self.scale - gone * math.sin(turn)
            if not self.renderer.flipy():
                y = self.height * self.scale - y
            self.renderer.draw_text(pen, x, y, part, font, angle)
            gone += width
        pen.restore()

    def _width(self, text: str, font: Any) -> float:
        key = (text, id(font))  # the fonts of a painter are kept as long as it lives
        if key not in self.widths:
            self.widths[key] = float(self.renderer.get_text_width_height_descent(text, font, ismath=False)[0])
        return self.widths[key]

    def _font(self, path: str, size: float) -> Any:
        from matplotlib.font_manager import FontProperties

        if (path, size) not in self.fonts:
            self.fonts[path, size] = FontProperties(fname=path, size=size)
        return self.fonts[path, size]


class _Brush(_Painter):
    """Draws pixels: texts as the outlines of their letters."""

    def _text(self, mark: TextMark) -> None:
        from matplotlib.colors import to_rgba

        from reportgen.figures.letter_paths import letter_path

        path = letter_path(mark, self.lettering)
        if path is not None:
            pen = self._pen(mark.colour, 0.0)
            self.renderer.draw_path(pen, path, self.upright, to_rgba(mark.colour))
            pen.restore()
