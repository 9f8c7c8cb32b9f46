"""Shipped templates, fonts, citation styles and reference documents: found installed or in a checkout."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from reportgen.errors import MissingToolError

__all__ = [
    "font_bytes",
    "font_data",
    "font_files",
    "names",
    "read_bytes",
    "read_text",
    "read_toml",
    "signs_font",
    "templates",
]


@cache
def templates() -> Path:
    """Return the folder of templates: inside the installed package, else beside it in a checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / "templates", here.parent / "templates"):
        if folder.is_dir():
            return folder
    raise MissingToolError("the folder of templates is missing: reinstall reportgen")


def read_text(name: str) -> str:
    """Return a shipped text file by its path below templates/ ("html/page.css")."""
    return (templates() / name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """Return a shipped file by its path below templates/."""
    return (templates() / name).read_bytes()


def read_toml(name: str) -> dict[str, object]:
    """Return a shipped TOML file as a mapping."""
    return tomllib.loads(read_text(name))


def names(folder: str, suffix: str) -> tuple[str, ...]:
    """Return the stems of the files in a folder below templates/ that end in `suffix`, sorted."""
    found = (path.name for path in (templates() / folder).glob(f"*{suffix}"))
    return tuple(sorted(name.removesuffix(suffix) for name in found))


def font_files() -> tuple[Path, ...]:
    """Return the shipped fonts, sorted by name."""
    return tuple(sorted((templates() / "fonts").glob("*.ttf")))


@cache
def font_bytes() -> dict[str, bytes]:
    """Return the shipped fonts by the stem of their names ("SourceSans-Regular")."""
    return {path.stem: path.read_bytes() for path in font_files()}


def signs_font() -> Path:
    """Return our font of signs that the shipped fonts lack, such as those of the certainty of evidence."""
    return templates() / "fonts/signs/ReportSigns.ttf"


def font_data(path: Path) -> bytes:
    """Return the bytes of a font file, shipped or of a review; OSError if it cannot be read."""
    return path.read_bytes()
