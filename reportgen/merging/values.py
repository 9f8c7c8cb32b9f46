"""What merging is given and gives: frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from reportgen.errors import Issue, Origin
from reportgen.merging.edited import Edited

__all__ = ["Merged", "NewFile", "Part", "Step", "StepKind", "contradiction"]

StepKind: TypeAlias = Literal[
    "file added",
    "file replaced",
    "row added",
    "column added",
    "cell filled",
    "cell replaced",
    "entry added",
    "entry completed",
    "entry replaced",
    "setting added",
    "setting replaced",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file with something new: where it belongs in a review folder, how it is called to its reader, its bytes."""

    path: str
    shown: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that merging does to `path`: `key` names the row, entry or setting, `field` the column."""

    kind: StepKind
    path: str
    key: tuple[str, ...] = ()
    field: str = ""
    before: str = ""
    after: str = ""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What came of one file: its text as edited, the steps that lead there, and what stands against them."""

    edited: Edited
    steps: tuple[Step, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What came of all files.

    `files` are those that are added or change, by path; `steps` say how. `issues` are contradictions and flaws of the
    new files: where there is one, nothing may be written. `edits` tell where each line of a changed text came from.
    `ignored` names new files that are no part of a review.
    """

    files: Mapping[str, bytes]
    steps: tuple[Step, ...]
    issues: tuple[Issue, ...] = ()
    edits: Mapping[str, Edited] = field(default_factory=dict, repr=False)
    ignored: tuple[str, ...] = ()


def contradiction(what: str, new: tuple[Origin, str], old: tuple[Origin, str]) -> Issue:
    """Return the issue that both sides say something else about the same thing."""
    (new_place, new_text), (old_place, old_text) = new, old
    message = f"found {_quoted(new_text)} for {what}, expected {_quoted(old_text)} as in {old_place}"
    return Issue("update-agrees", new_place, message, "with --replace the new value takes its place")


def _quoted(text: str) -> str:
    flat = " ".join(text.split())
    return repr(flat if len(flat) <= 80 else f"{flat[:79]}…")
