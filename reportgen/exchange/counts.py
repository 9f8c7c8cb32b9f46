"""What a review holds, counted, under the same names whatever it was read from."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.foreign.phrases import counted
from reportgen.model import Review

__all__ = ["count_text", "counts_of"]

_ONE: Mapping[str, str] = {
    "authors": "author",
    "included studies": "included study",
    "excluded studies": "excluded study",
    "studies awaiting classification": "study awaiting classification",
    "ongoing studies": "ongoing study",
    "references": "reference",
    "comparisons": "comparison",
    "outcomes": "outcome",
    "outcomes told in words": "outcome told in words",
    "results": "result",
    "judgements of the risk of bias": "judgement of the risk of bias",
    "numbers of the flow": "number of the flow",
    "sections of text": "section of text",
    "rows of the table": "row of the table",
}


def counts_of(review: Review) -> Mapping[str, int]:
    """Return the numbers of the parts of a review by their names in the plural; what there is none of is left out.

    ``results`` are rows of results.csv; ``numbers of the flow`` are those that are known.
    """
    status = [study.status for study in review.studies]
    found = {
        "authors": len(review.authors),
        "included studies": status.count("included"),
        "excluded studies": status.count("excluded"),
        "studies awaiting classification": status.count("awaiting"),
        "ongoing studies": status.count("ongoing"),
        "references": len(review.library.keys),
        "comparisons": len(review.comparisons),
        "outcomes": len(review.outcomes),
        "results": len(review.results),
        "judgements of the risk of bias": len(review.judgements),
        "numbers of the flow": sum(count.n.value is not None for count in review.flow.counts),
        "sections of text": len(review.sections),
    }
    return {name: n for name, n in found.items() if n}


def count_text(n: int, name: str) -> str:
    """Return a number of `counts_of`, or of another name in the plural, with what it counts: "1 included study"."""
    return counted(n, _ONE.get(name, name), name)
