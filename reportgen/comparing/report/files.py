"""report_files(): the report of changes in every format, with its figures as files of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reportgen import resources
from reportgen.comparing.report.document import report_document
from reportgen.document import FontFile, PictureFormat
from reportgen.figures.before_after import draw_before_after
from reportgen.history import Rebuilt
from reportgen.model import Library
from reportgen.resolve import resolve
from reportgen.style import Style
from reportgen.versions import Changes
from reportgen.writers import WRITERS

__all__ = ["report_files"]

_FORMATS = ("html", "docx")
_PICTURES: tuple[PictureFormat, ...] = ("svg", "png", "pdf")
_DPI = 300
_LONGEST_NAME = 80


def report_files(
    changes: Changes,
    style: Style,
    *,
    software: Sequence[tuple[str, Rebuilt]] = (),
    only_found: Sequence[str] = (),
    fonts: Sequence[Path] = (),
    formats: Sequence[str] = _FORMATS,
) -> Mapping[str, bytes]:
    """Return the report of changes by file name: ``changes.html``, ``changes.docx`` and ``figures/before-after.*``.

    `software` are versions by name with what came out otherwise than recorded when they were built again, which no
    edit explains; `only_found` are names of versions whose data are not kept. `fonts` are files that are asked for
    characters that ours lack. `formats` are keys of `WRITERS`. The same changes give the same bytes.
    """
    changes = _told_apart(changes)
    names = (changes.old.name[:_LONGEST_NAME], changes.new.name[:_LONGEST_NAME])
    figures = draw_before_after(changes.results, style, names, tuple(fonts))
    document = report_document(changes, style, figures, software, only_found)
    plain = replace(style, mark_included=False)
    resolved = resolve(document, Library(), plain, included=frozenset(), csl=b"")
    own = tuple(FontFile(name=path.name, data=resources.font_data(path)) for path in fonts)
    resolved = replace(resolved, fonts=own)
    files = {f"changes{WRITERS[one].suffix}": WRITERS[one].write(resolved, style) for one in formats}
    for figure in figures:
        stem = figure.drawing.name.removeprefix("figure-")
        files |= {f"figures/{stem}.{kind}": figure.drawing.render(kind, _DPI) for kind in _PICTURES}
    return files


def _told_apart(changes: Changes) -> Changes:
    """Return the changes with versions that readers can tell apart, where both have the same name."""
    if changes.old.name != changes.new.name:
        return changes
    old, new = (
        replace(one, name=f"{one.name} ({when})") for one, when in ((changes.old, "before"), (changes.new, "after"))
    )
    return replace(changes, old=old, new=new)
