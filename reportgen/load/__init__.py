"""A review folder becomes a Review, and a Review a folder.

This is the only stage that reads what reviewers write; review.yaml is checked with pydantic, which nothing else uses.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.model import Library, Review, Snapshot

if TYPE_CHECKING:
    from reportgen.load.table import TableForm

__all__ = [
    "composed_yaml",
    "files_below",
    "is_version_name",
    "library_of_texts",
    "load",
    "new_review",
    "parse_snapshot",
    "read_file_or_folder",
    "read_member",
    "read_snapshot",
    "schema",
    "settings_of",
    "settings_text",
    "snapshot_text",
    "table_forms_of",
    "write",
]


def load(folder: Path) -> Review:
    """Return the review in a folder; DataError with all issues at once if anything in it is wrong."""
    from reportgen.load.folder import load as load_folder

    return load_folder(folder)


def read_member(folder: Path, name: str, taken: dict[str, bytes] | None = None) -> bytes:
    """Return a file that the review in `folder` names; DataError if it is outside the folder or cannot be read.

    `taken`, where given, gathers what was read by its name.
    """
    from reportgen.load.member import read_member as read_file

    return read_file(folder, name, taken)


def files_below(folder: Path) -> Mapping[str, bytes]:
    """Return the files of a folder and of its folders by path; not hidden ones, links, or outputs.

    Of each version that is kept there is its snapshot.json alone.
    """
    from reportgen.load.whole import files_below as files

    return files(folder)


def read_file_or_folder(path: Path) -> Mapping[str, bytes]:
    """Return the files of a folder, or one file by the path that it has in a review folder; DataError without it."""
    from reportgen.load.whole import read_file_or_folder as files

    return files(path)


def composed_yaml(text: str) -> Any:
    """Return the root node of a text of YAML that was read without flaw; None where it holds nothing."""
    from reportgen.load.yaml_text import composed

    return composed(text)


def write(review: Review) -> Mapping[str, bytes]:
    """Return the files of a review folder by their path; loaded again, they give an equal Review.

    Fonts and a style file are named in a Review and not held by it; who writes the folder copies them.
    """
    from reportgen.load.writing import write as write_files

    return write_files(review)


def parse_snapshot(path: str, data: bytes) -> Snapshot:
    """Return the snapshot that the bytes of a snapshot.json hold; DataError if they hold none."""
    from reportgen.load.snapshot import parse_snapshot as parse

    return parse(path, data)


def read_snapshot(folder: Path) -> Snapshot:
    """Return what the snapshot.json in a folder holds; DataError if it cannot be read or holds no snapshot."""
    from reportgen.load.member import read_member as read_file
    from reportgen.load.snapshot import SNAPSHOT, SNAPSHOT_MEGABYTES
    from reportgen.load.snapshot import parse_snapshot as parse

    return parse(SNAPSHOT, read_file(folder, SNAPSHOT, megabytes=SNAPSHOT_MEGABYTES))


def is_version_name(name: str) -> bool:
    """Return whether a version can be called so: it is the name of a folder on every system."""
    from reportgen.load.settings_types import is_version_name as is_name

    return is_name(name)


def snapshot_text(snapshot: Snapshot) -> str:
    """Return the text of the snapshot.json that holds a snapshot."""
    from reportgen.load.snapshot import snapshot_text as text

    return text(snapshot)


def library_of_texts(text: str, entries: Mapping[str, str]) -> Library:
    """Return the library that a text of BibTeX makes with entries of CSL-JSON by key."""
    from reportgen.load.library import library_of_texts as library

    return library(text, entries)


def settings_of(review: Review) -> Mapping[str, Any]:
    """Return what review.yaml says of a review, as nested plain values."""
    from reportgen.load.writing import settings_of as settings

    return settings(review)


def settings_text(values: Mapping[str, Any]) -> str:
    """Return nested plain values as the text of review.yaml."""
    from reportgen.load.yaml_form import yaml_text

    return yaml_text(values)


def table_forms_of(settings: bytes) -> Mapping[str, TableForm]:
    """Return the form of each table by its stem, for a review whose review.yaml holds these bytes.

    Where they cannot be used, no heading is judged that they might declare.
    """
    from reportgen.load.folder import table_forms_of as forms

    return forms(settings)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of review.yaml."""
    from reportgen.load.settings import json_schema

    return json_schema()


def new_review(title: str) -> Mapping[str, bytes]:
    """Return the files of a new review with this title, by their path: it loads, and its comments teach the format."""
    from reportgen.load.scaffold import new_review as new_files

    return new_files(title)
