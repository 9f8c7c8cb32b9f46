"""Sections, facts and exhibits become a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from reportgen.checklists import anchor_of, item_ids
from reportgen.compose.exhibits import Exhibits, exhibit_names
from reportgen.compose.facts import gather
from reportgen.compose.heading_ids import with_ids
from reportgen.compose.headings import in_words_of
from reportgen.compose.names import UnknownNameError
from reportgen.compose.reference_lists import with_included_apart
from reportgen.compose.sections import render_section, section_source
from reportgen.document import (
    Anchor,
    Block,
    Citation,
    Document,
    Figure,
    Heading,
    Number,
    ReferenceList,
    Table,
    Text,
    inlines_of,
    walk_blocks,
    walk_inlines,
)
from reportgen.errors import DataError, Issue
from reportgen.quantities import Analysis
from reportgen.wording.phrases import plural

__all__ = ["compose", "template_functions"]


def compose(analysis: Analysis, exhibits: Exhibits, *, anchors: bool = False) -> Document:
    """Return the manuscript's tree, unresolved; DataError with all issues of all sections if any template is wrong.

    Shipped sentences point only at figures and tables that are printed. Which these are is known when all sections
    are there; where some are not printed (a style without them, a section that leaves some out), the sections are
    written a second time. So they are where nothing is cited, without a list of references then. `anchors` keeps the
    places at which sections say that they report an item of a checklist.
    """
    review = analysis.review
    wanted = _ids((*exhibits.figures.values(), *exhibits.tables.values()))
    blocks = _sections(analysis, exhibits, wanted, cites=True, anchors=anchors)
    printed, cites = _ids(blocks), bool(review.library.keys) or _cites(blocks)
    if wanted - printed or not cites:
        blocks = _sections(analysis, exhibits, printed, cites=cites, anchors=anchors)
    return Document(
        title=review.title,
        short_title=review.short_title or review.title,
        authors=tuple(f"{author.given} {author.family}".strip() for author in review.authors),
        keywords=review.keywords,
        language=review.language,
        notice=review.notice_short or review.notice,
        blocks=in_words_of(analysis.style, with_ids(_listed(analysis, blocks))),
        contributors=review.authors,
        affiliations=review.affiliations,
        funders=review.funders,
    )


def _listed(analysis: Analysis, blocks: Sequence[Block]) -> Sequence[Block]:
    if not analysis.style.included_list:
        return blocks
    included = {key for study in analysis.review.included() for key in study.reports}
    return with_included_apart(blocks, included)


def _ids(blocks: Iterable[Block]) -> frozenset[str]:
    return frozenset(block.id for block in walk_blocks(blocks) if isinstance(block, Figure | Table) and block.id)


def _others(exhibits: Mapping[str, Block], printed: Sequence[Block]) -> tuple[Block, ...]:
    """Return the exhibits that are not printed; a table of the review's own with the same id is none of them."""
    return tuple(exhibit for exhibit in exhibits.values() if not any(exhibit is block for block in printed))


def _cites(blocks: Iterable[Block]) -> bool:
    inlines = (inline for block in walk_blocks(blocks) for run in inlines_of(block) for inline in walk_inlines(run))
    return any(isinstance(inline, Citation) for inline in inlines)


def _sections(
    analysis: Analysis, exhibits: Exhibits, shown: Collection[str], *, cites: bool, anchors: bool
) -> list[Block]:
    """Return the blocks of all sections; `figures` and `tables` are in each those that no section before printed."""
    cited: object = ReferenceList() if cites else ""
    names = gather(analysis, shown).names() | {"references": cited}
    functions = template_functions(analysis, exhibits, anchors=anchors)
    blocks: list[Block] = [Heading(level=0, children=(Text(analysis.review.title),), id="title")]
    issues: list[Issue] = []
    for section in analysis.style.sections:
        source = section_source(section, analysis.review)
        if source is None:
            continue
        printed = [block for block in walk_blocks(blocks) if isinstance(block, Figure | Table)]
        names["figures"] = _others(exhibits.figures, printed)
        names["tables"] = _others(exhibits.tables, printed)
        found, wrong = render_section(source, names, functions)
        blocks += found
        issues += wrong
    if issues:
        raise DataError(issues)
    return blocks


def template_functions(analysis: Analysis, exhibits: Exhibits, *, anchors: bool) -> Mapping[str, Callable[..., object]]:
    """Return what templates can call; figure() and table() print nothing where the review has no data for one yet."""
    known = exhibit_names(analysis.review)
    marked: Counter[str] = Counter()

    def figure(name: str) -> Block | str:
        return _exhibit(exhibits.figures, name, known.figures)

    def table(name: str) -> Block | str:
        return _exhibit(exhibits.tables, name, known.tables)

    def count(number: object, one: str, more: str) -> object:
        return plural(number, str(one), str(more)) if isinstance(number, Number) else number

    def reports(item: str) -> Anchor | str:
        if (text := str(item)) not in item_ids():
            raise UnknownNameError(text, item_ids())
        marked[text] += 1
        return Anchor(anchor_of(text, marked[text])) if anchors else ""

    return {"figure": figure, "table": table, "plural": count, "reports": reports}


def _exhibit(found: Mapping[str, Block], name: object, known: Collection[str]) -> Block | str:
    text = str(name)
    if text not in known:
        raise UnknownNameError(text, tuple(known))
    return found.get(text, "")
