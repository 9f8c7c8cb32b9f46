"""What a review holds, counted, for the report on an import."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.model import Review

__all__ = ["counts_of"]


def counts_of(review: Review) -> Mapping[str, int]:
    """Return the numbers of the parts of a review by their names in the plural; what there is none of is left out."""
    statuses = ("included", "excluded", "awaiting", "ongoing")
    found = {f"{status} studies": sum(one.status == status for one in review.studies) for status in statuses}
    found |= {
        "references": len(review.library.keys),
        "comparisons": len(review.comparisons),
        "outcomes": len(review.outcomes),
        "results": len(review.results),
        "judgements on risk of bias": len(review.judgements),
        "numbers of the flow": len(review.flow.counts),
        "sections of text": len(review.sections),
    }
    return {name: n for name, n in found.items() if n}
