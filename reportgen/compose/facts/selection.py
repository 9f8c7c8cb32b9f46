"""What the flow of records and studies gives the text."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.document import Datum, Number
from reportgen.model import FLOW_ITEMS, Flow, FlowCount, Review
from reportgen.quantities import flow_number, weakest
from reportgen.style import Style
from reportgen.wording import numbers
from reportgen.wording.phrases import Phrase, listed, weave

__all__ = ["SelectionFacts", "selection_facts"]

SPOKEN = {
    "duplicates": "duplicates removed",
    "screened": "records screened",
    "excluded": "records excluded on title and abstract",
    "assessed": "full texts assessed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionFacts:
    """Counts by item of flow.csv (None where not known), the reasons for exclusion, and what is not reported.

    An item whose rows are given one by one, and without a total, is counted by their sum.
    """

    n: dict[str, Number | None]
    reasons: Phrase
    unreported: Phrase
    known: bool


def selection_facts(review: Review, style: Style) -> SelectionFacts:
    """Return the facts of study selection."""
    flow = review.flow
    totals = {item: _total(flow, item, style) for item in FLOW_ITEMS}
    reasons = [_reason(count, style) for count in flow.details("excluded_reports")]
    unknown = [words for item, words in SPOKEN.items() if (c := flow.total(item)) and c.n.value is None]
    return SelectionFacts(
        n=totals,
        reasons=listed([reason for reason in reasons if reason]),
        unreported=listed(list(unknown)),
        known=bool(flow.counts),
    )


def _total(flow: Flow, item: str, style: Style) -> Number | None:
    """Return the total of an item as it stands, else the sum of its rows if each of them has a number."""
    if total := flow.total(item):
        return flow_number(total, style)
    cells = [count.n for count in flow.details(item)]
    values = [cell.value for cell in cells if cell.value is not None]
    if not values or len(values) < len(cells):
        return None
    return Number(
        text=numbers.count(sum(values), style.numbers),
        value=sum(values),
        statistic="n",
        subject=f"flow/{item}",
        inputs=tuple(cell.origin for cell in cells),
        provenance=weakest(cell.attribution.provenance for cell in cells),
        how="sum over the rows",
    )


def _reason(count: FlowCount, style: Style) -> Phrase:
    n = flow_number(count, style)
    if n is None:
        return ()
    detail = Datum(text=count.detail, subject=f"flow/{count.item}", inputs=(count.origin,))
    return weave("{detail} ({n})", detail=detail, n=n)
