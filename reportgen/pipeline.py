"""build(): the stages in order, one line each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen import __version__
from reportgen.audit import audit
from reportgen.audit.glyphs import glyph_issues
from reportgen.audit.typed_numbers import typed_numbers
from reportgen.audit.uncited import uncited
from reportgen.compose import Exhibits, compose, make_exhibits
from reportgen.document import FontFile, PictureFormat, Resolved
from reportgen.errors import DataError, Issue, did_you_mean
from reportgen.journals import Journal, parse_journal
from reportgen.ledger import ledger_json, source_lines
from reportgen.load import load, read_member, snapshot_text
from reportgen.model import Review, Snapshot
from reportgen.parallel import in_parallel
from reportgen.progress import Progress, silent
from reportgen.quantities import Analysis, analyse
from reportgen.resolve import citation_style, resolve
from reportgen.resources import names, read_text
from reportgen.snapshots import sha256, snapshot_of
from reportgen.store import write_tree
from reportgen.style import Style, parse_style
from reportgen.writers import USUAL_FORMATS, WRITERS

__all__ = [
    "Assembled",
    "BuildReport",
    "Made",
    "Prepared",
    "assemble",
    "build",
    "check",
    "find_journal",
    "find_style",
    "finished",
    "make",
    "manifest",
    "outputs",
    "prepared",
    "read_review",
]

PICTURE_DPI = 300
STAGES = ("read", "pool", "draw", "compose", "settle", "write", "store")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build wrote: the folder, its files in order, warnings that did not stop it, and what it was made from."""

    output: Path
    files: tuple[str, ...]
    warnings: tuple[Issue, ...]
    snapshot: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a build is about to write: contents by name, what they were made from, and warnings."""

    files: Mapping[str, bytes]
    snapshot: Snapshot
    warnings: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """A review on its way to the writers: results, exhibits, and the settled document.

    `warnings` are what is wrong with the document and does not stop a build.
    """

    analysis: Analysis
    exhibits: Exhibits
    resolved: Resolved
    warnings: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A review that waits for its writers: assembled in a style, which was asked for as `named`.

    `members` are the files that were read beside those of the review, by name.
    """

    review: Review
    style: Style
    named: str
    members: Mapping[str, bytes]
    assembled: Assembled


def build(
    folder: Path,
    *,
    output: Path,
    formats: tuple[str, ...] = USUAL_FORMATS,
    style: str | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Build the manuscript of the review in `folder` into `output`, whole or not at all.

    Raises DataError with everything that is wrong with the review, MissingToolError where a format needs something
    the machine lacks, OutputError where `output` cannot be written.
    """
    made = make(folder, formats=formats, style=style, progress=progress)
    progress(STAGES[6], 6, len(STAGES))
    write_tree(output, made.files)
    progress("done", len(STAGES), len(STAGES))
    return BuildReport(output=output, files=tuple(sorted(made.files)), warnings=made.warnings, snapshot=made.snapshot)


def make(
    folder: Path,
    *,
    formats: tuple[str, ...] = USUAL_FORMATS,
    style: str | None = None,
    progress: Progress = silent,
) -> Made:
    """Return what a build of the review in `folder` writes, without writing it; errors as of `build`."""
    ready = prepared(folder, style=style, progress=progress)
    progress(STAGES[5], 5, len(STAGES))
    return finished(ready, formats)


def prepared(
    folder: Path,
    *,
    style: str | None = None,
    progress: Progress = silent,
    read: Callable[[Path], Review] | None = None,
    draw: Callable[[Analysis], Exhibits] = make_exhibits,
) -> Prepared:
    """Return the review in `folder` read, pooled, composed and settled.

    `read` reads it (`read_review` unless given), `draw` makes its figures and tables. Errors as of `build`.
    """
    progress(STAGES[0], 0, len(STAGES))
    review = (read or read_review)(folder)
    named, members = style or review.style, dict[str, bytes]()
    chosen = find_style(folder, named, members)
    assembled = assemble(review, chosen, folder, progress, members, draw)
    return Prepared(review=review, style=chosen, named=named, members=members, assembled=assembled)


def finished(ready: Prepared, formats: tuple[str, ...], *, alone: bool = False) -> Made:
    """Return all files that a build writes of a review that is prepared.

    `alone` asks for one process: what it loads and remembers is then there for those that it starts later.
    """
    review, assembled = ready.review, ready.assembled
    files = outputs(assembled, ready.style, formats, alone=alone)
    files["ledger.json"] = ledger_json(assembled.resolved)
    snapshot = snapshot_of(
        assembled.analysis, assembled.resolved, ready.members, style=ready.named, formats=formats, files=files
    )
    files["snapshot.json"] = snapshot_text(snapshot).encode()
    files["manifest.json"] = manifest(review, ready.style, formats, files)
    warnings = (*review.warnings, *audit(review, assembled.analysis.pooled), *assembled.warnings)
    return Made(files=files, snapshot=snapshot, warnings=warnings)


def check(folder: Path, *, style: str | None = None) -> tuple[Issue, ...]:
    """Return all warnings about the review in `folder`; DataError if anything would stop a build."""
    review = read_review(folder)
    assembled = assemble(review, find_style(folder, style or review.style), folder)
    typed = typed_numbers(review, assembled.resolved.ledger)
    unused = uncited(review, assembled.resolved.document)
    return (*review.warnings, *audit(review, assembled.analysis.pooled), *assembled.warnings, *typed, *unused)


def assemble(
    review: Review,
    style: Style,
    folder: Path,
    progress: Progress = silent,
    members: dict[str, bytes] | None = None,
    draw: Callable[[Analysis], Exhibits] = make_exhibits,
    *,
    anchors: bool = False,
) -> Assembled:
    """Return a review's settled document with its results and exhibits.

    `folder` is read for fonts and styles only; `members`, where given, gathers their contents by name. `draw` makes
    figures and tables. `anchors` keeps the places that report an item of a checklist.
    """
    progress(STAGES[1], 1, len(STAGES))
    analysis = analyse(review, style)
    progress(STAGES[2], 2, len(STAGES))
    exhibits = draw(analysis)
    progress(STAGES[3], 3, len(STAGES))
    document = compose(analysis, exhibits, anchors=anchors)
    progress(STAGES[4], 4, len(STAGES))
    included = frozenset(key for study in review.included() for key in study.reports)
    csl = citation_style(style.csl, lambda name: read_member(folder, name, members))
    resolved = resolve(document, review.library, style, included=included, csl=csl)
    fonts = tuple(FontFile(name=name, data=read_member(folder, name, members)) for name in review.fonts)
    resolved = replace(resolved, source_lines=source_lines(review, resolved.ledger), fonts=fonts)
    warnings = glyph_issues(resolved, review.font_paths)
    return Assembled(analysis=analysis, exhibits=exhibits, resolved=resolved, warnings=warnings)


def read_review(folder: Path) -> Review:
    """Return the review in a folder with its name and the places of its fonts; DataError with all that is wrong."""
    review = load(folder)
    return replace(review, name=folder.resolve().name, font_paths=tuple((folder / n).resolve() for n in review.fonts))


def find_style(folder: Path, name: str, members: dict[str, bytes] | None = None) -> Style:
    """Return a shipped style by its name, or one of the review's own by its path in the folder.

    `members`, where given, gathers the content of the latter by its path.
    """
    return parse_style(*_profile(folder, name, members))


def find_journal(folder: Path, name: str, members: dict[str, bytes] | None = None) -> Journal:
    """Return a shipped journal by its name, or one of the review's own by its path in the folder, as `find_style`."""
    return parse_journal(*_profile(folder, name, members, what="journal"))


def _profile(folder: Path, name: str, members: dict[str, bytes] | None, *, what: str = "style") -> tuple[str, str, str]:
    """Return the name of a profile, its text, and the path that messages call it by."""
    if name.endswith(".toml"):
        return name.removesuffix(".toml"), read_member(folder, name, members).decode(), name
    known = names("journals", ".toml")
    if name not in known:
        message = f"found {what} {name!r}, expected one of {', '.join(known)} or a .toml file in the review folder"
        raise DataError([Issue(f"{what}-is-known", None, message, did_you_mean(name, known))])
    return name, read_text(f"journals/{name}.toml"), f"templates/journals/{name}.toml"


def outputs(assembled: Assembled, style: Style, formats: tuple[str, ...], *, alone: bool = False) -> dict[str, bytes]:
    """Return manuscripts and pictures; the PDF is written beside the rest where the system can, unless `alone`."""
    resolved = assembled.resolved
    drawings = [figure.drawing for figure in assembled.exhibits.figures.values()]
    for drawing in drawings:
        drawing.render("svg", PICTURE_DPI)

    def manuscripts(wanted: tuple[str, ...]) -> dict[str, bytes]:
        return {f"manuscript{WRITERS[f].suffix}": WRITERS[f].write(resolved, style) for f in wanted}

    def pictures(kinds: tuple[PictureFormat, ...]) -> dict[str, bytes]:
        return {
            f"figures/{d.name.removeprefix('figure-')}.{kind}": d.render(kind, PICTURE_DPI)
            for d in drawings
            for kind in kinds
        }

    paper = tuple(f for f in formats if f == "pdf")
    others = tuple(f for f in formats if f != "pdf")
    kinds: tuple[PictureFormat, ...] = ("svg", "png", "pdf")
    if alone:
        return {**manuscripts(paper), **manuscripts(others), **pictures(kinds)}
    if paper:  # the layout of the manuscript is work enough for one process
        return in_parallel(lambda: manuscripts(paper), lambda: {**manuscripts(others), **pictures(kinds)})
    return in_parallel(lambda: pictures(kinds[2:]), lambda: {**manuscripts(others), **pictures(kinds[:2])})


def manifest(review: Review, style: Style, formats: tuple[str, ...], files: Mapping[str, bytes]) -> bytes:
    """Return the marker of a folder of ours: what it was made of and how, and its files with their sums."""
    listed = {name: {"sha256": sha256(data), "bytes": len(data)} for name, data in sorted(files.items())}
    written = {
        "generator": f"reportgen {__version__}",
        "title": review.title,
        "style": style.name,
        "formats": list(formats),
        "files": listed,
    }
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()
