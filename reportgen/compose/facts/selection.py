"""What the flow of records and studies gives the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.document import Datum, Number
from reportgen.model import FLOW_ITEMS, FlowCount, Review
from reportgen.pooling import Pooled
from reportgen.quantities import counted, flow_number, flow_totals
from reportgen.style import Style
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

    They are the totals of the flow diagram (`flow_totals`), so that text and picture say the same. `further` are the
    reports that are new in this version, of studies that the earlier one included; None where there are none.
    """

    n: dict[str, Number | None]
    further: Number | None
    reasons: Phrase
    unreported: Phrase
    known: bool


def selection_facts(review: Review, style: Style, pooled: Mapping[str, Pooled]) -> SelectionFacts:
    """Return the facts of study selection."""
    flow = review.flow
    totals = flow_totals(review, style, pooled)
    reasons = [_reason(count, style) for count in flow.details("excluded_reports")]
    unknown = [words for item, words in SPOKEN.items() if (c := flow.total(item)) and c.n.value is None]
    return SelectionFacts(
        n={item: totals.get(item) for item in FLOW_ITEMS},
        further=_further(review, style) if flow.counts else None,
        reasons=listed([reason for reason in reasons if reason]),
        unreported=listed(list(unknown)),
        known=bool(flow.counts),
    )


def _further(review: Review, style: Style) -> Number | None:
    found = set(review.further_reports())
    origins = tuple(study.origin for study in review.included() if found & set(study.reports))
    return counted(len(found), "n", "flow/further_reports", origins, style) if found else None


def _reason(count: FlowCount, style: Style) -> Phrase:
    n = flow_number(count, style)
    if n is None:
        return ()
    detail = Datum(text=count.detail, subject=f"flow/{count.item}", inputs=(count.origin,))
    return weave("{detail} ({n})", detail=detail, n=n)
