"""The report of changes as a document: what was compared, what follows from it, then everything that was edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.comparing.report.conclusions import conclusion_blocks
from reportgen.comparing.report.edits import study_blocks, whole_studies
from reportgen.comparing.report.flow import flow_blocks
from reportgen.comparing.report.opening import opening_blocks
from reportgen.comparing.report.other_edits import edit_blocks, long_lists
from reportgen.comparing.report.results_table import results_table
from reportgen.comparing.report.risk_of_bias import risk_of_bias_blocks
from reportgen.comparing.report.sentences import sentence_blocks
from reportgen.comparing.report.software import software_blocks
from reportgen.document import Block, Document, Figure, Heading, Text
from reportgen.history import Rebuilt
from reportgen.style import Style
from reportgen.versions import Changes

__all__ = ["report_document"]


def report_document(
    changes: Changes,
    style: Style,
    figures: Sequence[Figure],
    software: Sequence[tuple[str, Rebuilt]] = (),
    only_found: Sequence[str] = (),
) -> Document:
    """Return the report, unresolved; `figures` are the before/after plots, the rest as of `report_files`.

    Parts with nothing to tell are left out.
    """
    title = f"What changed: {changes.new.record.title or changes.new.name}"
    return Document(
        title=title,
        short_title="Report of changes",
        authors=(),
        keywords=(),
        language="en-GB",
        notice=f"From {changes.old.name} to {changes.new.name}",
        blocks=(
            Heading(level=0, children=(Text(title),), id="title"),
            *opening_blocks(changes, style, only_found),
            *(block for part in _parts(changes, style, figures, software) for block in part),
        ),
    )


def _parts(
    changes: Changes, style: Style, figures: Sequence[Figure], software: Sequence[tuple[str, Rebuilt]]
) -> Iterator[Sequence[Block]]:
    if changes.results:
        heading = Heading(level=1, children=(Text("Results before and after"),), id="sec-results")
        yield (heading, results_table(changes, style), *figures)
    yield conclusion_blocks(changes, style)
    yield study_blocks(changes, style)
    yield edit_blocks(changes)
    yield flow_blocks(changes, style)
    yield risk_of_bias_blocks(changes)
    yield sentence_blocks(changes)
    yield software_blocks(software)
    yield _appendix(changes)


def _appendix(changes: Changes) -> Sequence[Block]:
    tables = (*whole_studies(changes), *long_lists(changes))
    heading = Heading(level=1, children=(Text("Appendix: all data entered or removed"),), id="sec-appendix")
    return (heading, *tables) if tables else ()
