"""Stored results beside ours as tables: those that differ, and all of them by comparison and outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.document import Block, Row
from reportgen.exchange.agreement import Compared
from reportgen.exchange.report.page_parts import group, heading, line, paragraph, table
from reportgen.exchange.report.report import ImportReport, effect_text, outcome_text, part_text
from reportgen.exchange.report.sentences import MEANINGS, differing, numbers_text
from reportgen.model import Outcome
from reportgen.wording import numbers

__all__ = ["compared_in_full", "differing_table"]

_MOST_ROWS = 3000
"""Beyond so many results, those of single studies that are equal stand in import.json only."""

_MOST_DIFFERING = 500
_HEADS = ("Result", "Stored", "Here", "Verdict", "Reason")
_WIDTHS = (3.0, 2.4, 2.4, 1.2, 3.0)
_RIGHT = (1, 2)


def differing_table(report: ImportReport) -> Iterator[Block]:
    """Yield the results that differ from those stored, without a reason first; nothing where there are none."""
    found = differing(report)
    outcomes = report.outcomes
    if not found:
        return
    rows = [
        line((f"{outcome_text(outcomes[one.stored.outcome])}: {part_text(one.stored)}", _told(one), one.verdict))
        for one in found[:_MOST_DIFFERING]
    ]
    yield table(
        "tbl-differing", "Those without a reason come first.", ("Result", "What", "Verdict"), rows, (3.0, 5.0, 1.2)
    )
    if len(found) > _MOST_DIFFERING:
        yield paragraph(f"{len(found) - _MOST_DIFFERING} more stand below, and in import.json.")


def _told(one: Compared) -> str:
    return f"{numbers_text(one)}. {one.reason}".strip()


def compared_in_full(report: ImportReport) -> Iterator[Block]:
    """Yield how many results have each verdict, and every result by comparison and outcome."""
    yield heading("Stored results beside ours", "comparison")
    if not report.compared:
        yield paragraph("The source stores no results.")
        return
    counts = [line((verdict, MEANINGS[verdict], str(n)), (2,)) for verdict, n in report.verdicts.items()]
    yield table(
        "tbl-verdicts", "Verdicts", ("Verdict", "What it means", "Results"), counts, (1.5, 6.0, 1.0), right=(2,)
    )
    shown = report.compared
    if len(shown) > _MOST_ROWS:
        shown = tuple(one for one in shown if one.stored.kind != "study" or one.verdict != "equal")
        yield paragraph("Results of single studies that are equal are not listed here; import.json has them.")
    yield from _by_comparison(report, shown)


def _by_comparison(report: ImportReport, shown: Sequence[Compared]) -> Iterator[Block]:
    by_outcome: dict[str, list[Compared]] = {}
    for one in shown:
        by_outcome.setdefault(one.stored.outcome, []).append(one)
    outcomes = report.imported.review.outcomes
    for place, comparison in enumerate(report.imported.review.comparisons, 1):
        own = {outcome.id: outcome for outcome in outcomes if outcome.comparison == comparison.id}
        rows = list(_rows(own, by_outcome))
        if rows:
            title = f"{comparison.number}. {comparison.title}" if comparison.number else comparison.title
            yield heading(title, f"comparison-{place}", level=2)
            yield table(f"tbl-compared-{place}", f"Stored and ours: {title}", _HEADS, rows, _WIDTHS, right=_RIGHT)


def _rows(outcomes: Mapping[str, Outcome], by_outcome: Mapping[str, Sequence[Compared]]) -> Iterator[Row]:
    """Yield the rows of a comparison, a group for each outcome; results without a reason come first."""
    for id_ in sorted(outcomes, key=lambda id_: not any(map(_unexplained, by_outcome.get(id_, ())))):
        several = by_outcome.get(id_, ())
        if several:
            yield group(outcome_text(outcomes[id_]), len(_HEADS))
        for one in sorted(several, key=lambda one: not _unexplained(one)):
            cells = (part_text(one.stored), _shown(one.stored.values), _shown(one.ours), one.verdict, _reason(one))
            yield line(cells, _RIGHT)


def _unexplained(one: Compared) -> bool:
    return one.verdict == "unexplained"


def _shown(values: Mapping[str, float]) -> str:
    spread = f"; I² {numbers.percent(values['i2'])}" if "i2" in values else ""
    return f"{effect_text(values)}{spread}"


def _reason(one: Compared) -> str:
    if _unexplained(one) and one.reason:
        return _told(one)
    return one.reason or (numbers_text(one) if one.differences else "")
