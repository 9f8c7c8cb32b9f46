"""Cut the shipped fonts into the pieces that HTML pages carry: run after a change of templates/fonts or of PIECES.

    python tools/make_web_fonts.py

The pieces keep the notice of copyright and licence but not the reserved name, as the licence asks of changed fonts.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from reportgen import resources
from reportgen.writers.html.faces import FACES, PIECES, piece_of

__all__ = ["cut", "main"]

FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "tnum", "lnum"]
NAMES = {1: "Report {}", 3: "Report {} cut", 4: "Report {}", 6: "Report{}"}


def cut(font: Path, piece: str) -> bytes:
    """Return the WOFF2 of one piece of a font file; the same bytes each time."""
    options = subset.Options(
        layout_features=FEATURES,
        hinting=False,
        flavor="woff2",
        name_IDs=[0, 1, 2, 3, 4, 6, 13, 14],
        notdef_outline=True,
    )
    options.recalc_timestamp = False
    source: TTFont = subset.load_font(font, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[point for point in source.getBestCmap() if piece_of(point) == piece])
    subsetter.subset(source)
    stem = font.stem.removeprefix("Source")
    for record in source["name"].names:
        if record.nameID in NAMES:
            record.string = NAMES[record.nameID].format(stem)
    target = BytesIO()
    subset.save_font(source, target, options)
    return target.getvalue()


def main() -> None:
    """Write every piece of every face to templates/fonts/web."""
    folder = resources.templates() / "fonts"
    for face in FACES:
        for piece in PIECES:
            (folder / "web" / f"{face.stem}.{piece}.woff2").write_bytes(cut(folder / f"{face.stem}.ttf", piece))


if __name__ == "__main__":
    main()
