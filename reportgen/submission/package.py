"""submission_files(): a review as everything that a journal asks for, by file name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.checklists import Checklist, checklist
from reportgen.document import Block, Figure, Heading, Resolved, Table, Text, walk_blocks
from reportgen.pipeline import find_journal
from reportgen.progress import Progress, silent
from reportgen.style import PageForm
from reportgen.submission.arrangement import legends
from reportgen.submission.checklist_pages import checklist_blocks, linked_blocks
from reportgen.submission.counts import Counts, count
from reportgen.submission.figures import FigureFile, figure_files
from reportgen.submission.form import page_form
from reportgen.submission.locations import Located, locate
from reportgen.submission.manuscripts import Manuscripts, as_submitted, settle, without_anchors
from reportgen.submission.pages import SubmissionFacts, page, settled_page, submission_facts
from reportgen.submission.supplements import Supplement, supplements
from reportgen.writers.docx import write_docx
from reportgen.writers.pdf import NumberedPdf, numbered_pdf

__all__ = ["BLINDED", "CHECKLISTS", "LINKED", "MANUSCRIPT", "NUMBERED", "Package", "make_package"]

MANUSCRIPT = "manuscript.docx"
BLINDED = "manuscript-blinded.docx"
NUMBERED = "manuscript-numbered.pdf"
LINKED = "manuscript-with-checklists.docx"
CHECKLISTS = ("prisma-2020", "prisma-2020-abstract")
STAGES = ("settle", "lay out", "figures", "supplements", "write")


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What is to be sent, by file name, with what it was made of."""

    made: Manuscripts
    counts: Counts
    files: Mapping[str, bytes]
    figures: tuple[FigureFile, ...]
    supplements: tuple[Supplement, ...]
    numbered: NumberedPdf
    located: Mapping[str, tuple[Located, ...]]


def make_package(folder: Path, journal: str, *, progress: Progress = silent) -> Package:
    """Return the package of the review in `folder` for a journal.

    DataError with everything that is wrong with the review or the profile; MissingToolError where the machine lacks
    what a file needs.
    """
    progress(STAGES[0], 0, len(STAGES))
    made = settle(folder, find_journal(folder, journal))
    form = page_form(made.journal)
    progress(STAGES[1], 1, len(STAGES))
    numbered = numbered_pdf(made.reviewed, made.journal.style, _numbered(form))
    progress(STAGES[2], 2, len(STAGES))
    figures = figure_files(made)
    progress(STAGES[3], 3, len(STAGES))
    further = supplements(made)
    progress(STAGES[4], 4, len(STAGES))
    counts = count(as_submitted(made.open, made.journal))
    whole = replace(counts, tables=_number_of(made.open, Table), figures=_number_of(made.open, Figure))
    names = {one.topic: one.name.rpartition("/")[2] for one in further}
    located = {name: locate(checklist(name), made.reviewed.document, numbered.places, names) for name in CHECKLISTS}
    files = {
        **_manuscripts(made, form),
        NUMBERED: numbered.data,
        LINKED: _linked(made, form, located),
        **_checklists(made, located),
        **_pages(made, submission_facts(made, whole, names)),
        **_apart(made, form),
        **{one.name: one.data for one in figures},
        **{one.name: one.data for one in further},
    }
    return Package(
        made=made,
        counts=whole,
        files=files,
        figures=figures,
        supplements=further,
        numbered=numbered,
        located=located,
    )


def _numbered(form: PageForm) -> PageForm:
    """Return the form of the PDF that reviewers cite lines of, numbered whatever the journal asks of the Word file."""
    return replace(form, line_numbers="continuous") if form.line_numbers == "none" else form


def _number_of(resolved: Resolved, kind: type[Table | Figure]) -> int:
    return sum(isinstance(block, kind) and bool(block.id) for block in resolved.document.blocks)


def _manuscripts(made: Manuscripts, form: PageForm) -> Mapping[str, bytes]:
    style = made.journal.style
    files = {MANUSCRIPT: write_docx(as_submitted(made.open, made.journal), style, form)}
    if made.blind is not None:
        files[BLINDED] = write_docx(as_submitted(made.blind, made.journal), style, form)
    return files


def _linked(made: Manuscripts, form: PageForm, located: Mapping[str, Sequence[Located]]) -> bytes:
    """Return the manuscript with the checklists behind it, whose page numbers are fields that Word renews."""
    blocks = [block for name, found in located.items() for block in linked_blocks(checklist(name), found)]
    document = made.reviewed.document
    whole = replace(made.reviewed, document=replace(document, blocks=(*document.blocks, *blocks)))
    return write_docx(whole, made.journal.style, form)


def _checklists(made: Manuscripts, located: Mapping[str, Sequence[Located]]) -> Mapping[str, bytes]:
    return {f"{name}-checklist.docx": _checklist(made, checklist(name), found) for name, found in located.items()}


def _checklist(made: Manuscripts, listed: Checklist, found: Sequence[Located]) -> bytes:
    blocks = checklist_blocks(listed, found, NUMBERED)
    resolved = settled_page(made, listed.title, blocks, named=made.blind is None)
    return write_docx(resolved, made.journal.style)


def _pages(made: Manuscripts, facts: SubmissionFacts) -> Mapping[str, bytes]:
    wanted = {
        "title-page": made.review.title,
        "cover-letter": "Cover letter",
        "availability": "Availability of data, code and other materials",
    }
    style = made.journal.style
    return {f"{name}.docx": write_docx(page(made, name, title, facts), style) for name, title in wanted.items()}


def _apart(made: Manuscripts, form: PageForm) -> Mapping[str, bytes]:
    """Return tables and legends where the journal wants them as files of their own."""
    style, blocks = made.journal.style, tuple(walk_blocks(made.reviewed.document.blocks))
    files = {}
    tables = [block for block in blocks if isinstance(block, Table) and block.id]
    if made.journal.words("tables") == "files" and tables:
        files["tables.docx"] = write_docx(_part(made.reviewed, "Tables", tables), style, form)
    figures = [block for block in blocks if isinstance(block, Figure)]
    if made.journal.words("legends") == "file" and figures:
        parts = legends(figures)[1:]
        files["figure-legends.docx"] = write_docx(_part(made.reviewed, "Figure legends", parts), style, form)
    return files


def _part(resolved: Resolved, title: str, blocks: Sequence[Block]) -> Resolved:
    """Return some blocks of a settled manuscript as a document of their own, with the labels that they have there."""
    heading = Heading(level=0, children=(Text(title),), id="title")
    document = replace(resolved.document, blocks=without_anchors((heading, *blocks)))
    return replace(resolved, document=document)
