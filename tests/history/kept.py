"""A small review that names every kind of file, and how to look at folders."""

from __future__ import annotations

from pathlib import Path

from reportgen.resources import read_bytes, read_text
from tests.load.folders import REVIEW_YAML, fill

__all__ = ["bytes_of", "every_kind"]


def every_kind(folder: Path) -> Path:
    """Return the folder with a review that has a style, a citation style and a font of its own, written oddly."""
    style = read_text("journals/default.toml")
    own = style.replace('csl = "taylor-and-francis-chicago-author-date"', 'csl = "./house/own.csl"')
    assert own != style
    settings = REVIEW_YAML.replace("style: default", "style: house/own.toml\nfonts: [./fonts/own.ttf]")
    return fill(
        folder,
        {
            "review.yaml": settings,
            "house/own.toml": own,
            "house/own.csl": read_bytes("csl/apa.csl"),
            "fonts/own.ttf": read_bytes("fonts/SourceSans-It.ttf"),
        },
    )


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
