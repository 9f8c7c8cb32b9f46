"""What RevMan has no place for, counted: one remark a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from reportgen.exchange.imported import Remark
from reportgen.exchange.revman_export.analysis_losses import analysis_losses
from reportgen.exchange.revman_export.numbering import Item
from reportgen.exchange.revman_export.risk_of_bias import held_judgements
from reportgen.exchange.revman_export.study_results import held_cells
from reportgen.model import Attribution, Review
from reportgen.quantities import Analysis
from reportgen.references import ReferenceItem

__all__ = ["losses"]

_Counts = Callable[[Review], int]

_IN_DATA_ROWS = frozenset({"o_minus_e", "variance"})


def _count(*values: object) -> int:
    return sum(1 for value in values if value)


def _texts(review: Review) -> Iterator[object]:
    yield from (review.subtitle, review.short_title, review.notice, review.notice_short, review.keywords)
    yield from (review.funding, review.interests, review.acknowledgements, review.data_availability)
    yield from (review.registration.registry, review.registration.number, review.registration.url)


def _methods(review: Review) -> Iterator[object]:
    question, methods = review.question, review.methods
    yield from (question.population, question.intervention, question.comparators, question.outcomes, question.designs)
    yield from (question.condition, question.setting)
    yield from (methods.screening, methods.extraction, methods.risk_of_bias_by, methods.disagreements)
    yield from (methods.missing_data, methods.multiple_arms, methods.unit_of_analysis, methods.software)
    yield from (methods.inclusion, methods.exclusion)


def _searched(review: Review) -> int:
    search = review.search
    return len(search.databases) + len(search.registers) + len(search.other) + len(search.strategies)


def _known(cells: Iterator[object]) -> int:
    return sum(1 for cell in cells if getattr(cell, "value", None) is not None)


def _not_randomised(review: Review) -> int:
    return sum(1 for arm in review.arms if not arm.randomised)


def _reasons(review: Review) -> int:
    return sum(1 for study in review.studies if study.reason and study.status != "excluded")


def _attributed(review: Review) -> int:
    told = [study.attribution for study in review.studies] + [arm.attribution for arm in review.arms]
    told += [result.attribution for result in review.results] + [one.attribution for one in review.judgements]
    told += [cell.attribution for study in review.studies for cell in study.characteristics.values()]
    return sum(1 for one in told if one.source or one.provenance != Attribution().provenance)


def _told_apart(review: Review) -> int:
    return sum(1 for result in review.results if result.time_point or result.analysis_set)


def _cells(review: Review) -> int:
    return sum(
        1 for result in review.results for name in result.data if name not in {*held_cells(result), *_IN_DATA_ROWS}
    )


_PARTS: Sequence[tuple[str, str, _Counts]] = (
    ("text", "sections of text", lambda review: len(review.sections)),
    ("text", "authors", lambda review: len(review.authors)),
    ("text", "texts on the title page and at the end (funding, interests, notices …)", lambda r: _count(*_texts(r))),
    ("text", "texts on the question and the methods", lambda review: _count(*_methods(review))),
    ("text", "databases, registers and search strategies", _searched),
    ("flow", "numbers of the flow of records", lambda review: len(review.flow.counts)),
    ("references", "sources of facts", lambda review: len(review.sources)),
    ("results", "pooled results known only as published", lambda review: len(review.published)),
    ("settings", "figures that outcomes share", lambda review: len(review.figures)),
    ("settings", "checks of sums", lambda review: len(review.exhaustive) + len(review.sums)),
    (
        "studies",
        "numbers of participants randomised to studies",
        lambda r: _known(study.n_randomised for study in r.studies),
    ),
    ("studies", "numbers of participants in arms", lambda review: _known(arm.n for arm in review.arms)),
    ("studies", "arms that were not randomised, which stand for no intervention", _not_randomised),
    ("studies", "reasons why included studies have no results", lambda r: _count(*(s.results_none for s in r.studies))),
    ("studies", "reasons of studies that are not excluded", _reasons),
    ("results", "values and rows whose source or provenance is told", _attributed),
    ("results", "time points and sets of participants of results", _told_apart),
    ("results", "cells of results without a column (medians, correlations …)", _cells),
    ("outcomes", "judgements of the certainty of evidence", lambda review: len(review.certainty)),
    ("risk-of-bias", "judgements of risk of bias", lambda r: len(r.judgements) - len(held_judgements(r))),
)


def losses(analysis: Analysis, items: Sequence[Item], references: Mapping[str, ReferenceItem]) -> tuple[Remark, ...]:
    """Return what the export does not hold, or holds in another form; nothing where it is all there."""
    review = analysis.review
    found = [(topic, what, count(review)) for topic, what, count in _PARTS]
    unread = len(set(review.library.keys) - set(references))
    found.append(("references", "entries of references.bib that are no references", unread))
    found.append(("references", "notes on references", _count(*(item.note for item in references.values()))))
    parts = [
        Remark(topic=topic, text=f"RevMan's tables have no place for {what}: {n}.") for topic, what, n in found if n
    ]
    return (*parts, *analysis_losses(analysis, items))
