"""The folder of a new review: what `reportgen new` writes."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen import resources
from reportgen.errors import Origin
from reportgen.load.risk_of_bias import shipped_tool
from reportgen.load.writing import write
from reportgen.load.yaml_form import yaml_scalar
from reportgen.model import Comparison, Library, Outcome, Plan, Review, Section

__all__ = ["empty_review", "new_review"]

_SECTIONS = ("introduction", "discussion")


def new_review(title: str) -> Mapping[str, bytes]:
    """Return the files of a new review: tables with headings only, and a review.yaml whose comments teach it."""
    clean = " ".join(title.split()) or "A systematic review"
    settings = resources.read_text("review/review.yaml").format(title=yaml_scalar(clean))
    return {**write(empty_review(clean)), "review.yaml": settings.encode()}


def empty_review(title: str) -> Review:
    """Return a review with one comparison, one outcome, and no studies yet: what a new folder says when it is read."""
    nowhere = Origin("review.yaml", 1)
    comparison = Comparison(
        id="intervention-control",
        title="Intervention versus control",
        experimental="Intervention",
        comparator="Control",
        origin=nowhere,
    )
    outcome = Outcome(
        id="recovery",
        title="recovery",
        comparison=comparison.id,
        measure="RR",
        better="higher",
        origin=nowhere,
        plan=Plan(),
        figure="recovery",
    )
    paths = {name: f"sections/{name}.md.j2" for name in _SECTIONS}
    return Review(
        title=title,
        comparisons=(comparison,),
        outcomes=(outcome,),
        risk_of_bias_tool=shipped_tool("rob2"),
        library=Library(text=resources.read_text("review/references.bib")),
        sections=tuple(
            Section(name=name, text=resources.read_text(f"review/{path}"), path=path) for name, path in paths.items()
        ),
    )
