"""A finding becomes the claim in a sentence, under the name of its outcome or with it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from reportgen.document import CrossRef, Strong, Text
from reportgen.model import CertaintyWord, Outcome
from reportgen.quantities import Analysis, finding_of, forest_plots, full_name, size_of
from reportgen.wording.certainty import Size, certainty_phrase, state_with_certainty
from reportgen.wording.phrases import Phrase, capitalised, joined, lowered
from reportgen.wording.statements import Finding, direction_in_doubt, state_finding

__all__ = [
    "Rating",
    "Telling",
    "claim_of",
    "finding_of",
    "full_name",
    "named_claim",
    "opening",
    "rated_clause",
    "rating_of",
    "unnamed",
]

LONGEST_TITLE = 100
"""A longer title is named before the sentence, in which one would lose the thread."""

_BREAK = re.compile(r"[:;.] ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How the outcomes of one comparison are told.

    `shown` are the ids of figures and tables that text may point at; `noted` gathers the provenances and rules that a
    footnote has told already. Where a review has many outcomes, they are told in short (`dense`): each under its name,
    with what figures and tables hold left to these.
    """

    analysis: Analysis
    shown: Collection[str]
    noted: set[str]
    dense: bool


def unnamed(finding: Finding) -> Finding:
    """Return the finding for a sentence that stands under the name of its outcome."""
    return replace(finding, title="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """How certain the evidence on an outcome was judged to be, and the class of the effect's size if it has one.

    `named_first` says that the claim starts with the name of an intervention, whose capital it keeps.
    """

    certainty: CertaintyWord
    size: Size | None
    named_first: bool


def rating_of(analysis: Analysis, outcome: Outcome, finding: Finding, measure: str = "") -> Rating | None:
    """Return the rating that the words of a finding follow; None where certainty is not judged.

    `measure` is that of the finding, if it is not the outcome's.
    """
    certainty = analysis.review.certainty_of(outcome.id)
    if certainty is None or certainty.word is None:
        return None
    named_first = certainty.word != "very low" and not direction_in_doubt(finding)
    return Rating(certainty=certainty.word, size=size_of(finding, outcome, measure), named_first=named_first)


def claim_of(finding: Finding, statistics: Phrase, rating: Rating | None = None) -> Phrase:
    """Return the claim in the words that its certainty allows, or in plain ones where it is not judged."""
    if rating is None or finding.null is None:
        return state_finding(finding, statistics)
    return state_with_certainty(finding, rating.certainty, rating.size, statistics)


def rated_clause(finding: Finding, rating: Rating | None) -> Phrase:
    """Return the claim as a part of a longer sentence: "Therapy may reduce relapse (low-certainty evidence)".

    Nothing where certainty is not judged or nothing is compared.
    """
    if rating is None or finding.null is None:
        return ()
    judged = (Text(certainty_phrase(rating.certainty)),)
    claim = state_with_certainty(finding, rating.certainty, rating.size, judged, compared=False)
    last = claim[-1]
    clause = (*claim[:-1], Text(last.text.removesuffix("."))) if isinstance(last, Text) else claim
    return clause if rating.named_first and not finding.experimental[:1].islower() else lowered(clause)


def named_claim(finding: Finding, statistics: Phrase, rating: Rating | None = None) -> Phrase:
    """Return the claim with the name of its outcome in it, or before it where the name is long or a text of its own."""
    if len(finding.title) <= LONGEST_TITLE and not _BREAK.search(finding.title):
        return claim_of(finding, statistics, rating)
    claim = claim_of(unnamed(finding), statistics, rating)
    ours = rating is None or not rating.named_first
    return joined(((Text(f"“{capitalised(finding.title)}”:"),), lowered(claim) if ours else claim))


def opening(telling: Telling, outcome: Outcome) -> Phrase:
    """Return number and name of an outcome in bold with its forest plot, for the start of its paragraph."""
    number = f"{outcome.number} " if outcome.number else ""
    name = f"{number}{capitalised(full_name(outcome)).rstrip('.')}"
    plots = forest_plots(telling.analysis).items()
    ids = [f"fig-{id_}" for id_, outcomes in plots if any(one.id == outcome.id for one in outcomes)]
    if not ids or ids[0] not in telling.shown:
        return (Strong((Text(f"{name}."),)),)
    return (Strong((Text(name),)), Text(" ("), CrossRef(target=ids[0]), Text(")."))
